//! JSONata text under construction.

use serde_json::Value as Json;

/// Words that a name may not be without quotes.
const KEYWORDS: &[&str] = &["and", "or", "in", "function", "true", "false", "null"];

/// The type of an expression's value, as far as it is known without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Text,
    Number,
    Boolean,
    Object,
    List,
    Unknown,
}

/// A JSONata expression.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) gives: Gives,
    /// Whether it has a value in every execution.
    pub(super) is_present: bool,
    /// Whether steps and operators can follow it without parentheses.
    is_primary: bool,
}

impl Code {
    /// A path that may select nothing.
    pub(super) fn path(text: impl Into<String>) -> Self {
        Self { text: text.into(), gives: Gives::Unknown, is_present: false, is_primary: true }
    }

    /// A path that always has a value, such as `$states.input`.
    pub(super) fn root(text: impl Into<String>) -> Self {
        Self { is_present: true, ..Self::path(text) }
    }

    /// A function call or another expression that needs no parentheses.
    pub(super) fn call(text: impl Into<String>, gives: Gives) -> Self {
        Self { text: text.into(), gives, is_present: true, is_primary: true }
    }

    /// An expression with operators.
    pub(super) fn operation(text: impl Into<String>, gives: Gives) -> Self {
        Self { text: text.into(), gives, is_present: true, is_primary: false }
    }

    /// A literal value.
    pub(super) fn literal(value: &Json) -> Self {
        let (text, gives) = match value {
            Json::String(text) => (quoted(text), Gives::Text),
            Json::Number(_) => (value.to_string(), Gives::Number),
            Json::Bool(_) => (value.to_string(), Gives::Boolean),
            Json::Null => (value.to_string(), Gives::Unknown),
            Json::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| Self::literal(item).text).collect();
                (format!("[{}]", items.join(", ")), Gives::List)
            }
            Json::Object(members) => {
                let member = |(name, value)| (name, Self::literal(value));
                return Self::object(members.iter().map(member));
            }
        };
        Self::call(text, gives)
    }

    /// An object constructor.
    pub(super) fn object<'a>(members: impl Iterator<Item = (&'a String, Self)>) -> Self {
        let member = |(name, value): (&String, Self)| format!("{}: {}", quoted(name), value.text);
        let members: Vec<_> = members.map(member).collect();
        let text = match members.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{ {} }}", members.join(", ")),
        };
        Self { is_primary: false, ..Self::call(text, Gives::Object) }
    }

    /// The text, in parentheses where steps and operators need them.
    pub(super) fn primary(&self) -> String {
        match self.is_primary {
            true => self.text.clone(),
            false => format!("({})", self.text),
        }
    }

    /// The member `name` of the value.
    pub(super) fn member(&self, name: &str) -> Self {
        match step(name) {
            Some(step) => Self::path(format!("{}.{step}", self.primary())),
            None => Self::path(format!("$lookup({}, {})", self.text, quoted(name))),
        }
    }

    /// The item at a position of the value; negative positions count from the end.
    pub(super) fn item(&self, index: &str) -> Self {
        let base = match self.text.starts_with('[') {
            true => format!("({})", self.text),
            false => self.primary(),
        };
        Self::path(format!("{base}[{index}]"))
    }
}

/// A name as a step of a path; `None` if no notation can express it.
pub(super) fn step(name: &str) -> Option<String> {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_';
    let is_plain = name.starts_with(is_start)
        && name.chars().all(|c| is_start(c) || c.is_ascii_digit())
        && !KEYWORDS.contains(&name);
    match is_plain {
        true => Some(name.to_owned()),
        false => (!name.is_empty() && !name.contains('`')).then(|| format!("`{name}`")),
    }
}

/// A text as a literal. Single quotes need no escapes in JSON, but JSONata has no escape for them.
pub(super) fn quoted(text: &str) -> String {
    let double = Json::String(text.to_owned()).to_string();
    match text.contains('\'') {
        true => double,
        false => {
            let inner = double.get(1..double.len().saturating_sub(1)).unwrap_or_default();
            format!("'{}'", inner.replace("\\\"", "\""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn literals_are_quoted_with_single_quotes_where_possible() {
        assert_eq!(quoted("a \"b\"\n\\"), r#"'a "b"\n\\'"#);
        assert_eq!(quoted("it's"), r#""it's""#);
        let value = json!({"a": [1, "x", null], "b": {}});
        assert_eq!(Code::literal(&value).text, "{ 'a': [1, 'x', null], 'b': {} }");
    }

    #[test]
    fn names_are_quoted_where_they_are_not_identifiers() {
        let input = Code::root("$states.input");
        assert_eq!(input.member("a").member("b-c").text, "$states.input.a.`b-c`");
        assert_eq!(input.member("in").text, "$states.input.`in`");
        assert_eq!(input.member("a`").text, "$lookup($states.input, 'a`')");
        assert_eq!(Code::literal(&json!({})).member("a").text, "({}).a");
        assert_eq!(Code::call("[1]", Gives::List).item("0").text, "([1])[0]");
    }
}
