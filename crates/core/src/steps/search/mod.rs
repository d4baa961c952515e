//! Searches a model's index, with the arguments `filter`, `sort`, `limit`, `nextToken`, `from` and
//! `aggregates`.
//!
//! Rules are part of the query itself: hits, totals and aggregates contain only what the caller may
//! read. A field that the caller may read in some documents only counts as empty in the others.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for OpenSearch",
//! and OpenSearch's documentation, "Query DSL".

use askama::Template;

use crate::Name;
use crate::appsync::LOOP_LIMIT;
use crate::data_source::DataSource;
use crate::mapping_template::MappingTemplate;
use crate::model::SearchIndex;
use crate::policy::Policy;
use crate::steps::guard;

/// The default limit of documents in a page.
///
/// Source of truth: the searches of the published compiler.
pub const DEFAULT_LIMIT: u32 = 100;

/// The maximal nesting of filters. A template has no recursion.
const DEPTH: u32 = 20;

/// Operators on the full text index. `exists` is one of them, because very long texts are in this
/// index only.
const ABOUT_WORDS: [&str; 7] =
    ["match", "matchPhrase", "matchPhrasePrefix", "multiMatch", "wildcard", "regexp", "exists"];

/// A search of a model's index.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "steps/search/request.vtl", escape = "none")]
pub struct Search {
    /// The index.
    pub index: SearchIndex,
    /// The data source.
    pub data_source: DataSource,
    /// Whether it is a function that passes requests on.
    pub is_by_function: bool,
    /// The fields of the model's key, which every search ends its order with.
    pub key: Vec<Name>,
    /// The fields that some callers may not search by, and the callers who may.
    pub limited: Vec<(Vec<Name>, Policy)>,
}

impl Search {
    /// The request template, for callers that all of the policies allow.
    pub fn request(&self, policies: &[&Policy]) -> MappingTemplate {
        let mut template = super::request(self);
        let mut before = "#set( $required = [] )\n".to_owned();
        for policy in policies {
            before += &guard::search(policy, &self.index);
        }
        if !self.limited.is_empty() {
            before += "#set( $limited = {} )\n";
        }
        for (fields, policy) in &self.limited {
            before += &guard::search_fields(fields, policy, &self.index);
        }
        template.statements.insert_str(0, &before);
        template
    }

    /// The response template.
    pub fn response(&self) -> MappingTemplate {
        let fields = self.index.fields.keys();
        let renamed = fields.filter(|field| SearchIndex::document_name(field) != field.as_str());
        let response = Response { renamed: renamed.collect() };
        let statements = super::RAISE_ERROR.to_owned() + &super::render(&response) + "\n";
        MappingTemplate { statements, output: "$util.toJson($page)\n".to_owned() }
    }

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
#[template(path = "steps/search/response.vtl", escape = "none")]
struct Response<'a> {
    /// The fields that documents call otherwise.
    renamed: Vec<&'a Name>,
}
