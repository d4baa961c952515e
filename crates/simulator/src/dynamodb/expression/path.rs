//! Document paths: `author.names[0]`.

use std::fmt;

use crate::dynamodb::attribute_value::{AttributeValue, Item};

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a map.
    Field(String),
    /// Into a list.
    Index(usize),
}

/// A path to an attribute, or to a value within one. Names are the attributes' own: placeholders
/// are resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The attribute.
    pub attribute: String,
    /// The way on from there.
    pub steps: Vec<Step>,
}

impl Path {
    /// The value at the path, if the item has one.
    pub fn find<'i>(&self, item: &'i Item) -> Option<&'i AttributeValue> {
        let mut value = item.get(&self.attribute)?;
        for step in &self.steps {
            value = match (step, value) {
                (Step::Field(name), AttributeValue::M(map)) => map.get(name)?,
                (Step::Index(index), AttributeValue::L(list)) => list.get(*index)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// Whether one of the two is, or lies within, the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.attribute == other.attribute
            && self.steps.iter().zip(&other.steps).all(|(a, b)| a == b)
    }

    /// Whether one requires a map where the other requires a list.
    pub fn conflicts(&self, other: &Self) -> bool {
        let differ = self.steps.iter().zip(&other.steps).find(|(a, b)| a != b);
        self.attribute == other.attribute
            && differ.is_some_and(|(a, b)| std::mem::discriminant(a) != std::mem::discriminant(b))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.attribute)?;
        for step in &self.steps {
            match step {
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
