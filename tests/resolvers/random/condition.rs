//! Conditions on sort keys, as a client gives them and as they are meant.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use super::shape::{Part, Shape, Stored, capitalized, with};

/// A condition on a sort key.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    None,
    /// With all fields of the sort key, or the first of them.
    Compared(&'static str, Vec<Json>),
    Between(Vec<Json>, Vec<Json>),
}

/// Conditions on sort keys of a shape.
pub(super) fn conditions(sort: &Shape) -> BoxedStrategy<Condition> {
    if sort.0.is_empty() {
        return Just(Condition::None).boxed();
    }
    let is_number = matches!(sort.0.as_slice(), [Part::Number]);
    let signs: &[&str] = match is_number {
        true => &["eq", "lt", "le", "gt", "ge"],
        false => &["eq", "lt", "le", "gt", "ge", "beginsWith"],
    };
    let length = sort.0.len();
    let value = || select(sort.sort_keys());
    let ordered = sort.clone();
    let first_ones = (value(), 1..=length).prop_map({
        let sort = sort.clone();
        move |(value, given)| match sort.stored(&value[..given]) {
            // DynamoDB compares no key with an empty text.
            Stored::Text(text) if text.is_empty() => value,
            _ => value[..given].to_vec(),
        }
    });
    let between = move |(one, other): (Vec<Json>, Vec<Json>)| match ordered.stored(&one)
        <= ordered.stored(&other)
    {
        true => Condition::Between(one, other),
        false => Condition::Between(other, one),
    };
    prop_oneof![
        4 => Just(Condition::None),
        6 => (select(signs), first_ones).prop_map(|(sign, value)| Condition::Compared(sign, value)),
        2 => (value(), value()).prop_map(between),
    ]
    .boxed()
}

impl Condition {
    /// Whether it holds of a sort key.
    pub(super) fn holds(&self, sort: &Shape, key: &Stored) -> bool {
        match self {
            Self::None => true,
            Self::Between(low, high) => sort.stored(low) <= *key && *key <= sort.stored(high),
            Self::Compared(sign, value) => {
                let value = sort.stored(value);
                match *sign {
                    "eq" => *key == value,
                    "lt" => *key < value,
                    "le" => *key <= value,
                    "gt" => *key > value,
                    "ge" => *key >= value,
                    _ => match (key, value) {
                        (Stored::Text(key), Stored::Text(start)) => key.starts_with(&start),
                        _ => unreachable!("numbers have no beginning"),
                    },
                }
            }
        }
    }

    /// The argument of a sort key whose fields have these names.
    pub(super) fn argument(&self, names: &[String]) -> Json {
        let value = |values: &[Json]| match (names, values) {
            ([_], [single]) => single.clone(),
            _ => Json::Object(with(names, values)),
        };
        match self {
            Self::None => Json::Null,
            Self::Compared(sign, values) => json!({ *sign: value(values) }),
            Self::Between(low, high) => json!({ "between": [value(low), value(high)] }),
        }
    }
}

/// What the argument of a sort key is called: after all of its fields.
pub(super) fn argument_name(names: &[String]) -> Option<String> {
    let (first, others) = names.split_first()?;
    Some(others.iter().fold(first.clone(), |name, other| name + &capitalized(other)))
}
