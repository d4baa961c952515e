//! `@auth`: rules for operations that the first generation left open, and rules rewritten in the
//! second generation's arguments.
//!
//! An operation without a rule was open to all callers of the API's default mode. In the second
//! generation it is denied.

mod default_rule;
mod operations;
mod rule;

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value};
use burgeon_core::Diagnostic;

use crate::types::Type;
use crate::{Migration, codes};
use operations::Operations;
use rule::Rule;

pub(crate) fn migrate(migration: &mut Migration) {
    report_owners(migration);
    for ty in migration.types.all() {
        let rules: Vec<Rule> = ty.directive("auth").into_iter().flat_map(rules).collect();
        match rules.is_empty() {
            false => of_type(migration, ty, &rules),
            true if ty.is_model() => default_rule::write(migration, ty),
            true => {}
        }
        for field in &ty.node.fields {
            let Some(auth) = field.directives.get("auth") else { continue };
            for rule in self::rules(auth) {
                rule.rewrite(migration, ty);
            }
            if ty.is_model() {
                report_field(migration, auth, &format!("{}.{}", ty.name(), field.name));
            }
        }
    }
}

/// Rewrites rules that the second generation does not understand. Other rules are not changed: the
/// schema already contains a directive of the second generation.
pub(crate) fn migrate_former(migration: &mut Migration) {
    for ty in migration.types.all() {
        for rule in all_rules(ty).filter(|rule| rule.is_former()) {
            rule.rewrite(migration, ty);
        }
    }
}

/// The rules of a type and of its fields.
fn all_rules(ty: Type<'_>) -> impl Iterator<Item = Rule<'_>> {
    let of_fields = ty.node.fields.iter().filter_map(|field| field.directives.get("auth"));
    ty.directive("auth").into_iter().chain(of_fields).flat_map(rules)
}

/// The rules of a use of `@auth`: those of a list, or a single one.
fn rules(auth: &Node<Directive>) -> Vec<Rule<'_>> {
    let rules = auth.arguments.iter().find(|argument| argument.name == "rules");
    let Some(rules) = rules.map(|argument| &argument.value) else { return vec![] };
    let values: Vec<&Node<Value>> = match &**rules {
        Value::List(items) => items.iter().collect(),
        _ => vec![rules],
    };
    values.into_iter().filter_map(Rule::read).collect()
}

fn of_type(migration: &mut Migration, ty: Type, rules: &[Rule]) {
    let mut covered = Operations::default();
    for rule in rules {
        covered = covered.and(rule.operations());
        rule.rewrite(migration, ty);
    }
    let uncovered = covered.others();
    let have_operations = rules.iter().all(|rule| !rule.operations().is_empty());
    if ty.is_model() && have_operations && !uncovered.is_empty() {
        default_rule::complete(migration, ty, rules, uncovered);
    }
}

/// Reports, once, that owners are called by another name from now on.
fn report_owners(migration: &mut Migration) {
    let types = migration.types.all();
    let is_renamed =
        |ty: &Type, rule: &Rule| rule.owner_field().is_some_and(|field| !ty.has_in_key(field));
    let first = types.iter().find_map(|ty| all_rules(*ty).find(|rule| is_renamed(ty, rule)));
    let Some(rule) = first else { return };
    let message = "new objects name their owner as `<sub>::<username>`, old ones as `<username>`";
    migration.diagnostics.push(
        Diagnostic::warning(&codes::OWNER_CLAIM, message)
            .at_node(rule.value.location(), "both match, as in all such rules")
            .help(
                "if other programs read the owner from the table, write `identityClaim: \
                 \"username\"` in these rules",
            ),
    );
}

fn report_field(migration: &mut Migration, auth: &Node<Directive>, coordinate: &str) {
    let message = format!("the rules of `{coordinate}` now replace its model's");
    migration.diagnostics.push(
        Diagnostic::warning(&codes::FIELD_RULES, message)
            .at_node(auth.location(), "these applied in addition to the model's")
            .help("list every operation on the field: operations without a rule are denied"),
    );
}
