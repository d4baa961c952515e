//! Values, functions and conditions.

use super::ReadError;
use super::node::Node;
use crate::{Condition, Intrinsic, LogicalId, Map, Pseudo, Target, Value};

/// A value.
pub(super) fn value(node: Node) -> Result<Value, ReadError> {
    match node {
        Node::Bool(truth) => Ok(truth.into()),
        Node::Integer(number) => Ok(number.into()),
        Node::Text(text) => Ok(text.into()),
        Node::List(items) => {
            let item = |(at, item): (usize, Node)| {
                value(item).map_err(|error| error.within(&at.to_string()))
            };
            items.into_iter().enumerate().map(item).collect::<Result<_, _>>().map(Value::List)
        }
        Node::Map(entries) => entries_to_map(entries).map(Value::Map),
        Node::Function(name, argument) => Ok(function(&name, *argument)?.into()),
        other @ (Node::Null | Node::Fraction) => Err(ReadError::expected("a value", &other)),
    }
}

/// A map of values.
pub(super) fn map(node: Node) -> Result<Map, ReadError> {
    entries_to_map(node.entries()?)
}

fn entries_to_map(entries: Vec<(String, Node)>) -> Result<Map, ReadError> {
    let entry = |(name, node): (String, Node)| match value(node) {
        Ok(value) => Ok((name, value)),
        Err(error) => Err(error.within(&name)),
    };
    entries.into_iter().map(entry).collect()
}

/// A logical id.
pub(super) fn id(node: Node) -> Result<LogicalId, ReadError> {
    LogicalId::new(node.text()?).map_err(|reason| ReadError::new(reason.to_string()))
}

fn function(name: &str, argument: Node) -> Result<Intrinsic, ReadError> {
    Ok(match name {
        "Ref" => Intrinsic::Ref(target(argument)?),
        "Fn::GetAtt" => get_att(argument)?,
        "Fn::Sub" => match argument {
            Node::List(_) => {
                let [text, variables] = argument.items()?;
                Intrinsic::Sub(text.text()?, map(variables)?)
            }
            text => Intrinsic::Sub(text.text()?, Map::new()),
        },
        "Fn::Join" => {
            let [delimiter, list] = argument.items()?;
            Intrinsic::Join(delimiter.text()?, value(list)?)
        }
        "Fn::If" => {
            let [condition, then, otherwise] = argument.items()?;
            Intrinsic::If(id(condition)?, value(then)?, value(otherwise)?)
        }
        "Fn::Select" => {
            let [index, list] = argument.items()?;
            let index = index.text()?.parse();
            let index = index.map_err(|_| ReadError::new("expected the index of a list"))?;
            Intrinsic::Select(index, value(list)?)
        }
        "Fn::Split" => {
            let [delimiter, whole] = argument.items()?;
            Intrinsic::Split(delimiter.text()?, value(whole)?)
        }
        "Fn::ImportValue" => Intrinsic::ImportValue(value(argument)?),
        "Fn::FindInMap" => {
            let [mapping, first, second] = argument.items()?;
            Intrinsic::FindInMap(id(mapping)?, value(first)?, value(second)?)
        }
        other => return Err(ReadError::new(format!("unknown function `{other}`"))),
    })
}

fn target(node: Node) -> Result<Target, ReadError> {
    let text = node.text()?;
    match Pseudo::ALL.into_iter().find(|pseudo| pseudo.as_str() == text) {
        Some(pseudo) => Ok(Target::Pseudo(pseudo)),
        None => id(Node::Text(text)).map(Target::Part),
    }
}

fn get_att(argument: Node) -> Result<Intrinsic, ReadError> {
    let (resource, attribute) = match argument {
        Node::List(_) => {
            let [resource, attribute] = argument.items()?;
            (resource.text()?, attribute.text()?)
        }
        path => {
            let path = path.text()?;
            let parts = path.split_once('.');
            let (resource, attribute) =
                parts.ok_or_else(|| ReadError::new("expected `Resource.Attribute`"))?;
            (resource.to_owned(), attribute.to_owned())
        }
    };
    Ok(Intrinsic::GetAtt(id(Node::Text(resource))?, attribute))
}

/// A condition.
pub(super) fn condition(node: Node) -> Result<Condition, ReadError> {
    let (name, argument) = match node {
        Node::Function(name, argument) => (name, *argument),
        Node::Map(mut entries) if entries.len() == 1 => match entries.pop() {
            Some(entry) => entry,
            None => return Err(ReadError::new("expected a condition")),
        },
        other => return Err(ReadError::expected("a condition", &other)),
    };
    let conditions = |argument: Node| match argument {
        Node::List(items) => items.into_iter().map(condition).collect::<Result<Vec<_>, _>>(),
        other => Err(ReadError::expected("a list", &other)),
    };
    Ok(match name.as_str() {
        "Fn::Equals" => {
            let [left, right] = argument.items()?;
            Condition::Equals(value(left)?, value(right)?)
        }
        "Fn::And" => Condition::All(conditions(argument)?),
        "Fn::Or" => Condition::Any(conditions(argument)?),
        "Fn::Not" => {
            let [negated] = argument.items()?;
            Condition::Not(Box::new(condition(negated)?))
        }
        "Condition" => Condition::Named(id(argument)?),
        other => return Err(ReadError::new(format!("unknown condition `{other}`"))),
    })
}
