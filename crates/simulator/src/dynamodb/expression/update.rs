//! Updates: what an `update` expression does to an item.

use super::parser::Parser;
use super::path::{Path, Step};
use super::placeholders::Placeholders;
use crate::dynamodb::attribute_value::{AttributeValue, Item};
use crate::dynamodb::error::Error;
use crate::dynamodb::invalid_value::InvalidValue;
use crate::dynamodb::number::Number;

/// The actions of an `UpdateExpression`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Update {
    /// `SET path = value`.
    pub set: Vec<(Path, SetValue)>,
    /// `REMOVE path`.
    pub remove: Vec<Path>,
    /// `ADD path :value`.
    pub add: Vec<(Path, AttributeValue)>,
    /// `DELETE path :subset`.
    pub delete: Vec<(Path, AttributeValue)>,
}

/// The value of a `SET` action.
#[derive(Debug, Clone, PartialEq)]
pub enum SetValue {
    /// The value at a path of the item.
    Path(Path),
    /// A value of the request.
    Value(AttributeValue),
    /// `if_not_exists(path, value)`.
    IfNotExists(Path, Box<SetValue>),
    /// `list_append(list, list)`.
    ListAppend(Box<SetValue>, Box<SetValue>),
    /// `a + b`.
    Plus(Box<SetValue>, Box<SetValue>),
    /// `a - b`.
    Minus(Box<SetValue>, Box<SetValue>),
}

impl Update {
    /// Parses an `UpdateExpression`.
    ///
    /// # Errors
    /// A syntax error, values of invalid types for an action, or overlapping paths.
    pub fn parse(expression: &str, placeholders: &Placeholders) -> Result<Self, Error> {
        Parser::parse("UpdateExpression", expression, placeholders, Parser::update)
    }

    /// The paths that the update writes.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        let set = self.set.iter().map(|(path, _)| path);
        let add = self.add.iter().chain(&self.delete).map(|(path, _)| path);
        set.chain(&self.remove).chain(add)
    }

    /// The item as the update leaves it. Everything is read from the item as it was before.
    ///
    /// # Errors
    /// The update is not valid for the item.
    pub fn apply(&self, item: &Item) -> Result<Item, Error> {
        let mut updated = item.clone();
        for (path, value) in &self.set {
            put(&mut updated, path, value.evaluate(item)?)?;
        }
        for (path, value) in &self.add {
            put(&mut updated, path, sum(path.find(item), value)?)?;
        }
        for (path, subset) in &self.delete {
            let Some(set) = path.find(item) else {
                place(&mut updated, path)?;
                continue;
            };
            match difference(set, subset)? {
                Some(rest) => put(&mut updated, path, rest)?,
                None => remove(&mut updated, path)?,
            }
        }
        // From the last element to the first: a removal then moves no element that is still to be removed.
        let mut removals: Vec<&Path> = self.remove.iter().collect();
        removals.sort_by_key(|path| std::cmp::Reverse(last_index(path)));
        for path in removals {
            remove(&mut updated, path)?;
        }
        Ok(updated)
    }
}

impl SetValue {
    fn evaluate(&self, item: &Item) -> Result<AttributeValue, Error> {
        match self {
            Self::Value(value) => Ok(value.clone()),
            Self::Path(path) => path.find(item).cloned().ok_or_else(|| {
                Error::validation(
                    "The provided expression refers to an attribute that does not exist in the item",
                )
            }),
            // DynamoDB evaluates the default whether it is needed or not.
            Self::IfNotExists(path, default) => {
                let default = default.evaluate(item)?;
                Ok(path.find(item).cloned().unwrap_or(default))
            }
            Self::ListAppend(first, second) => {
                match (first.evaluate(item)?, second.evaluate(item)?) {
                    (AttributeValue::L(mut list), AttributeValue::L(tail)) => {
                        list.extend(tail);
                        Ok(AttributeValue::L(list))
                    }
                    _ => Err(incorrect_type()),
                }
            }
            Self::Plus(a, b) => arithmetic(a.evaluate(item)?, b.evaluate(item)?, Number::plus),
            Self::Minus(a, b) => arithmetic(a.evaluate(item)?, b.evaluate(item)?, Number::minus),
        }
    }
}

