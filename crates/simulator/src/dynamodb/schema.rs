//! Tables as the manifest describes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::index::{Index, IndexKind, IndexProjection};
use super::key::{KeySchema, KeyType};
use super::table::Table;

/// A table's keys and indexes, in the terms of DynamoDB's API.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableSchema {
    /// The table's key.
    pub key_schema: Vec<KeyElement>,
    /// The types of key attributes.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// The global secondary indexes.
    #[serde(default)]
    pub global_secondary_indexes: Vec<IndexSchema>,
    /// The local secondary indexes.
    #[serde(default)]
    pub local_secondary_indexes: Vec<IndexSchema>,
}

/// An attribute of a key.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyElement {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its role in the key.
    pub key_type: KeyRole,
}

/// The role of an attribute in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum KeyRole {
    /// The partition key.
    Hash,
    /// The sort key.
    Range,
}

/// The type of a key attribute.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDefinition {
    /// The attribute's name.
    pub attribute_name: String,
    /// `S`, `N` or `B`.
    pub attribute_type: String,
}

/// A secondary index.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexSchema {
    /// Its name.
    pub index_name: String,
    /// Its key.
    pub key_schema: Vec<KeyElement>,
    /// Which attributes it holds.
    pub projection: ProjectionSchema,
}

/// Which attributes an index holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectionSchema {
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    pub projection_type: String,
    /// The attributes that `INCLUDE` includes.
    #[serde(default)]
    pub non_key_attributes: Vec<String>,
}

impl TableSchema {
    /// Creates an empty table of this schema.
    ///
    /// # Errors
    /// The reason for which DynamoDB would refuse to create the table.
    pub fn table(&self) -> Result<Table, String> {
        let key = self.key(&self.key_schema)?;
        let mut indexes = BTreeMap::new();
        for (kind, schemas) in [
            (IndexKind::Global, &self.global_secondary_indexes),
            (IndexKind::Local, &self.local_secondary_indexes),
        ] {
            for schema in schemas {
                let name = schema.index_name.clone();
                let index_key = self.key(&schema.key_schema)?;
                if kind == IndexKind::Local
                    && (index_key.partition != key.partition || index_key.sort.is_none())
                {
                    return Err(format!(
                        "the local secondary index `{name}` needs the table's partition key and a sort key"
                    ));
                }
                let index = Index::new(kind, index_key, schema.projection()?);
                if indexes.insert(name.clone(), index).is_some() {
                    return Err(format!("two indexes are called `{name}`"));
                }
            }
        }
        self.check_definitions()?;
        Ok(Table::new(key, indexes))
    }

    fn key(&self, elements: &[KeyElement]) -> Result<KeySchema, String> {
        let (partition, sort) = match elements {
            [partition] => (partition, None),
            [partition, sort] if sort.key_type == KeyRole::Range => (partition, Some(sort)),
            _ => return Err("a key has a partition key and at most one sort key".into()),
        };
        if partition.key_type != KeyRole::Hash {
            return Err("a key starts with the partition key".into());
        }
        let typed = |element: &KeyElement| self.key_type(&element.attribute_name);
        Ok(KeySchema::new(
            (&partition.attribute_name, typed(partition)?),
            match sort {
                None => None,
                Some(sort) => Some((&sort.attribute_name, typed(sort)?)),
            },
        ))
    }

    fn key_type(&self, attribute: &str) -> Result<KeyType, String> {
        let definition = self
            .attribute_definitions
            .iter()
            .find(|definition| definition.attribute_name == attribute)
            .ok_or_else(|| format!("the key attribute `{attribute}` is not defined"))?;
        match definition.attribute_type.as_str() {
            "S" => Ok(KeyType::S),
            "N" => Ok(KeyType::N),
            "B" => Ok(KeyType::B),
            other => Err(format!("the key attribute `{attribute}` cannot be of type `{other}`")),
        }
    }

    /// DynamoDB refuses a table with a defined attribute that is in no key.
    fn check_definitions(&self) -> Result<(), String> {
        let indexes = self.global_secondary_indexes.iter().chain(&self.local_secondary_indexes);
        let keys = std::iter::once(&self.key_schema).chain(indexes.map(|index| &index.key_schema));
        let used: Vec<&str> = keys.flatten().map(|key| key.attribute_name.as_str()).collect();
        match self.attribute_definitions.iter().find(|d| !used.contains(&&*d.attribute_name)) {
            None => Ok(()),
            Some(unused) => Err(format!("`{}` is defined and is in no key", unused.attribute_name)),
        }
    }
}

impl IndexSchema {
    fn projection(&self) -> Result<IndexProjection, String> {
        match self.projection.projection_type.as_str() {
            "ALL" => Ok(IndexProjection::All),
            "KEYS_ONLY" => Ok(IndexProjection::KeysOnly),
            "INCLUDE" => Ok(IndexProjection::Include(
                self.projection.non_key_attributes.iter().cloned().collect(),
            )),
            other => Err(format!("`{}` cannot project `{other}`", self.index_name)),
        }
    }
}
