use std::collections::{BTreeMap, BTreeSet};

use burgeon_cloudformation::packing::Weight;
use burgeon_cloudformation::{Intrinsic, LogicalId, Output, Resource, Value};
use burgeon_core::api::DataSource;

use super::api_attribute::ApiAttribute;
use super::environment::Environment;

/// Resources that must stand in one stack.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its own name, which no other part has: a model's, or a field's coordinate.
    pub(super) name: String,
    /// The stack that it goes to while there is room.
    pub(super) stack: String,
    /// The resources.
    pub(super) resources: Vec<(LogicalId, Resource)>,
    /// What other stacks may import.
    pub(super) outputs: Vec<(LogicalId, Output)>,
    /// The data sources that must be there first, wherever they stand.
    pub(super) needs: BTreeSet<DataSource>,
    /// What it needs to know of parts in other stacks.
    pub(super) imports: Vec<Import>,
    /// What it needs to know of the environment.
    pub(super) environment: Environment,
    /// What it needs to know of the API, beside its id.
    pub(super) api: BTreeSet<ApiAttribute>,
    /// The parameters of the root stack that it is given, and what each is.
    pub(super) parameters: BTreeMap<LogicalId, String>,
}

/// An output of another part's stack, which a part knows as a parameter of the same name.
#[derive(Debug, Clone)]
pub(super) struct Import {
    /// The other part.
    pub(super) part: String,
    /// The output.
    pub(super) output: LogicalId,
}

/// Bytes that a template has before its first resource, and that a parameter or output adds.
const OVERHEAD: usize = 600;

impl Part {
    /// A part without anything in it.
    pub(super) fn new(name: impl Into<String>, stack: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            stack: stack.into(),
            resources: vec![],
            outputs: vec![],
            needs: BTreeSet::new(),
            imports: vec![],
            environment: Environment::Unused,
            api: BTreeSet::new(),
            parameters: BTreeMap::new(),
        }
    }

    /// What it takes of a stack. The bytes are an estimate from above.
    pub(super) fn weight(&self) -> Weight {
        let resources = self.resources.iter().map(|(id, resource)| {
            let properties = resource.properties().iter();
            let bytes = properties.map(|(name, value)| name.len() + 16 + bytes_of(value, 4));
            id.as_str().len() + 200 + bytes.sum::<usize>()
        });
        Weight {
            resources: self.resources.len(),
            parameters: self.imports.len() + self.parameters.len() + self.api.len(),
            outputs: self.outputs.len(),
            bytes: resources.sum::<usize>()
                + OVERHEAD * (1 + self.outputs.len() + self.parameters.len()),
        }
    }

    /// Takes over all of another part.
    pub(super) fn absorb(&mut self, other: Self) {
        self.resources.extend(other.resources);
        self.outputs.extend(other.outputs);
        self.needs.extend(other.needs);
        self.imports.extend(other.imports);
        self.environment = self.environment.max(other.environment);
        self.api.extend(other.api);
        self.parameters.extend(other.parameters);
    }
}

/// Bytes that a value takes at a depth: its text, with indentation, marks and quotes at the most.
fn bytes_of(value: &Value, depth: usize) -> usize {
    let line = 2 * depth + 8;
    match value {
        Value::String(text) => line + 2 * text.len(),
        Value::Integer(_) | Value::Bool(_) => line + 20,
        Value::List(items) => {
            line + items.iter().map(|item| bytes_of(item, depth + 1)).sum::<usize>()
        }
        Value::Map(entries) => {
            let entry = |(name, value): (&str, &Value)| name.len() + bytes_of(value, depth + 1);
            line + entries.iter().map(entry).sum::<usize>()
        }
        Value::Intrinsic(intrinsic) => line + 32 + intrinsic_bytes(intrinsic, depth),
    }
}

fn intrinsic_bytes(intrinsic: &Intrinsic, depth: usize) -> usize {
    match intrinsic {
        Intrinsic::Ref(target) => target.as_str().len(),
        Intrinsic::GetAtt(id, attribute) => id.as_str().len() + attribute.len(),
        Intrinsic::Sub(text, variables) => {
            2 * text.len() + bytes_of(&Value::Map(variables.clone()), depth + 1)
        }
        Intrinsic::Join(delimiter, values) => delimiter.len() + bytes_of(values, depth + 1),
        Intrinsic::If(id, then, otherwise) => {
            id.as_str().len() + bytes_of(then, depth + 1) + bytes_of(otherwise, depth + 1)
        }
        Intrinsic::Select(_, values) | Intrinsic::ImportValue(values) => {
            bytes_of(values, depth + 1)
        }
        Intrinsic::Split(delimiter, text) => delimiter.len() + bytes_of(text, depth + 1),
        Intrinsic::FindInMap(id, first, second) => {
            id.as_str().len() + bytes_of(first, depth + 1) + bytes_of(second, depth + 1)
        }
    }
}
