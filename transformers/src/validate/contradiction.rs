//! Rules that no value keeps together.

use burgeon_core::api::{FieldRule, Rule};
use burgeon_core::{Api, Diagnostic};

use super::codes;
use crate::field_use::FieldUse;

/// Warns if a rule leaves nothing of what another of the field allows.
pub(super) fn check(api: &Api, used: &FieldUse, rule: &FieldRule) -> Option<Diagnostic> {
    let rules = &api.models.get(used.model())?.rules;
    let mut others = rules.iter().filter(|other| other.field == rule.field);
    let other = others
        .find(|other| excludes(&rule.rule, &other.rule) || excludes(&other.rule, &rule.rule))?;
    Some(
        Diagnostic::warning(
            &codes::CONTRADICTION,
            format!("no value of `{}` can {} and {}", rule.field, other.rule, rule.rule),
        )
        .at_node(used.directive.location(), "excludes every value that the other rule allows")
        .help("every object that holds the field is refused: change one of the rules"),
    )
}

/// Whether what is above the one rule's bound cannot be below the other's.
fn excludes(lower: &Rule, upper: &Rule) -> bool {
    match (lower, upper) {
        (Rule::MinLength(least), Rule::MaxLength(most)) => least > most,
        (Rule::AtLeast(least), Rule::AtMost(most)) => least.as_f64() > most.as_f64(),
        (Rule::Above(least), Rule::Below(most) | Rule::AtMost(most))
        | (Rule::AtLeast(least), Rule::Below(most)) => least.as_f64() >= most.as_f64(),
        _ => false,
    }
}
