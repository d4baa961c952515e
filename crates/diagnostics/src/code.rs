//! The identity of a kind of diagnostic.

use std::fmt;

/// The stable name of a kind of diagnostic, with an explanation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `<category>/<what>`, for example `model/reserved-name`. A name is never reused for something
    /// else.
    pub name: &'static str,
    /// Why it is reported and how to resolve it, in Markdown, for a reader who sees it for the
    /// first time.
    pub explanation: &'static str,
}

impl Code {
    /// The part of the name before the `/`.
    pub fn room(&self) -> &'static str {
        self.name.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A code equals its name.
impl PartialEq<str> for Code {
    fn eq(&self, name: &str) -> bool {
        self.name == name
    }
}
