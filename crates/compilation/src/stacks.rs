//! The CloudFormation stacks as templates that are not yet written down.

use std::collections::BTreeMap;

use burgeon_cloudformation::{Template, to_json, to_yaml};
use burgeon_core::Defect;

/// The root stack and those nested in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacks {
    /// The format of the templates, which their references to one another depend on.
    pub format: TemplateFormat,
    /// The root.
    pub root: Template,
    /// The nested stacks, by name.
    pub nested: BTreeMap<String, Template>,
}

/// The format of templates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TemplateFormat {
    /// YAML with short-form functions.
    #[default]
    Yaml,
    /// JSON with long-form functions.
    Json,
}

impl TemplateFormat {
    /// The ending of the files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }

    /// The path of the root stack's template, relative to the output folder.
    pub fn root_path(self) -> String {
        format!("template.{}", self.extension())
    }

    /// The path of a nested stack's template, relative to the output folder and to the root's.
    pub fn nested_path(self, stack: &str) -> String {
        format!("stacks/{stack}.{}", self.extension())
    }

    /// The text of a template.
    ///
    /// # Errors
    ///
    /// The template has a name that YAML parsers reject, which is a defect of the compiler.
    pub fn write(self, template: &Template) -> Result<String, Defect> {
        let written = match self {
            Self::Yaml => to_yaml(template),
            Self::Json => to_json(template),
        };
        written.map_err(|reason| Defect::new(reason.to_string()))
    }
}

impl Stacks {
    /// The name that listings have for the root stack. No nested stack has it.
    pub const ROOT: &'static str = "(root)";

    /// Every stack with its name and the path of its template, the root first.
    pub fn all(&self) -> impl Iterator<Item = (&str, String, &Template)> {
        let root = (Self::ROOT, self.format.root_path(), &self.root);
        let nested = self
            .nested
            .iter()
            .map(|(name, template)| (name.as_str(), self.format.nested_path(name), template));
        std::iter::once(root).chain(nested)
    }
}