fn incorrect_type() -> Error {
    Error::validation("An operand in the update expression has an incorrect data type")
}

fn arithmetic(
    a: AttributeValue,
    b: AttributeValue,
    operator: impl Fn(&Number, &Number) -> Result<Number, InvalidValue>,
) -> Result<AttributeValue, Error> {
    match (a, b) {
        (AttributeValue::N(a), AttributeValue::N(b)) => Ok(AttributeValue::N(operator(&a, &b)?)),
        _ => Err(incorrect_type()),
    }
}

fn sum(old: Option<&AttributeValue>, more: &AttributeValue) -> Result<AttributeValue, Error> {
    use AttributeValue::{Bs, N, Ns, Ss};
    Ok(match (old, more) {
        (None, more) => more.clone(),
        (Some(N(old)), N(more)) => N(old.plus(more)?),
        (Some(Ss(old)), Ss(more)) => Ss(old | more),
        (Some(Ns(old)), Ns(more)) => Ns(old | more),
        (Some(Bs(old)), Bs(more)) => Bs(old | more),
        _ => return Err(incorrect_type()),
    })
}

/// The rest of a set; `None` if it would be empty.
fn difference(
    set: &AttributeValue,
    subset: &AttributeValue,
) -> Result<Option<AttributeValue>, Error> {
    use AttributeValue::{Bs, Ns, Ss};
    match (set, subset) {
        (Ss(set), Ss(subset)) => Ok(Some(set - subset).filter(|s| !s.is_empty()).map(Ss)),
        (Ns(set), Ns(subset)) => Ok(Some(set - subset).filter(|s| !s.is_empty()).map(Ns)),
        (Bs(set), Bs(subset)) => Ok(Some(set - subset).filter(|s| !s.is_empty()).map(Bs)),
        _ => Err(incorrect_type()),
    }
}

fn last_index(path: &Path) -> Option<usize> {
    match path.steps.last() {
        Some(Step::Index(index)) => Some(*index),
        _ => None,
    }
}

/// The end of a path: in a map, or in a list.
enum Place<'i> {
    Field(&'i mut Item, &'i str),
    Element(&'i mut Vec<AttributeValue>, usize),
}

fn place<'i>(item: &'i mut Item, path: &'i Path) -> Result<Place<'i>, Error> {
    let invalid = || {
        Error::validation(
            "The document path provided in the update expression is invalid for update",
        )
    };
    let Some((last, steps)) = path.steps.split_last() else {
        return Ok(Place::Field(item, &path.attribute));
    };
    let mut value = item.get_mut(&path.attribute).ok_or_else(invalid)?;
    for step in steps {
        value = match (step, value) {
            (Step::Field(name), AttributeValue::M(map)) => map.get_mut(name),
            (Step::Index(index), AttributeValue::L(list)) => list.get_mut(*index),
            _ => None,
        }
        .ok_or_else(invalid)?;
    }
    match (last, value) {
        (Step::Field(name), AttributeValue::M(map)) => Ok(Place::Field(map, name)),
        (Step::Index(index), AttributeValue::L(list)) => Ok(Place::Element(list, *index)),
        _ => Err(invalid()),
    }
}

/// An index beyond the end of a list appends to it.
fn put(item: &mut Item, path: &Path, value: AttributeValue) -> Result<(), Error> {
    match place(item, path)? {
        Place::Field(map, name) => {
            map.insert(name.to_owned(), value);
        }
        Place::Element(list, index) => match list.get_mut(index) {
            Some(element) => *element = value,
            None => list.push(value),
        },
    }
    Ok(())
}

fn remove(item: &mut Item, path: &Path) -> Result<(), Error> {
    match place(item, path)? {
        Place::Field(map, name) => {
            map.remove(name);
        }
        Place::Element(list, index) => {
            if index < list.len() {
                list.remove(index);
            }
        }
    }
    Ok(())
}
