use askama::Template;

use super::gate::{Gate, Named};
use super::{REFUSAL, refuse_unless_caller, text, unless, when};
use crate::Name;
use crate::api::{Policy, SearchIndex};

/// Before a search: adds to `$required` what the documents must hold that the caller may find.
pub fn search(policy: &Policy, index: &SearchIndex) -> String {
    let gate = Gate::lenient(policy);
    if !gate.looks_at_objects() {
        return refuse_unless_caller(&gate);
    }
    let mut statements = text(&Rules { named: &gate.named, index });
    statements += &when("$rules.isEmpty()", REFUSAL);
    statements += "$util.qr($required.add({\"or\": $rules}))\n";
    gate.with_claims(unless(gate.is_open(), &statements))
}

/// Before a search: puts what documents must hold into `$limited`, under the name of each of the
/// fields that the caller may search in these documents only; nothing finds them in any if the
/// list is empty.
pub fn search_fields(fields: &[Name], policy: &Policy, index: &SearchIndex) -> String {
    let gate = Gate::lenient(policy);
    let mut statements = text(&Rules { named: &gate.named, index });
    for field in fields {
        statements += &format!("$util.qr($limited.put(\"{field}\", $rules))\n");
    }
    gate.with_claims(unless(gate.is_open(), &statements))
}

#[derive(Template)]
#[template(path = "steps/guard/search.vtl", escape = "none")]
struct Rules<'a> {
    named: &'a [Named],
    index: &'a SearchIndex,
}
