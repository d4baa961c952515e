//! Whether a condition holds for an item.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::condition::{Comparator, Condition, Operand};
use crate::dynamodb::attribute_value::{AttributeValue, Item};
use crate::dynamodb::number::Number;

impl Condition {
    /// Whether the condition holds for the item. An item that is not there is an empty one.
    pub fn holds(&self, item: &Item) -> bool {
        match self {
            Self::And(left, right) => left.holds(item) && right.holds(item),
            Self::Or(left, right) => left.holds(item) || right.holds(item),
            Self::Not(inner) => !inner.holds(item),
            Self::Exists(path) => path.find(item).is_some(),
            Self::HasType(path, name) => {
                path.find(item).is_some_and(|value| value.type_name() == name)
            }
            Self::Compare(comparator, a, b) => compares(*comparator, a.value(item), b.value(item)),
            Self::Between(a, lower, upper) => {
                compares(Comparator::GreaterOrEqual, a.value(item), lower.value(item))
                    && compares(Comparator::LessOrEqual, a.value(item), upper.value(item))
            }
            Self::In(a, list) => {
                list.iter().any(|b| compares(Comparator::Equal, a.value(item), b.value(item)))
            }
            Self::BeginsWith(a, prefix) => match (a.value(item), prefix.value(item)) {
                (Some(a), Some(prefix)) => begins_with(&a, &prefix),
                _ => false,
            },
            Self::Contains(a, part) => match (a.value(item), part.value(item)) {
                (Some(a), Some(part)) => contains(&a, &part),
                _ => false,
            },
        }
    }
}

impl Operand {
    fn value<'o>(&'o self, item: &'o Item) -> Option<Cow<'o, AttributeValue>> {
        match self {
            Self::Path(path) => path.find(item).map(Cow::Borrowed),
            Self::Value(value) => Some(Cow::Borrowed(value)),
            Self::Size(path) => {
                let size = size(path.find(item)?)?;
                Some(Cow::Owned(AttributeValue::N(Number::from(size))))
            }
        }
    }
}

/// Values of different types are unequal, and neither is less than the other; so is a value that
/// is not there.
fn compares(
    comparator: Comparator,
    a: Option<Cow<'_, AttributeValue>>,
    b: Option<Cow<'_, AttributeValue>>,
) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return comparator == Comparator::NotEqual;
    };
    match comparator {
        Comparator::Equal => a == b,
        Comparator::NotEqual => a != b,
        _ => order(&a, &b).is_some_and(|order| match comparator {
            Comparator::Less => order.is_lt(),
            Comparator::LessOrEqual => order.is_le(),
            Comparator::Greater => order.is_gt(),
            _ => order.is_ge(),
        }),
    }
}

/// Only strings, numbers and bytes are ordered, each among themselves.
fn order(a: &AttributeValue, b: &AttributeValue) -> Option<Ordering> {
    use AttributeValue::{B, N, S};
    match (a, b) {
        (S(_), S(_)) | (N(_), N(_)) | (B(_), B(_)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn begins_with(value: &AttributeValue, prefix: &AttributeValue) -> bool {
    match (value, prefix) {
        (AttributeValue::S(value), AttributeValue::S(prefix)) => value.starts_with(&**prefix),
        (AttributeValue::B(value), AttributeValue::B(prefix)) => value.starts_with(prefix),
        _ => false,
    }
}

fn contains(value: &AttributeValue, part: &AttributeValue) -> bool {
    use AttributeValue::{B, Bs, L, N, Ns, S, Ss};
    match (value, part) {
        (S(value), S(part)) => value.contains(&**part),
        (B(value), B(part)) => {
            part.is_empty() || value.windows(part.len()).any(|window| window == &**part)
        }
        (Ss(set), S(part)) => set.contains(part),
        (Ns(set), N(part)) => set.contains(part),
        (Bs(set), B(part)) => set.contains(part),
        (L(list), part) => list.contains(part),
        _ => false,
    }
}

fn size(value: &AttributeValue) -> Option<usize> {
    match value {
        AttributeValue::S(text) => Some(text.chars().count()),
        AttributeValue::B(bytes) => Some(bytes.len()),
        AttributeValue::M(map) => Some(map.len()),
        AttributeValue::L(list) => Some(list.len()),
        AttributeValue::Ss(set) => Some(set.len()),
        AttributeValue::Ns(set) => Some(set.len()),
        AttributeValue::Bs(set) => Some(set.len()),
        AttributeValue::N(_) | AttributeValue::Bool(_) | AttributeValue::Null => None,
    }
}
