//! `@audited`: records who changed an object last, in a field that clients cannot write.

use std::sync::Arc;

use burgeon::core::api::Coordinate;
use burgeon::core::arguments::arguments;
use burgeon::core::names;
use burgeon::core::resolver::{Action, Slot, Statements, Step};
use burgeon::core::schema::{self, OperationType, named};
use burgeon::core::{Code, Diagnostic, Expanding, Name, Transformer};
use serde::Deserialize;

/// The transformer of `@audited`.
#[derive(Debug, Clone, Copy)]
pub struct AuditedTransformer;

static NO_MODEL: Code = Code {
    name: "audited/no-model",
    explanation: "`@audited` records who changed an object in its table, and only models have \
tables. Add `@model` to the type.",
};

static FIELD: Code = Code {
    name: "audited/field",
    explanation: "`@audited` adds a field to the type and sets it regardless of the input. Its \
name must be a valid name in GraphQL, and new in the type.",
};

static CODES: &[&Code] = &[&NO_MODEL, &FIELD];

#[derive(Deserialize)]
struct Arguments {
    #[serde(default = "changed_by")]
    field: String,
}

fn changed_by() -> String {
    "changedBy".to_owned()
}

impl Transformer for AuditedTransformer {
    fn name(&self) -> &'static str {
        "audited"
    }

    fn definitions(&self) -> &'static str {
        r#"
"Writes down who has changed an object last."
directive @audited(
  "The field that holds their name."
  field: String = "changedBy"
) on OBJECT
"#
    }

    fn documentation(&self) -> &'static str {
        "# `@audited`\n\nWrites down in each object who has changed it last."
    }

    fn codes(&self) -> &'static [&'static Code] {
        CODES
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for (ty, field) in audited(api) {
            // Burgeon's own transformers have made the inputs by now: the field is in none of them.
            api.add_field(&ty, schema::field(field.clone(), named(names::name("String"))));
            stamp(api, &ty, &field);
        }
    }
}

/// The models with the directive, and the field of each. Other uses are reported.
fn audited(api: &mut Expanding<'_>) -> Vec<(Name, Name)> {
    let mut found = Vec::new();
    let mut faults = Vec::new();
    for ty in api.schema.types.values() {
        let Some(directive) = ty.directives().get("audited") else { continue };
        let place = directive.location();
        if !api.models.contains_key(ty.name()) {
            let message = format!("`@audited` requires `@model` on `{}`", ty.name());
            faults.push(
                Diagnostic::error(&NO_MODEL, message)
                    .at_node(place, "not a model")
                    .help("add `@model`"),
            );
            continue;
        }
        // The document is valid, so the argument is a string.
        let Ok(Arguments { field }) = arguments(directive) else { continue };
        let is_free = ty.as_object().is_some_and(|object| !object.fields.contains_key(&*field));
        match Name::new(&field) {
            Ok(name) if is_free => found.push((ty.name().clone(), name)),
            _ => faults.push(
                Diagnostic::error(&FIELD, format!("`{field}` cannot be added"))
                    .at_node(place, "this would add the field")
                    .help("name another field: `@audited(field: \"…\")`"),
            ),
        }
    }
    api.report_all(faults);
    found
}

/// Adds the step to the mutations that write objects.
fn stamp(api: &mut Expanding<'_>, ty: &Name, field: &Name) {
    let root = api.root_name(OperationType::Mutation);
    let Some(model) = api.models.get(ty) else { return };
    let mutations = [&model.mutations.create, &model.mutations.update];
    let mutations: Vec<Name> = mutations.into_iter().flatten().cloned().collect();
    for mutation in mutations {
        if let Some(resolver) = api.resolver_mut(&Coordinate::new(root.clone(), mutation)) {
            let stamp = Stamp { field: field.clone() };
            resolver.add(Step::new(Slot::PreDataLoad, Action::Statements(Arc::new(stamp))));
        }
    }
}

/// Puts the caller's name into the input.
#[derive(Debug)]
struct Stamp {
    field: Name,
}

impl Statements for Stamp {
    fn before(&self) -> String {
        format!(
            "\
#set( $caller = $util.defaultIfNullOrBlank($ctx.identity.username, $ctx.identity.sub) )
$util.qr($ctx.args.input.put(\"{}\", $util.defaultIfNullOrBlank($caller, $util.authType())))
",
            self.field
        )
    }
}

#[cfg(test)]
mod tests;
