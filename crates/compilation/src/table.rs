//! Tables of DynamoDB: their keys and secondary indexes.
//!
//! Source of truth: DynamoDB's API reference, `CreateTable`. The names of the fields and of the
//! enums' values are those of the manifest.

use std::collections::BTreeMap;

use burgeon_core::api::{AttributeType, Index, Key, Model, Projection as ModelProjection};
use serde::{Deserialize, Serialize};

/// A table of DynamoDB, as far as its items depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// The primary key.
    pub key_schema: Vec<KeyElement>,
    /// Every attribute of a key, sorted by name.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// The global secondary indexes, in the order of the schema.
    pub global_secondary_indexes: Vec<SecondaryIndex>,
    /// The local secondary indexes, in the order of the schema.
    pub local_secondary_indexes: Vec<SecondaryIndex>,
}

/// An attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyElement {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its role in the key.
    pub key_type: KeyType,
}

/// The role of an attribute in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum KeyType {
    /// The partition key.
    Hash,
    /// The sort key.
    Range,
}

/// The type of an attribute that is part of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDefinition {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its type.
    pub attribute_type: ScalarAttributeType,
}

/// The types that an attribute of a key can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalarAttributeType {
    /// A string.
    S,
    /// A number.
    N,
}

/// A secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecondaryIndex {
    /// The index's name.
    pub index_name: String,
    /// Its key.
    pub key_schema: Vec<KeyElement>,
    /// The attributes that are copied into it.
    pub projection: Projection,
}

/// The attributes that are copied into an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Projection {
    /// Which attributes.
    pub projection_type: ProjectionType,
    /// Attributes in addition to those of the keys, with [`ProjectionType::Include`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub non_key_attributes: Vec<String>,
}

/// Which attributes are copied into an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProjectionType {
    /// All of the table.
    All,
    /// The keys of the table and of the index.
    KeysOnly,
    /// The keys, and some other attributes.
    Include,
}

impl KeyType {
    /// The roles of a key's attributes, in order.
    const IN_ORDER: [Self; 2] = [Self::Hash, Self::Range];

    /// Its name in DynamoDB.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hash => "HASH",
            Self::Range => "RANGE",
        }
    }
}

impl ScalarAttributeType {
    /// DynamoDB's letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
        }
    }
}

impl ProjectionType {
    /// Its name in DynamoDB.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
            Self::Include => "INCLUDE",
        }
    }
}

impl From<AttributeType> for ScalarAttributeType {
    fn from(ty: AttributeType) -> Self {
        match ty {
            AttributeType::String => Self::S,
            AttributeType::Number => Self::N,
        }
    }
}

impl Table {
    /// The table of a model that is stored in DynamoDB.
    pub fn for_model(model: &Model) -> Self {
        let keys = std::iter::once(&model.key).chain(model.indexes.iter().map(|index| &index.key));
        let types: BTreeMap<String, AttributeType> = keys
            .flat_map(Key::attributes)
            .map(|attribute| (attribute.name, attribute.attribute_type))
            .collect();
        let indexes = |local: bool| {
            let chosen = model.indexes.iter().filter(|index| index.local == local);
            chosen.map(SecondaryIndex::from).collect()
        };
        let definition = |(attribute_name, ty): (String, AttributeType)| AttributeDefinition {
            attribute_name,
            attribute_type: ty.into(),
        };
        Self {
            key_schema: key_schema(&model.key),
            attribute_definitions: types.into_iter().map(definition).collect(),
            global_secondary_indexes: indexes(false),
            local_secondary_indexes: indexes(true),
        }
    }

    /// A table with a key of these string attributes, one or two, and no index.
    pub fn with_string_key<'a>(attributes: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = attributes.into_iter().collect();
        let element = |(name, key_type): (&&str, KeyType)| KeyElement {
            attribute_name: (*name).to_owned(),
            key_type,
        };
        let definition = |name: &&str| AttributeDefinition {
            attribute_name: (*name).to_owned(),
            attribute_type: ScalarAttributeType::S,
        };
        Self {
            key_schema: names.iter().zip(KeyType::IN_ORDER).map(element).collect(),
            attribute_definitions: names.iter().map(definition).collect(),
            global_secondary_indexes: vec![],
            local_secondary_indexes: vec![],
        }
    }

    /// The secondary indexes, the global ones first.
    pub fn indexes(&self) -> impl Iterator<Item = &SecondaryIndex> {
        self.global_secondary_indexes.iter().chain(&self.local_secondary_indexes)
    }
}

impl From<&Index> for SecondaryIndex {
    fn from(index: &Index) -> Self {
        let (projection_type, non_key_attributes) = match &index.projection {
            ModelProjection::All => (ProjectionType::All, vec![]),
            ModelProjection::KeysOnly => (ProjectionType::KeysOnly, vec![]),
            ModelProjection::Include(fields) => {
                (ProjectionType::Include, fields.iter().map(ToString::to_string).collect())
            }
        };
        Self {
            index_name: index.name.clone(),
            key_schema: key_schema(&index.key),
            projection: Projection { projection_type, non_key_attributes },
        }
    }
}

fn key_schema(key: &Key) -> Vec<KeyElement> {
    let attributes = key.attributes().into_iter().zip(KeyType::IN_ORDER);
    let element = |(attribute, key_type): (burgeon_core::api::KeyAttribute, KeyType)| KeyElement {
        attribute_name: attribute.name,
        key_type,
    };
    attributes.map(element).collect()
}
