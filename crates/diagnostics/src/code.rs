//! The identity of a kind of diagnostic.

/// The stable name of a kind of diagnostic, with an explanation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `<room>/<what>`, for example `model/reserved-name`. A name is never reused for something
    /// else.
    pub name: &'static str,
    /// Why it is reported and how to resolve it, in Markdown, for a reader who meets it for the
    /// first time.
    pub explanation: &'static str,
}

impl Code {
    /// The part of the name before the `/`.
    pub fn room(&self) -> &'static str {
        self.name.split('/').next().unwrap_or_default()
    }
}
