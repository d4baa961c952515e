//! Rules on objects, in the query language of OpenSearch.

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::Policy;
use burgeon_core::mapping_template::render;
use burgeon_core::steps::guard::{ItemRules, REFUSAL, when};

use crate::searchable::index::SearchIndex;

/// Statements that add to `$required` the query for the objects that the caller may find.
pub(super) fn required(policy: &Policy, index: &SearchIndex) -> String {
    let rules = ItemRules::new(policy);
    let mut statements = render(&Rules { rules: &rules, index }) + "\n";
    statements += &when("$rules.isEmpty()", REFUSAL);
    statements +=
        "$util.qr($required.add({\"bool\": {\"should\": $rules, \"minimum_should_match\": 1}}))\n";
    rules.restrict(&statements)
}

/// Statements that put filters into `$limited` for each field that the caller may search in some
/// documents only. A filter finds the documents of one rule.
pub(super) fn limited(fields: &[Name], policy: &Policy, index: &SearchIndex) -> String {
    let rules = ItemRules::new(policy);
    let statements = render(&FieldRules { rules: &rules, index, fields }) + "\n";
    rules.unless_allowed(&statements)
}

#[derive(Template)]
#[template(path = "searchable/search/rules.vtl", escape = "none")]
struct Rules<'a> {
    rules: &'a ItemRules,
    index: &'a SearchIndex,
}

#[derive(Template)]
#[template(path = "searchable/search/field_rules.vtl", escape = "none")]
struct FieldRules<'a> {
    rules: &'a ItemRules,
    index: &'a SearchIndex,
    fields: &'a [Name],
}
