//! Searches a model's index, with the arguments `filter`, `sort`, `limit`, `nextToken`, `from` and
//! `aggregates`.
//!
//! Rules are part of the query itself: hits, totals and aggregates contain only what the caller may
//! read. A field that the caller may read in some documents only counts as empty in the others.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for OpenSearch",
//! and OpenSearch's documentation, "Query DSL".

mod rules;

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::{DataSource, Policy};
use burgeon_core::appsync::LOOP_LIMIT;
use burgeon_core::mapping_template::{self, GuardedRequest, MappingTemplate, render};
use burgeon_core::steps::RAISE_ERROR;

use super::index::SearchIndex;

/// The default limit of documents in a page.
///
/// Source of truth: the searches of the published compiler.
const DEFAULT_LIMIT: u32 = 100;

/// The maximal nesting of filters. A template has no recursion.
const DEPTH: u32 = 20;

/// Operators on the full text index. `exists` is one of them, because very long texts are in this
/// index only.
const ABOUT_WORDS: [&str; 7] =
    ["match", "matchPhrase", "matchPhrasePrefix", "multiMatch", "wildcard", "regexp", "exists"];

/// A search of a model's index.
#[derive(Debug, Template)]
#[template(path = "searchable/search/request.vtl", escape = "none")]
pub(super) struct Search {
    /// The index.
    pub(super) index: SearchIndex,
    /// The data source.
    pub(super) data_source: DataSource,
    /// Whether it is a function that passes requests on.
    pub(super) is_by_function: bool,
    /// The fields of the model's key, which every search ends its order with.
    pub(super) key: Vec<Name>,
    /// The fields that some callers may not search by, and the callers who may.
    pub(super) limited: Vec<(Vec<Name>, Policy)>,
}

impl GuardedRequest for Search {
    fn data_source(&self) -> DataSource {
        self.data_source.clone()
    }

    fn request(&self, policies: &[&Policy]) -> MappingTemplate {
        let mut template = mapping_template::request(self);
        let mut before = "#set( $required = [] )\n".to_owned();
        for policy in policies {
            before += &rules::required(policy, &self.index);
        }
        if !self.limited.is_empty() {
            before += "#set( $limited = {} )\n";
        }
        for (fields, policy) in &self.limited {
            before += &rules::limited(fields, policy, &self.index);
        }
        template.statements.insert_str(0, &before);
        template
    }

    fn response(&self, _policies: &[&Policy]) -> MappingTemplate {
        let fields = self.index.fields.keys();
        let renamed = fields.filter(|field| SearchIndex::document_name(field) != field.as_str());
        let response = Response { renamed: renamed.collect() };
        let statements = RAISE_ERROR.to_owned() + &render(&response) + "\n";
        MappingTemplate { statements, output: "$util.toJson($page)\n".to_owned() }
    }
}

impl Search {
    /// The indexed names of fields for comparisons, where they differ.
    fn values(&self) -> Vec<(&Name, String)> {
        self.elsewhere(|field| self.index.values_of(field))
    }

    /// The indexed names of fields for full text, where they differ.
    fn words(&self) -> Vec<(&Name, String)> {
        self.elsewhere(|field| self.index.words_of(field))
    }

    fn elsewhere(&self, place: impl Fn(&str) -> String) -> Vec<(&Name, String)> {
        let placed = self.index.fields.keys().map(|field| (field, place(field)));
        placed.filter(|(field, place)| field.as_str() != place).collect()
    }
}

#[derive(Template)]
#[template(path = "searchable/search/response.vtl", escape = "none")]
struct Response<'a> {
    /// The fields that documents call otherwise.
    renamed: Vec<&'a Name>,
}
