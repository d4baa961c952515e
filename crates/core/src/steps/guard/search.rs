use askama::Template;

use super::authorizer::{Authorizer, OwnershipRule};
use super::{REFUSAL, refuse_unless_caller, text, unless, when};
use crate::Name;
use crate::model::SearchIndex;
use crate::policy::Policy;

/// Before a search: adds to `$required` the query for what the caller may find, as OpenSearch takes
/// it.
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

/// Before a search: puts filters into `$limited`, under the name of each of the fields that the
/// caller may search in some documents only; in those that one of the filters finds.
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
