use askama::Template;

use super::gate::{Gate, Named};
use super::{REFUSAL, refuse_unless_caller, text, unless, when};
use crate::Name;
use crate::model::SearchIndex;
use crate::policy::Policy;

/// Before a search: adds to `$required` the query for what the caller may find, as OpenSearch takes
/// it.
pub fn search(policy: &Policy, index: &SearchIndex) -> String {
    let gate = Gate::lenient(policy);
    if !gate.looks_at_objects() {
        return refuse_unless_caller(&gate);
    }
    let mut statements = text(&Rules { named: &gate.named, index });
    statements += &when("$rules.isEmpty()", REFUSAL);
    statements +=
        "$util.qr($required.add({\"bool\": {\"should\": $rules, \"minimum_should_match\": 1}}))\n";
    gate.with_claims(unless(gate.is_open(), &statements))
}

/// Before a search: puts filters into `$limited`, under the name of each of the fields that the
/// caller may search in some documents only; in those that one of the filters finds.
pub fn search_fields(fields: &[Name], policy: &Policy, index: &SearchIndex) -> String {
    let gate = Gate::lenient(policy);
    let statements = text(&FieldRules { named: &gate.named, index, fields });
    gate.with_claims(unless(gate.is_open(), &statements))
}

#[derive(Template)]
#[template(path = "steps/guard/search.vtl", escape = "none")]
struct Rules<'a> {
    named: &'a [Named],
    index: &'a SearchIndex,
}

#[derive(Template)]
#[template(path = "steps/guard/search_fields.vtl", escape = "none")]
struct FieldRules<'a> {
    named: &'a [Named],
    index: &'a SearchIndex,
    fields: &'a [Name],
}
