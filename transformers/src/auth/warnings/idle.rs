//! Rules that change nothing.

use burgeon_core::api::{Caller, Model, Operation, Operations};
use burgeon_core::schema::ObjectType;
use burgeon_core::{Api, Diagnostic};

use super::super::codes;
use super::super::declare::values;
use super::super::rule::Rule;

/// A rule with what it comes to.
struct Read<'a> {
    rule: Rule<'a>,
    callers: Vec<Caller>,
    /// What it allows of that which can be done.
    operations: Operations,
}

/// Warns of rules that let nobody in, and of those that let in only whom others let in already.
/// `is_led_to` says whether relations lead to the model.
pub(super) fn add(api: &mut Api, model: &Model, is_led_to: bool) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    let available = available(model, is_led_to);
    let mut found = Vec::new();
    if let Some(directive) = object.directives.get("auth") {
        let what = format!("the model `{}`", model.name);
        check(&read(api, model, &object, values(directive), available), &what, &mut found);
    }
    // Whoever changes an object is answered with its fields.
    let of_fields = available.union(Operations::READ);
    for field in object.fields.values() {
        let Some(directive) = field.directives.get("auth") else { continue };
        let what = format!("the field `{}.{}`", model.name, field.name);
        check(&read(api, model, &object, values(directive), of_fields), &what, &mut found);
    }
    found.into_iter().for_each(|warning| api.diagnostics.push(warning));
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
    values.iter().filter_map(Rule::read).map(read).collect()
}

/// What can be done with the objects of a model at all.
fn available(model: &Model, is_led_to: bool) -> Operations {
    let mut available: Operations =
        model.operations().into_iter().map(|(operation, ..)| operation).collect();
    if available.contains(Operation::Update) {
        // To set a field to null takes the right to delete.
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
                "the rule allows no operation",
                "nothing stands here",
                "name an operation, or remove the rule",
            ));
        } else if read.operations.is_empty() {
            let names: Vec<_> =
                read.rule.operations(false).iter().map(|one| format!("`{one}`")).collect();
            let message = format!("{what} knows no {}", names.join(", "));
            found.push(never(
                read,
                &message,
                "nobody can do that",
                "remove the rule, or allow what the model has",
            ));
        } else if let Some(other) = includes(rules, position) {
            let message = "the rule lets in only whom another lets in already";
            found.push(
                Diagnostic::warning(&codes::POINTLESS, message)
                    .at_node(read.rule.place(), "adds nothing")
                    .at_node(other.rule.place(), "to what this allows")
                    .help("remove the rule, or allow less with the other"),
            );
        }
    }
}

fn never(read: &Read, message: &str, label: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(&codes::NEVER_MATCHES, message).at_node(read.rule.place(), label).help(help)
}

/// The rule that makes another pointless, if there is one.
fn includes<'a, 'r>(rules: &'a [Read<'r>], position: usize) -> Option<&'a Read<'r>> {
    let read = rules.get(position)?;
    // Owners are written into the objects that they create, whoever else may create some.
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
