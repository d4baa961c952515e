//! Projections: the parts of an item that a read returns.

use super::parser::Parser;
use super::path::{Path, Step};
use super::placeholders::Placeholders;
use crate::dynamodb::attribute_value::{AttributeValue, Item};
use crate::dynamodb::error::Error;

/// The paths that a `ProjectionExpression` names.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection(Vec<Path>);

impl Projection {
    /// Parses a `ProjectionExpression`.
    ///
    /// # Errors
    /// A syntax error, or two paths of which one contains the other.
    pub fn parse(expression: &str, placeholders: &Placeholders) -> Result<Self, Error> {
        Parser::parse("ProjectionExpression", expression, placeholders, |parser| {
            let paths = parser.list(Parser::path)?;
            parser.check_disjoint(&paths)?;
            Ok(Self(paths))
        })
    }

    /// The paths.
    pub fn paths(&self) -> &[Path] {
        &self.0
    }

    /// The item's values at the paths; elements of lists close up.
    pub fn apply(&self, item: &Item) -> Item {
        let whole = self.0.iter().map(|path| (path.attribute.as_str(), path.steps.as_slice()));
        project_map(item, whole.collect())
    }
}

fn project_map(map: &Item, wanted: Vec<(&str, &[Step])>) -> Item {
    let mut projected = Item::new();
    for (name, value) in map {
        let within: Vec<&[Step]> =
            wanted.iter().filter(|(wanted, _)| wanted == name).map(|(_, steps)| *steps).collect();
        if let Some(value) = project(value, &within) {
            projected.insert(name.clone(), value);
        }
    }
    projected
}

/// The part of the value at `paths`, which start at the value. `None` if no path exists.
fn project(value: &AttributeValue, paths: &[&[Step]]) -> Option<AttributeValue> {
    if paths.iter().any(|steps| steps.is_empty()) {
        return Some(value.clone());
    }
    match value {
        AttributeValue::M(map) => {
            let wanted = paths
                .iter()
                .filter_map(|steps| match steps.split_first()? {
                    (Step::Field(name), rest) => Some((name.as_str(), rest)),
                    _ => None,
                })
                .collect();
            let projected = project_map(map, wanted);
            (!projected.is_empty()).then_some(AttributeValue::M(projected))
        }
        AttributeValue::L(list) => {
            let projected: Vec<_> = list
                .iter()
                .enumerate()
                .filter_map(|(index, element)| {
                    let within: Vec<&[Step]> = paths
                        .iter()
                        .filter_map(|steps| match steps.split_first()? {
                            (Step::Index(wanted), rest) if *wanted == index => Some(rest),
                            _ => None,
                        })
                        .collect();
                    project(element, &within)
                })
                .collect();
            (!projected.is_empty()).then_some(AttributeValue::L(projected))
        }
        _ => None,
    }
}
