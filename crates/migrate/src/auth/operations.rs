//! The operations of a rule.

use apollo_compiler::ast::Value;

/// The operations of a model, as rules of the first generation distinguish them.
const ALL: [&str; 5] = ["create", "update", "delete", "get", "list"];

/// A set of operations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Operations([bool; 5]);

impl Operations {
    /// The operations in a list of names; `read` is both read operations.
    pub(super) fn named(value: &Value) -> Self {
        let words: Vec<&str> = match value {
            Value::List(items) => items.iter().filter_map(|item| word(item)).collect(),
            other => word(other).into_iter().collect(),
        };
        let is_named = |operation: &str| {
            let reads = matches!(operation, "get" | "list");
            words.contains(&operation) || reads && words.contains(&"read")
        };
        Self(ALL.map(is_named))
    }

    pub(super) fn reading() -> Self {
        Self(ALL.map(|operation| matches!(operation, "get" | "list")))
    }

    pub(super) fn writing() -> Self {
        Self::reading().others()
    }

    pub(super) fn and(self, other: Self) -> Self {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(one, other)| *one |= other);
        both
    }

    /// All but these.
    pub(super) fn others(self) -> Self {
        Self(self.0.map(|is_named| !is_named))
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Renders them as in a rule: `[create, read]`.
    pub(super) fn written(self) -> String {
        let has = |wanted: &str| ALL.iter().zip(self.0).any(|(one, has)| has && *one == wanted);
        let reads = has("get") && has("list");
        let words = ["create", "read", "get", "list", "update", "delete"];
        let words = words.into_iter().filter(|word| match *word {
            "read" => reads,
            "get" | "list" => !reads && has(word),
            _ => has(word),
        });
        format!("[{}]", words.collect::<Vec<_>>().join(", "))
    }
}

fn word(value: &Value) -> Option<&str> {
    match value {
        Value::Enum(word) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_one_word_unless_it_is_one_way_only() {
        assert_eq!(Operations::writing().written(), "[create, update, delete]");
        assert_eq!(Operations::reading().written(), "[read]");
        let get = Operations::named(&Value::Enum(burgeon_core::names::name("get")));
        assert_eq!(get.and(Operations::writing()).others().written(), "[list]");
    }
}
