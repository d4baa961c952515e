//! The mappings of the indexes, for the functions.
//!
//! Source of truth: OpenSearch's documentation, "Mappings and field types".

use serde_json::{Map, Value as Json, json};

use super::Searched;
use crate::searchable::index::{SearchIndex, SearchType};

/// The maximal length of a text that is compared as a whole. Lucene accepts 32,766 bytes.
const LONGEST_TEXT: u32 = 8191;

/// The text of `indexes.json`: the indexes by name.
pub(super) fn render(models: &[Searched]) -> String {
    let indexes: Json = models.iter().map(|one| (one.index.name.clone(), index(one))).collect();
    format!("{indexes:#}\n")
}

fn index(Searched { model, index }: &Searched) -> Json {
    let key = model.key.attributes().into_iter().map(|attribute| attribute.name);
    let names = model.stored.attributes.iter();
    let names: Map<String, Json> =
        names.map(|(field, stored)| (stored.to_string(), json!(field.as_str()))).collect();
    let is_json = |field: &&burgeon_core::Name| index.fields.get(*field) == Some(&SearchType::Json);
    let texts: Vec<&str> =
        index.fields.keys().filter(is_json).map(|field| field.as_str()).collect();
    json!({
        "typename": model.name.as_str(),
        "key": key.collect::<Vec<_>>(),
        "names": names,
        "json": texts,
        "versioned": model.syncable,
        "mappings": { "dynamic": false, "properties": properties(index) },
    })
}

/// Every field that can be searched; others are kept in documents as they are.
fn properties(index: &SearchIndex) -> Map<String, Json> {
    let mut properties = Map::new();
    for (field, ty) in &index.fields {
        properties.insert(SearchIndex::document_name(field), mapping(*ty));
        if *ty == SearchType::Json {
            properties.insert(index.words_of(field), mapping(SearchType::Text));
        }
    }
    properties
}

/// Values that do not fit a field's type are stored without being indexed, and no document is rejected.
fn mapping(ty: SearchType) -> Json {
    match ty {
        SearchType::Text => {
            let keyword = json!({ "type": "keyword", "ignore_above": LONGEST_TEXT });
            json!({ "type": "text", "fields": { "keyword": keyword } })
        }
        SearchType::Integer => json!({ "type": "long", "ignore_malformed": true }),
        SearchType::Float => json!({ "type": "double", "ignore_malformed": true }),
        SearchType::Boolean => json!({ "type": "boolean" }),
        SearchType::Date => json!({
            "type": "date",
            "format": "strict_date_optional_time||yyyy-MM-ddXXXXX",
            "ignore_malformed": true,
        }),
        SearchType::Json | SearchType::Object => json!({ "type": "object", "enabled": false }),
    }
}
