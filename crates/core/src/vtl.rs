//! Expressions of the Velocity template language, safe by construction.

use std::fmt;

use serde_json::Value;

/// A VTL expression: the right side of a `#set`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression(String);

impl Expression {
    /// An expression as the compiler wrote it. Nothing of the author's may be in it but GraphQL
    /// names.
    pub fn raw(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A literal that evaluates to exactly this text.
    ///
    /// Single quotes keep Velocity from looking for references and directives; a text that contains
    /// one goes through `$util.urlDecode`, because engines differ in how they escape quotes.
    pub fn string(text: &str) -> Self {
        let plain = |c: char| c != '\'' && c != '\\' && !c.is_control();
        if text.chars().all(plain) {
            return Self(format!("'{text}'"));
        }
        Self(format!("$util.urlDecode('{}')", percent_encoded(text)))
    }

    /// A literal of a text as the compiler wrote it, SQL for example, in whichever quotes leave it
    /// readable.
    pub fn text(text: &str) -> Self {
        let is_inert = |at: usize| {
            let next = text[at + 1..].chars().next();
            !next.is_some_and(|next| next.is_ascii_alphabetic() || "{!_".contains(next))
        };
        let plain = !text.contains(['"', '\\', '#']) && !text.contains(char::is_control);
        match text.contains('\'') && plain && text.match_indices('$').all(|(at, _)| is_inert(at)) {
            true => Self(format!("\"{text}\"")),
            false => Self::string(text),
        }
    }

    /// A literal of the JSON value: lists and maps of literals.
    pub fn literal(value: &Value) -> Self {
        match value {
            Value::Null => Self::raw("$null"),
            Value::Bool(yes) => Self(yes.to_string()),
            // Velocity's number literals lose digits and have no exponents.
            Value::Number(number) => match number.as_i64().and_then(|n| i32::try_from(n).ok()) {
                Some(small) => Self(small.to_string()),
                None => Self(format!("$util.parseJson('{number}')")),
            },
            Value::String(text) => Self::string(text),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| Self::literal(item).0).collect();
                Self(format!("[{}]", items.join(", ")))
            }
            Value::Object(entries) => {
                let entry = |(name, value): (&String, &Value)| {
                    format!("{}: {}", Self::string(name), Self::literal(value))
                };
                Self(format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The access of an object's field, after a reference to the object: `.title`.
///
/// Velocity's identifiers begin with a letter, and `.class` is Java's class of the object; such
/// names use `get`.
pub fn property(field: &str) -> String {
    match field.starts_with('_') || field == "class" {
        true => format!(".get('{field}')"),
        false => format!(".{field}"),
    }
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::{Expression, property};

    #[test]
    fn names_that_velocity_reads_otherwise_are_looked_up() {
        assert_eq!(property("title"), ".title");
        assert_eq!(property("_id"), ".get('_id')");
        assert_eq!(property("class"), ".get('class')");
    }

    #[test]
    fn texts_of_the_compiler_stay_readable() {
        assert_eq!(Expression::text("a \"b\"").to_string(), "'a \"b\"'");
        assert_eq!(Expression::text("`a` = '$'").to_string(), "\"`a` = '$'\"");
        assert!(Expression::text("'$a'").to_string().starts_with("$util.urlDecode"));
    }

    #[test]
    fn texts_are_quoted_so_that_nothing_in_them_is_read_as_vtl() {
        assert_eq!(Expression::string("a $b #c \"d\"").to_string(), "'a $b #c \"d\"'");
        assert_eq!(Expression::string("it's\n").to_string(), "$util.urlDecode('it%27s%0A')");
    }
}
