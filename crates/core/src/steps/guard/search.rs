use askama::Template;

use super::authorizer::{Authorizer, OwnershipRule};
use super::{REFUSAL, refuse_unless_caller, text, unless, when};
use crate::Name;
use crate::model::SearchIndex;
use crate::policy::Policy;

/// The statements before a search that add OpenSearch's query for the caller's documents to
/// `$required`.
pub fn search(policy: &Policy, index: &SearchIndex) -> String {
    let authorizer = Authorizer::lenient(policy);
    if !authorizer.is_item_dependent() {
        return refuse_unless_caller(&authorizer);
    }
    let mut statements = text(&Rules { named: &authorizer.ownership_rules, index });
    statements += &when("$rules.isEmpty()", REFUSAL);
    statements +=
        "$util.qr($required.add({\"bool\": {\"should\": $rules, \"minimum_should_match\": 1}}))\n";
    authorizer.with_claims(unless(authorizer.full_access(), &statements))
}

/// The statements before a search that set `$limited`: by field, the filters for the documents in
/// which the caller may search by it.
pub fn search_fields(fields: &[Name], policy: &Policy, index: &SearchIndex) -> String {
    let authorizer = Authorizer::lenient(policy);
    let statements = text(&FieldRules { named: &authorizer.ownership_rules, index, fields });
    authorizer.with_claims(unless(authorizer.full_access(), &statements))
}

#[derive(Template)]
#[template(path = "steps/guard/search.vtl", escape = "none")]
struct Rules<'a> {
    named: &'a [OwnershipRule],
    index: &'a SearchIndex,
}

#[derive(Template)]
#[template(path = "steps/guard/search_fields.vtl", escape = "none")]
struct FieldRules<'a> {
    named: &'a [OwnershipRule],
    index: &'a SearchIndex,
    fields: &'a [Name],
}
