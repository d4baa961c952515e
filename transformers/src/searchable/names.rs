//! The names of what is generated for a searchable model.

use burgeon_core::Name;
use burgeon_core::names::{camel_case, capitalized, name, plural};

pub(super) fn search(model: &str) -> Name {
    camel_case(&["search", &plural(&capitalized(model))])
}

pub(super) fn connection(model: &str) -> Name {
    name(&format!("Searchable{model}Connection"))
}

pub(super) fn filter_input(of: &str) -> Name {
    name(&format!("Searchable{of}FilterInput"))
}

pub(super) fn sortable_fields(model: &str) -> Name {
    name(&format!("Searchable{model}SortableFields"))
}

pub(super) fn sort_input(model: &str) -> Name {
    name(&format!("Searchable{model}SortInput"))
}

pub(super) fn aggregate_field(model: &str) -> Name {
    name(&format!("Searchable{model}AggregateField"))
}

pub(super) fn aggregation_input(model: &str) -> Name {
    name(&format!("Searchable{model}AggregationInput"))
}

/// The name of the index of a model that is stored under this name.
///
/// Source of truth: OpenSearch's documentation, "Index naming restrictions": small letters, and no
/// underscore at the beginning. No name of GraphQL has a dot in it.
pub(super) fn index(prefix: &str, stored: &str) -> String {
    let lowercase = stored.to_lowercase();
    let is_taken = prefix.is_empty() && lowercase.starts_with('_');
    if is_taken { format!("model.{lowercase}") } else { format!("{prefix}{lowercase}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn indexes_have_names_that_opensearch_takes() {
        assert_eq!(super::index("", "BlogPost"), "blogpost");
        assert_eq!(super::index("", "_Post"), "model._post");
        assert_eq!(super::index("a-", "_Post"), "a-_post");
    }
}
