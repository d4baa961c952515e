//! The shape of a value that has one shape or another.

use std::collections::BTreeMap;

use super::{Shape, Step};

/// The common part of two shapes.
pub(super) fn join(left: Shape, right: Shape) -> Shape {
    if left == right {
        return left;
    }
    match (left, right) {
        (Shape::Array(left), Shape::Array(right)) => Shape::Array(Box::new(join(*left, *right))),
        (left, right) => match (object(left), object(right)) {
            (Some((left, base)), Some((right, other))) if base == other => {
                Shape::Object { members: members(left, right), base }
            }
            _ => Shape::Unknown,
        },
    }
}

type Members = BTreeMap<String, Shape>;

/// A shape as an object; the input counts as one of which nothing was replaced.
fn object(shape: Shape) -> Option<(Members, Option<Vec<Step>>)> {
    match shape {
        Shape::Object { members, base } => Some((members, base)),
        Shape::Input(path) => Some((Members::new(), Some(path))),
        _ => None,
    }
}

/// A member that only one side has may be missing, and its shape is unknown.
fn members(left: Members, mut right: Members) -> Members {
    let mut joined = Members::new();
    for (name, shape) in left {
        let shape = right.remove(&name).map_or(Shape::Unknown, |other| join(shape, other));
        joined.insert(name, shape);
    }
    joined.extend(right.into_keys().map(|name| (name, Shape::Unknown)));
    joined
}
