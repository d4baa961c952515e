//! The arguments of a directive, as the author wrote them.

use apollo_compiler::Node;
use apollo_compiler::ast::{Argument, Directive, Value};
use burgeon_core::arguments::strings;

use crate::layout::range;

/// The arguments of a directive; what is `null` counts as left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arguments<'a>(&'a Node<Directive>);

impl<'a> Arguments<'a> {
    pub(crate) fn new(directive: &'a Node<Directive>) -> Self {
        Self(directive)
    }

    pub(crate) fn get(self, name: &str) -> Option<&'a Node<Argument>> {
        let found = self.0.arguments.iter().find(|argument| argument.name == name);
        found.filter(|argument| !matches!(*argument.value, Value::Null))
    }

    pub(crate) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.get(name)?.value.as_str()
    }

    /// The strings of a list, or a single string as a list of one.
    pub(crate) fn texts(self, name: &str) -> Vec<String> {
        let given = strings(self.0, name).unwrap_or_default();
        given.into_iter().map(|one| one.text).collect()
    }

    /// An argument as its author wrote it, `name: value`, under another name.
    pub(crate) fn written(self, text: &str, argument: &str, name: &str) -> Option<String> {
        let value =
            text.get(range(&self.0.arguments.iter().find(|a| a.name == argument)?.value))?;
        Some(format!("{name}: {}", value))
    }
}

/// A use of a directive as it is written in a schema.
pub(crate) fn directive(name: &str, arguments: impl IntoIterator<Item = String>) -> String {
    let arguments: Vec<String> = arguments.into_iter().collect();
    match arguments.is_empty() {
        true => format!("@{name}"),
        false => format!("@{name}({})", arguments.join(", ")),
    }
}

/// A list of names as it is written in a schema.
pub(crate) fn list(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}

/// A text as it is written in a schema.
pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
