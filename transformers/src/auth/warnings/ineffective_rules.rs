//! Rules without an effect.

use burgeon_core::api::{Caller, Model, Operation, Operations};
use burgeon_core::schema::ObjectType;
use burgeon_core::{Api, Diagnostic, Expanding};

use super::super::codes;
use super::super::declare::values;
use super::super::rule::Rule;

/// A rule with its callers and operations.
struct Read<'a> {
    rule: Rule<'a>,
    callers: Vec<Caller>,
    /// The allowed operations that the model has.
    operations: Operations,
}

/// Warns of rules that allow no operation, and of rules that another rule covers.
/// `is_led_to` is whether a relation points to the model.
pub(super) fn add(api: &mut Expanding<'_>, model: &Model, is_led_to: bool) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    let available = available(model, is_led_to);
    let mut found = Vec::new();
    if let Some(directive) = object.directives.get("auth") {
        let what = format!("the model `{}`", model.name);
        check(&read(api, model, &object, values(directive), available), &what, &mut found);
    }
    // The answer of a write contains the fields of the object.
    let of_fields = available.union(Operations::READ);
    for field in object.fields.values() {
        let Some(directive) = field.directives.get("auth") else { continue };
        let what = format!("the field `{}.{}`", model.name, field.name);
        check(&read(api, model, &object, values(directive), of_fields), &what, &mut found);
    }
    api.report_all(found);
}

fn read<'a>(
    api: &Api,
    model: &Model,
    object: &ObjectType,
    values: &'a [burgeon_core::schema::Node<burgeon_core::schema::Value>],
    available: Operations,
) -> Vec<Read<'a>> {
    let is_sql = model.is_relational();
    let read = |rule: Rule<'a>| Read {
        callers: rule.callers(&api.settings.auth, Some(object)),
        operations: rule.operations(is_sql).intersection(available),
        rule,
    };
    // What is not a rule has been reported.
    values.iter().filter_map(|value| Rule::read(value).ok()).map(read).collect()
}

/// The operations that the model has.
fn available(model: &Model, is_led_to: bool) -> Operations {
    let mut available: Operations =
        model.operations().into_iter().map(|(operation, ..)| operation).collect();
    if available.contains(Operation::Update) {
        // Setting a field to null requires `delete`.
        available = available.union(Operations::from_iter([Operation::Delete]));
    }
    if is_led_to {
        available = available.union(Operations::READ);
    }
    available
}

fn check(rules: &[Read], what: &str, found: &mut Vec<Diagnostic>) {
    for (position, read) in rules.iter().enumerate() {
        if read.rule.operations(false).is_empty() {
            found.push(never(
                read,
                "rule grants no operations",
                "`operations` is empty",
                "name an operation, or remove the rule",
            ));
        } else if read.operations.is_empty() {
            let names: Vec<_> =
                read.rule.operations(false).iter().map(|one| format!("`{one}`")).collect();
            let message = format!("{what} has no {}", names.join(", "));
            found.push(never(
                read,
                &message,
                "operation does not exist",
                "remove the rule, or allow operations that the model has",
            ));
        } else if let Some(other) = includes(rules, position) {
            let message = "redundant rule";
            found.push(
                Diagnostic::warning(&codes::REDUNDANT, message)
                    .at_node(read.rule.place(), "already covered by another rule")
                    .at_node(other.rule.place(), "covers the same callers and operations")
                    .help("remove the rule, or allow less with the other"),
            );
        }
    }
}

fn never(read: &Read, message: &str, label: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(&codes::NEVER_MATCHES, message).at_node(read.rule.place(), label).help(help)
}

/// The rule that makes another redundant, if there is one.
fn includes<'a, 'r>(rules: &'a [Read<'r>], position: usize) -> Option<&'a Read<'r>> {
    let read = rules.get(position)?;
    // A create writes the owner into the object, even if another rule allows the create.
    let records_owner = read.operations.contains(Operation::Create)
        && read.callers.iter().any(|caller| caller.owner_field().is_some());
    if records_owner || read.callers.is_empty() {
        return None;
    }
    let is_in = |caller: &Caller, other: &Read| {
        other.callers.iter().any(|wider| wider != caller && wider.includes(caller))
    };
    rules.iter().enumerate().find_map(|(at, other)| {
        let covers = at != position
            && other.operations.contains_all(read.operations)
            && read.callers.iter().all(|caller| is_in(caller, other));
        covers.then_some(other)
    })
}
