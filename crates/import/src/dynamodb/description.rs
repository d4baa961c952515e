//! The table descriptions of `describe-table`.
//!
//! Source of truth: DynamoDB's API reference, `TableDescription`.

use serde::Deserialize;
use serde_json::Value as Json;

/// A table.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Description {
    pub(super) table_name: String,
    pub(super) key_schema: Vec<KeyElement>,
    pub(super) attribute_definitions: Vec<AttributeDefinition>,
    #[serde(default)]
    global_secondary_indexes: Option<Vec<Index>>,
    #[serde(default)]
    local_secondary_indexes: Option<Vec<Index>>,
    /// The number of its items, some hours old.
    #[serde(default)]
    pub(super) item_count: Option<u64>,
    #[serde(default)]
    latest_stream_arn: Option<String>,
    #[serde(default)]
    stream_specification: Option<StreamSpecification>,
}

/// An attribute of a key, and which it is: `HASH` or `RANGE`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KeyElement {
    pub(super) attribute_name: String,
    pub(super) key_type: String,
}

/// The type of an attribute of a key: `S`, `N` or `B`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AttributeDefinition {
    pub(super) attribute_name: String,
    pub(super) attribute_type: String,
}

/// A secondary index.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Index {
    pub(super) index_name: String,
    pub(super) key_schema: Vec<KeyElement>,
    pub(super) projection: Projection,
}

/// The projection of an index.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Projection {
    pub(super) projection_type: String,
    #[serde(default)]
    pub(super) non_key_attributes: Option<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StreamSpecification {
    #[serde(default)]
    stream_enabled: bool,
    #[serde(default)]
    stream_view_type: Option<String>,
}

impl Description {
    /// The tables of a text: the output of `describe-table`, once or several times.
    ///
    /// # Errors
    /// A value that is not a description.
    pub(super) fn read_all(text: &str) -> Result<Vec<Self>, String> {
        let documents = serde_json::Deserializer::from_str(text).into_iter::<Json>();
        let read = |document: Result<Json, serde_json::Error>| {
            let mut document = document.map_err(|reason| format!("it is not JSON: {reason}"))?;
            let table = document.get_mut("Table").map(Json::take).unwrap_or(document);
            serde_json::from_value(table).map_err(|reason| reason.to_string())
        };
        documents.map(read).collect()
    }

    /// Its indexes, and whether each is local.
    pub(super) fn indexes(&self) -> impl Iterator<Item = (&Index, bool)> {
        let global = self.global_secondary_indexes.iter().flatten().map(|index| (index, false));
        global.chain(self.local_secondary_indexes.iter().flatten().map(|index| (index, true)))
    }

    /// The letter of an attribute's type, if it is part of a key.
    pub(super) fn letter(&self, attribute: &str) -> Option<&str> {
        let mut definitions = self.attribute_definitions.iter();
        let found = definitions.find(|definition| definition.attribute_name == attribute);
        found.map(|definition| definition.attribute_type.as_str())
    }

    /// The ARN of its stream, if the stream contains new images.
    pub(super) fn stream_arn(&self) -> Option<&str> {
        let stream = self.stream_specification.as_ref().filter(|stream| stream.stream_enabled)?;
        let view = stream.stream_view_type.as_deref()?;
        self.latest_stream_arn.as_deref().filter(|_| view.starts_with("NEW_"))
    }
}
