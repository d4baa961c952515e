use indexmap::IndexMap;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::In;
use crate::{LogicalId, Map, Output, Parameter, Resource, Template};

impl Serialize for In<'_, Template> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let template = self.1;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("AWSTemplateFormatVersion", "2010-09-09")?;
        if let Some(description) = &template.description {
            map.serialize_entry("Description", description)?;
        }
        if !template.metadata.is_empty() {
            map.serialize_entry("Metadata", &self.sub(&template.metadata))?;
        }
        if !template.parameters.is_empty() {
            map.serialize_entry("Parameters", &self.sub(&template.parameters))?;
        }
        if !template.mappings.is_empty() {
            map.serialize_entry("Mappings", &self.sub(&template.mappings))?;
        }
        if !template.conditions.is_empty() {
            map.serialize_entry("Conditions", &self.sub(&template.conditions))?;
        }
        // CloudFormation requires this section even if it is empty.
        map.serialize_entry("Resources", &self.sub(&template.resources))?;
        if !template.outputs.is_empty() {
            map.serialize_entry("Outputs", &self.sub(&template.outputs))?;
        }
        map.end()
    }
}

impl<'a, K: AsRef<str>, T> Serialize for In<'a, IndexMap<K, T>>
where
    In<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(id, part)| (id.as_ref(), In(self.0, part))))
    }
}

impl Serialize for In<'_, Parameter> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", self.1.kind.as_str())?;
        for (name, value) in self.1.attributes.iter() {
            map.serialize_entry(name, &self.sub(value))?;
        }
        map.end()
    }
}

impl Serialize for In<'_, Resource> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let resource = self.1;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", resource.kind())?;
        if let Some(condition) = &resource.condition {
            map.serialize_entry("Condition", condition.as_str())?;
        }
        if !resource.depends_on.is_empty() {
            let ids: Vec<&str> = resource.depends_on.iter().map(LogicalId::as_str).collect();
            map.serialize_entry("DependsOn", &ids)?;
        }
        if let Some(retention) = resource.deletion_policy {
            map.serialize_entry("DeletionPolicy", retention.as_str())?;
        }
        if let Some(retention) = resource.update_replace_policy {
            map.serialize_entry("UpdateReplacePolicy", retention.as_str())?;
        }
        if !resource.metadata.is_empty() {
            map.serialize_entry("Metadata", &self.sub(&resource.metadata))?;
        }
        if !resource.properties.is_empty() {
            map.serialize_entry("Properties", &self.sub(&resource.properties))?;
        }
        map.end()
    }
}

impl Serialize for In<'_, Output> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let output = self.1;
        let mut map = serializer.serialize_map(None)?;
        if let Some(condition) = &output.condition {
            map.serialize_entry("Condition", condition.as_str())?;
        }
        if let Some(description) = &output.description {
            map.serialize_entry("Description", description)?;
        }
        map.serialize_entry("Value", &self.sub(&output.value))?;
        if let Some(name) = &output.export {
            let mut export = Map::new();
            export.insert("Name", name.clone());
            map.serialize_entry("Export", &self.sub(&export))?;
        }
        map.end()
    }
}
