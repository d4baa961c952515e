//! The usage of CloudFormation's quotas by a template.

use crate::{Template, quotas};

/// The usage of each quota by one template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Resources declared.
    pub resources: usize,
    /// Parameters declared.
    pub parameters: usize,
    /// Outputs declared.
    pub outputs: usize,
    /// Mappings declared.
    pub mappings: usize,
    /// Attributes of the largest mapping.
    pub mapping_attributes: usize,
    /// Bytes of the description.
    pub description_bytes: usize,
    /// Bytes of the template as written.
    pub template_bytes: usize,
}

impl Usage {
    /// Counts a template and the text it was written as.
    pub fn measure(template: &Template, text: &str) -> Self {
        Self {
            resources: template.resources.len(),
            parameters: template.parameters.len(),
            outputs: template.outputs.len(),
            mappings: template.mappings.len(),
            mapping_attributes: template.mappings.values().map(|m| m.len()).max().unwrap_or(0),
            description_bytes: template.description.as_ref().map_or(0, String::len),
            template_bytes: text.len(),
        }
    }
}

/// The limits of a template: CloudFormation's quotas by default, or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(pub Usage);

impl Default for Budget {
    fn default() -> Self {
        Self(Usage {
            resources: quotas::RESOURCES,
            parameters: quotas::PARAMETERS,
            outputs: quotas::OUTPUTS,
            mappings: quotas::MAPPINGS,
            mapping_attributes: quotas::MAPPING_ATTRIBUTES,
            description_bytes: quotas::DESCRIPTION_BYTES,
            template_bytes: quotas::TEMPLATE_BYTES,
        })
    }
}

/// One quota that a template does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{used} {quota}, and a template may have {limit}")]
pub struct Excess {
    /// The quota: `resources`, `bytes of template`, …
    pub quota: &'static str,
    /// The usage.
    pub used: usize,
    /// The limit.
    pub limit: usize,
}

impl Budget {
    /// Every quota that is exceeded, none if the template fits.
    pub fn excesses(&self, usage: &Usage) -> Vec<Excess> {
        self.lines(usage).into_iter().filter(|line| line.used > line.limit).collect()
    }

    fn lines(&self, usage: &Usage) -> [Excess; 7] {
        let limits = &self.0;
        [
            ("resources", usage.resources, limits.resources),
            ("parameters", usage.parameters, limits.parameters),
            ("outputs", usage.outputs, limits.outputs),
            ("mappings", usage.mappings, limits.mappings),
            ("attributes of one mapping", usage.mapping_attributes, limits.mapping_attributes),
            ("bytes of description", usage.description_bytes, limits.description_bytes),
            ("bytes of template", usage.template_bytes, limits.template_bytes),
        ]
        .map(|(quota, used, limit)| Excess { quota, used, limit })
    }
}
