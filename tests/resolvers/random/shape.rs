//! Keys of any shape: the types of their fields, and all values that they take here.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value as Json, json};

/// The types that keys are made of here, each with a few values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    Id,
    Text,
    Number,
    Kind,
}

/// The enum among them.
pub(super) const KIND: &str = "enum Kind { X Y }";

impl Part {
    pub(super) fn ty(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::Text => "String",
            Self::Number => "Int",
            Self::Kind => "Kind",
        }
    }

    fn values(self) -> Vec<Json> {
        match self {
            Self::Id => vec![json!("1"), json!("2")],
            Self::Text => vec![json!("a"), json!("b c"), json!("")],
            Self::Number => vec![json!(-3), json!(7), json!(10)],
            Self::Kind => vec![json!("X"), json!("Y")],
        }
    }

    /// Values that can be a key: DynamoDB has no empty strings there.
    fn key_values(self) -> Vec<Json> {
        self.values().into_iter().filter(|value| value != "").collect()
    }
}

/// The types of some fields, in their order.
#[derive(Debug, Clone)]
pub(super) struct Shape(pub(super) Vec<Part>);

/// Shapes of primary keys: the partition's field, then those of the sort key.
pub(super) fn shapes() -> impl Strategy<Value = Shape> {
    let part = select(vec![Part::Id, Part::Text, Part::Number, Part::Kind]);
    prop::collection::vec(part, 1..=4).prop_map(Shape)
}

impl Shape {
    /// All values of a primary key.
    pub(super) fn keys(&self) -> Vec<Vec<Json>> {
        let (partition, sort) = self.0.split_first().expect("a key has a partition");
        let behind = |key: Json| {
            let sort = Self(sort.to_vec()).sort_keys();
            sort.into_iter().map(move |sort| [vec![key.clone()], sort].concat())
        };
        partition.key_values().into_iter().flat_map(behind).collect()
    }

    /// All values of a sort key.
    pub(super) fn sort_keys(&self) -> Vec<Vec<Json>> {
        // Only what is joined with others may be empty.
        let is_alone = self.0.len() == 1;
        self.0.iter().fold(vec![vec![]], |keys, part| {
            let values = if is_alone { part.key_values() } else { part.values() };
            let longer = |key: Vec<Json>| {
                let with = move |value: &Json| [key.clone(), vec![value.clone()]].concat();
                values.iter().map(with).collect::<Vec<_>>()
            };
            keys.into_iter().flat_map(longer).collect()
        })
    }

    /// What the fields of a key are called: `p`, `s0`, `s1`, …, with something before each.
    pub(super) fn names(&self, prefix: &str) -> Vec<String> {
        let sort = (1..self.0.len()).map(|position| format!("{prefix}s{}", position - 1));
        std::iter::once(format!("{prefix}p")).chain(sort).collect()
    }

    /// The fields in SDL, which are a primary key.
    pub(super) fn primary_key(&self, names: &[String]) -> String {
        let sort_key = quoted(&names[1..]);
        let directive = format!("@primaryKey(sortKeyFields: [{sort_key}])");
        let field = |(position, (name, part)): (usize, (&String, &Part))| {
            let directive = if position == 0 { directive.as_str() } else { "" };
            format!("{name}: {}! {directive} ", part.ty())
        };
        names.iter().zip(&self.0).enumerate().map(field).collect()
    }

    /// The fields in SDL, all of which may be null.
    pub(super) fn fields(&self, names: &[String]) -> String {
        names.iter().zip(&self.0).map(|(name, part)| format!("{name}: {} ", part.ty())).collect()
    }

    /// What DynamoDB keeps of a sort key.
    pub(super) fn stored(&self, values: &[Json]) -> Stored {
        let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match (self.0.as_slice(), values) {
            ([Part::Number], [value]) => Stored::Number(value.as_i64().unwrap_or_default()),
            _ => Stored::Text(values.iter().map(text).collect::<Vec<_>>().join("#")),
        }
    }
}

/// A sort key as DynamoDB orders it: a number, or a text by its bytes.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(super) enum Stored {
    Number(i64),
    Text(String),
}

/// Names as they stand in a list in SDL.
pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// Fields with their values.
pub(super) fn with(names: &[String], values: &[Json]) -> Map<String, Json> {
    names.iter().cloned().zip(values.iter().cloned()).collect()
}

/// Fields that are null.
pub(super) fn nulls(names: &[String]) -> Map<String, Json> {
    names.iter().map(|name| (name.clone(), Json::Null)).collect()
}

/// A name with a capital first letter.
pub(super) fn capitalized(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}
