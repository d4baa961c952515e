//! The indexes of the search engine, as data.

use burgeon_core::Name;
use indexmap::IndexMap;

/// The indexes of an API, by model.
#[derive(Debug, Clone, Default)]
pub(super) struct SearchIndexes(pub(super) IndexMap<Name, SearchIndex>);

/// The index of a search engine that keeps a copy of a model's objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchIndex {
    /// Its name.
    pub(super) name: String,
    /// The query that searches it; absent: none.
    pub(super) query: Option<Name>,
    /// The fields of its documents.
    pub(super) fields: IndexMap<Name, SearchType>,
}

/// The type of a field in the search index.
///
/// Source of truth: OpenSearch's documentation, "Supported field types".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SearchType {
    /// A text, with a full text index and an exact one.
    Text,
    /// JSON, which is found as a text.
    Json,
    /// An integer, `long`.
    Integer,
    /// A number, `double`.
    Float,
    /// `boolean`.
    Boolean,
    /// A day or a time, `date`.
    Date,
    /// An object, which is kept and cannot be found.
    Object,
}

impl SearchIndex {
    /// The name that a field has in documents. OpenSearch reserves some names with an underscore,
    /// and GraphQL all names with two: so another one is prepended.
    pub(super) fn document_name(field: &str) -> String {
        if field.starts_with('_') { format!("_{field}") } else { field.to_owned() }
    }

    /// The field of the full text index.
    pub(super) fn words_of(&self, field: &str) -> String {
        match self.fields.get(field) {
            Some(SearchType::Json) => format!("json:{field}"),
            _ => Self::document_name(field),
        }
    }

    /// The field for comparing, sorting and counting: the exact one for texts.
    pub(super) fn values_of(&self, field: &str) -> String {
        let words = self.words_of(field);
        match self.fields.get(field) {
            Some(SearchType::Text | SearchType::Json) => format!("{words}.keyword"),
            _ => words,
        }
    }
}

impl SearchType {
    /// The type of a scalar of AppSync in the index.
    pub(super) fn of_scalar(scalar: &str) -> Self {
        match scalar {
            "Int" | "AWSTimestamp" => Self::Integer,
            "Float" => Self::Float,
            "Boolean" => Self::Boolean,
            "AWSDate" | "AWSDateTime" => Self::Date,
            "AWSJSON" => Self::Json,
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_somewhere_of_its_own() {
        let fields = [
            ("title", SearchType::Text),
            ("_version", SearchType::Integer),
            ("meta", SearchType::Json),
            ("_meta", SearchType::Text),
        ];
        let fields = fields.map(|(name, ty)| (Name::new_unchecked(name), ty)).into();
        let index = SearchIndex { name: "post".to_owned(), query: None, fields };
        let places = ["title", "_version", "meta", "_meta"].map(|field| index.values_of(field));
        assert_eq!(places, ["title.keyword", "__version", "json:meta.keyword", "__meta.keyword"]);
        assert_eq!(index.words_of("title"), "title");
    }
}
