use std::fmt;

use crate::quotas;

/// The size of a group, or the capacity of a stack.
///
/// Parameters and outputs that several groups share count for each of them, so a weight does not
/// depend on the other groups of a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Resources.
    pub resources: usize,
    /// Parameters.
    pub parameters: usize,
    /// Outputs.
    pub outputs: usize,
    /// Bytes of template.
    pub bytes: usize,
}

impl Weight {
    /// The capacity of one stack.
    pub fn quota() -> Self {
        Self {
            resources: quotas::RESOURCES,
            parameters: quotas::PARAMETERS,
            outputs: quotas::OUTPUTS,
            bytes: quotas::TEMPLATE_BYTES,
        }
    }

    /// Whether nothing in it is more than in `capacity`.
    pub fn fits(&self, capacity: &Self) -> bool {
        self.resources <= capacity.resources
            && self.parameters <= capacity.parameters
            && self.outputs <= capacity.outputs
            && self.bytes <= capacity.bytes
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            resources: self.resources.saturating_add(other.resources),
            parameters: self.parameters.saturating_add(other.parameters),
            outputs: self.outputs.saturating_add(other.outputs),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { resources, parameters, outputs, bytes } = self;
        write!(
            f,
            "{resources} resources, {parameters} parameters, {outputs} outputs, {bytes} bytes"
        )
    }
}
