//! Estimates the size of a template without writing it.

use crate::{Condition, Intrinsic, Map, Resource, Template, Value};

/// Bytes of a line at a depth: its indentation, a dash, marks and quotes.
fn line(depth: usize) -> usize {
    2 * depth + 12
}

/// YAML parsers reject names of more than 1,024 characters, and escaping turns a byte into four
/// at most. CloudFormation limits names to 255 characters.
pub(crate) const NAME_BYTES: usize = 255;

impl Template {
    /// The bytes of the template as YAML or JSON, estimated from above.
    pub fn bytes_at_most(&self) -> usize {
        let parameters = self.parameters.iter().map(|(id, parameter)| {
            id.as_str().len() + 2 * line(2) + map_bytes(&parameter.attributes, 2)
        });
        let mappings = self.mappings.iter().map(|(id, mapping)| {
            let entries = mapping.iter().map(|(name, map)| name.len() * 4 + map_bytes(map, 3));
            id.as_str().len() + line(1) + entries.sum::<usize>()
        });
        let conditions = self.conditions.iter();
        let conditions =
            conditions.map(|(id, condition)| id.as_str().len() + condition_bytes(condition, 2));
        let resources = self
            .resources
            .iter()
            .map(|(id, resource)| id.as_str().len() + resource.bytes_at_most());
        let outputs = self.outputs.iter().map(|(id, output)| {
            let description = output.description.as_ref().map_or(0, |text| text_bytes(text, 2));
            let export = output.export.as_ref().map_or(0, |name| value_bytes(name, 4));
            let condition = output.condition.as_ref().map_or(0, |id| id.as_str().len() + line(3));
            let value = value_bytes(&output.value, 3);
            id.as_str().len() + 4 * line(2) + description + export + condition + value
        });
        let description = self.description.as_ref().map_or(0, |text| text_bytes(text, 1));
        let sections = 200 + description + map_bytes(&self.metadata, 1);
        sections
            + parameters.sum::<usize>()
            + mappings.sum::<usize>()
            + conditions.sum::<usize>()
            + resources.sum::<usize>()
            + outputs.sum::<usize>()
    }

    /// The names in maps that are too long for readers of YAML, each with the resource that holds
    /// it. [`to_yaml`](crate::to_yaml) refuses such a template.
    pub fn overlong_names(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for (id, resource) in &self.resources {
            let mut see = |name| found.push((id.as_str(), name));
            overlong_in_map(&resource.properties, &mut see);
            overlong_in_map(&resource.metadata, &mut see);
        }
        found
    }
}

impl Resource {
    /// The bytes of the resource in a template, estimated from above.
    fn bytes_at_most(&self) -> usize {
        let dependencies = self.depends_on.iter().map(|id| id.as_str().len() + line(3));
        8 * line(3)
            + self.kind.len()
            + dependencies.sum::<usize>()
            + map_bytes(&self.metadata, 3)
            + map_bytes(&self.properties, 3)
    }
}

fn condition_bytes(condition: &Condition, depth: usize) -> usize {
    let parts = match condition {
        Condition::Equals(left, right) => {
            value_bytes(left, depth + 2) + value_bytes(right, depth + 2)
        }
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().map(|part| condition_bytes(part, depth + 2)).sum()
        }
        Condition::Not(part) => condition_bytes(part, depth + 2),
        Condition::Named(id) => id.as_str().len(),
    };
    3 * line(depth + 1) + 20 + parts
}

/// Escaping turns a byte into four at most; a text of several lines is indented.
fn text_bytes(text: &str, depth: usize) -> usize {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    let escaped = text.bytes().filter(|byte| !(b' '..=b'~').contains(byte)).count();
    let marks = text.bytes().filter(|byte| matches!(byte, b'"' | b'\\' | b'\'')).count();
    line(depth) + text.len() + 5 * escaped + marks + lines * line(depth)
}

fn map_bytes(map: &Map, depth: usize) -> usize {
    let entry = |(name, value)| text_bytes(name, depth) + value_bytes(value, depth + 1);
    line(depth) + map.iter().map(entry).sum::<usize>()
}

fn value_bytes(value: &Value, depth: usize) -> usize {
    match value {
        Value::String(text) => text_bytes(text, depth),
        Value::Integer(_) | Value::Bool(_) => line(depth) + 20,
        Value::List(items) => {
            line(depth) + items.iter().map(|item| value_bytes(item, depth + 1)).sum::<usize>()
        }
        Value::Map(map) => map_bytes(map, depth),
        Value::Intrinsic(function) => {
            let own: usize = texts(function).map(|text| text_bytes(text, depth + 2)).sum();
            let inner = values(function).map(|inner| value_bytes(inner, depth + 2));
            3 * line(depth + 1) + 20 + own + inner.sum::<usize>() + variables(function, depth)
        }
    }
}

fn variables(function: &Intrinsic, depth: usize) -> usize {
    match function {
        Intrinsic::Sub(_, variables) => map_bytes(variables, depth + 2),
        _ => 0,
    }
}

/// The texts of a function's own.
fn texts(function: &Intrinsic) -> impl Iterator<Item = &str> {
    let (first, second) = match function {
        Intrinsic::Ref(target) => (target.as_str(), ""),
        Intrinsic::GetAtt(id, attribute) => (id.as_str(), attribute.as_str()),
        Intrinsic::Sub(text, _) => (text.as_str(), ""),
        Intrinsic::Join(delimiter, _) | Intrinsic::Split(delimiter, _) => (delimiter.as_str(), ""),
        Intrinsic::If(id, ..) | Intrinsic::FindInMap(id, ..) => (id.as_str(), ""),
        Intrinsic::Select(..) | Intrinsic::ImportValue(_) => ("4294967295", ""),
    };
    [first, second].into_iter()
}

/// The values that a function is applied to.
fn values(function: &Intrinsic) -> impl Iterator<Item = &Value> {
    let (first, second) = match function {
        Intrinsic::Ref(_) | Intrinsic::GetAtt(..) | Intrinsic::Sub(..) => (None, None),
        Intrinsic::Join(_, value)
        | Intrinsic::Select(_, value)
        | Intrinsic::Split(_, value)
        | Intrinsic::ImportValue(value) => (Some(value), None),
        Intrinsic::If(_, then, otherwise) => (Some(then), Some(otherwise)),
        Intrinsic::FindInMap(_, first, second) => (Some(first), Some(second)),
    };
    first.into_iter().chain(second)
}

fn overlong_in_map<'a>(map: &'a Map, see: &mut impl FnMut(&'a str)) {
    for (name, value) in map.iter() {
        if name.len() > NAME_BYTES {
            see(name);
        }
        overlong_in_value(value, see);
    }
}

fn overlong_in_value<'a>(value: &'a Value, see: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(_) | Value::Integer(_) | Value::Bool(_) => {}
        Value::List(items) => items.iter().for_each(|item| overlong_in_value(item, see)),
        Value::Map(map) => overlong_in_map(map, see),
        Value::Intrinsic(function) => {
            if let Intrinsic::Sub(_, variables) = &**function {
                overlong_in_map(variables, see);
            }
            values(function).for_each(|inner| overlong_in_value(inner, see));
        }
    }
}
