//! A template and its sections.

mod condition;
mod output;
mod parameter;
mod resource;

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::{LogicalId, Map};

pub use condition::Condition;
pub use output::Output;
pub use parameter::{Parameter, ParameterType};
pub use resource::{Resource, Retention};

/// The values of a mapping: first key, second key, value.
pub type Mapping = IndexMap<String, Map>;

/// A CloudFormation template.
///
/// Parts keep the order in which they are added. Adding an equal part twice changes nothing, which
/// allows several contributors to add a parameter that they share. Two different parts under one id
/// are a [`Duplicate`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    pub(crate) description: Option<String>,
    pub(crate) metadata: Map,
    pub(crate) parameters: IndexMap<LogicalId, Parameter>,
    pub(crate) mappings: IndexMap<LogicalId, Mapping>,
    pub(crate) conditions: IndexMap<LogicalId, Condition>,
    pub(crate) resources: IndexMap<LogicalId, Resource>,
    pub(crate) outputs: IndexMap<LogicalId, Output>,
}

/// Two different parts of one template under one id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template has two different {section} called `{id}`")]
pub struct Duplicate {
    /// The section: `resources`, `parameters`, …
    pub section: &'static str,
    /// The id they share.
    pub id: LogicalId,
}

impl Template {
    /// A template with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the description of the stack, in at most [1,024 bytes](crate::quotas::DESCRIPTION_BYTES).
    pub fn set_description(&mut self, text: impl Into<String>) {
        self.description = Some(text.into());
    }

    /// The metadata of the template, for tools.
    pub fn metadata_mut(&mut self) -> &mut Map {
        &mut self.metadata
    }

    /// Adds a parameter.
    pub fn add_parameter(&mut self, id: LogicalId, part: Parameter) -> Result<(), Duplicate> {
        add(&mut self.parameters, "parameters", id, part)
    }

    /// Adds a mapping.
    pub fn add_mapping(&mut self, id: LogicalId, part: Mapping) -> Result<(), Duplicate> {
        add(&mut self.mappings, "mappings", id, part)
    }

    /// Adds a condition.
    pub fn add_condition(&mut self, id: LogicalId, part: Condition) -> Result<(), Duplicate> {
        add(&mut self.conditions, "conditions", id, part)
    }

    /// Adds a resource.
    pub fn add_resource(&mut self, id: LogicalId, part: Resource) -> Result<(), Duplicate> {
        add(&mut self.resources, "resources", id, part)
    }

    /// Adds an output.
    pub fn add_output(&mut self, id: LogicalId, part: Output) -> Result<(), Duplicate> {
        add(&mut self.outputs, "outputs", id, part)
    }

    /// The parameters in order.
    pub fn parameters(&self) -> &IndexMap<LogicalId, Parameter> {
        &self.parameters
    }

    /// The resources in order.
    pub fn resources(&self) -> &IndexMap<LogicalId, Resource> {
        &self.resources
    }

    /// A resource, to be changed.
    pub fn resource_mut(&mut self, id: &LogicalId) -> Option<&mut Resource> {
        self.resources.get_mut(id)
    }

    /// All resources, to be changed, in order.
    pub fn resources_mut(&mut self) -> impl Iterator<Item = &mut Resource> {
        self.resources.values_mut()
    }

    /// The outputs in order.
    pub fn outputs(&self) -> &IndexMap<LogicalId, Output> {
        &self.outputs
    }
}

fn add<T: PartialEq>(
    section: &mut IndexMap<LogicalId, T>,
    name: &'static str,
    id: LogicalId,
    part: T,
) -> Result<(), Duplicate> {
    match section.entry(id) {
        Entry::Vacant(free) => {
            free.insert(part);
        }
        Entry::Occupied(taken) if *taken.get() == part => {}
        Entry::Occupied(taken) => {
            return Err(Duplicate { section: name, id: taken.key().clone() });
        }
    }
    Ok(())
}
