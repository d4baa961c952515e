//! The sections of a template.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::ReadError;
use super::functions::{condition, id, map, value};
use super::node::Node;
use crate::{LogicalId, Mapping, Output, Parameter, ParameterType, Resource, Retention, Template};

/// A whole template.
pub(super) fn template(node: Node) -> Result<Template, ReadError> {
    let mut template = Template::new();
    for (name, node) in node.entries()? {
        let read = match name.as_str() {
            "AWSTemplateFormatVersion" => Ok(()),
            "Description" => node.text().map(|text| template.description = Some(text)),
            "Metadata" => map(node).map(|metadata| template.metadata = metadata),
            "Parameters" => parts(node, parameter).map(|parts| template.parameters = parts),
            "Mappings" => parts(node, mapping).map(|parts| template.mappings = parts),
            "Conditions" => parts(node, condition).map(|parts| template.conditions = parts),
            "Resources" => parts(node, resource).map(|parts| template.resources = parts),
            "Outputs" => parts(node, output).map(|parts| template.outputs = parts),
            other => return Err(ReadError::new(format!("unknown section `{other}`"))),
        };
        read.map_err(|error| error.within(&name))?;
    }
    Ok(template)
}

fn parts<T>(
    node: Node,
    part: impl Fn(Node) -> Result<T, ReadError>,
) -> Result<IndexMap<LogicalId, T>, ReadError> {
    let entry = |(name, node): (String, Node)| {
        let read = part(node).map_err(|error| error.within(&name))?;
        Ok((id(Node::Text(name))?, read))
    };
    node.entries()?.into_iter().map(entry).collect()
}

fn unknown_key<T>(key: &str) -> Result<T, ReadError> {
    Err(ReadError::new(format!("unknown key `{key}`")))
}

fn parameter(node: Node) -> Result<Parameter, ReadError> {
    let mut parameter = Parameter::string();
    for (name, node) in node.entries()? {
        if name == "Type" {
            let text = node.text()?;
            let known = ParameterType::ALL.into_iter().find(|kind| kind.as_str() == text);
            parameter.kind =
                known.ok_or_else(|| ReadError::new(format!("unknown type `{text}`")))?;
        } else {
            let value = value(node).map_err(|error| error.within(&name))?;
            parameter.attributes.insert(name, value);
        }
    }
    Ok(parameter)
}

fn mapping(node: Node) -> Result<Mapping, ReadError> {
    let entry = |(name, node): (String, Node)| match map(node) {
        Ok(values) => Ok((name, values)),
        Err(error) => Err(error.within(&name)),
    };
    node.entries()?.into_iter().map(entry).collect()
}

fn resource(node: Node) -> Result<Resource, ReadError> {
    let (mut kind, mut resource) = (None, Resource::new(""));
    for (name, node) in node.entries()? {
        let read = match name.as_str() {
            "Type" => node.text().map(|text| kind = Some(text)),
            "Condition" => id(node).map(|id| resource.condition = Some(id)),
            "DependsOn" => dependencies(node).map(|ids| resource.depends_on = ids),
            "DeletionPolicy" => {
                retention(node).map(|policy| resource.deletion_policy = Some(policy))
            }
            "UpdateReplacePolicy" => {
                retention(node).map(|policy| resource.update_replace_policy = Some(policy))
            }
            "Metadata" => map(node).map(|metadata| resource.metadata = metadata),
            "Properties" => map(node).map(|properties| resource.properties = properties),
            other => return unknown_key(other),
        };
        read.map_err(|error| error.within(&name))?;
    }
    resource.kind = kind.ok_or_else(|| ReadError::new("missing key `Type`"))?.into();
    Ok(resource)
}

fn dependencies(node: Node) -> Result<BTreeSet<LogicalId>, ReadError> {
    match node {
        Node::List(items) => items.into_iter().map(id).collect(),
        one => id(one).map(|id| BTreeSet::from([id])),
    }
}

fn retention(node: Node) -> Result<Retention, ReadError> {
    let text = node.text()?;
    let known = Retention::ALL.into_iter().find(|policy| policy.as_str() == text);
    known.ok_or_else(|| ReadError::new(format!("unknown policy `{text}`")))
}

fn output(node: Node) -> Result<Output, ReadError> {
    let (mut read, mut output) = (None, Output::new(""));
    for (name, node) in node.entries()? {
        let found = match name.as_str() {
            "Value" => value(node).map(|value| read = Some(value)),
            "Condition" => id(node).map(|id| output.condition = Some(id)),
            "Description" => node.text().map(|text| output.description = Some(text)),
            "Export" => export(node).map(|name| output.export = Some(name)),
            other => return unknown_key(other),
        };
        found.map_err(|error| error.within(&name))?;
    }
    output.value = read.ok_or_else(|| ReadError::new("missing key `Value`"))?;
    Ok(output)
}

fn export(node: Node) -> Result<crate::Value, ReadError> {
    match node.entries()?.pop() {
        Some((name, node)) if name == "Name" => value(node).map_err(|error| error.within("Name")),
        _ => Err(ReadError::new("missing key `Name`")),
    }
}
