//! `@default`: the default of a field in new objects.

mod codes;
mod column;
mod key;
mod value;

use burgeon_core::model::{DefaultField, DefaultValue, Model};
use burgeon_core::schema::Value;
use burgeon_core::vtl::Expression;
use burgeon_core::{Api, Code, Declaring, Diagnostic, Transformer};

use crate::field_use::FieldUse;

pub use value::is_text_of;

/// The transformer of `@default`.
#[derive(Debug, Clone, Copy)]
pub struct DefaultTransformer;

impl Transformer for DefaultTransformer {
    fn name(&self) -> &'static str {
        "default"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("default.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for used in FieldUse::all(api, "default") {
            let database = api.models.get(used.model()).and_then(Model::database);
            if let Some(dialect) = database.map(|database| database.dialect) {
                column::declare(api, &used, dialect);
                continue;
            }
            match read(api, &used) {
                Err(fault) => api.report(*fault),
                Ok(value) => {
                    key::check(api, &used, &value);
                    report_required(api, &used);
                    let value = DefaultValue::Expression(Expression::literal(&value));
                    let default = DefaultField { field: used.field.name.clone(), value };
                    if let Some(model) = api.model_mut(used.model()) {
                        model.defaults.push(default);
                    }
                }
            }
        }
    }
}

/// Whether the default is the next number of a sequence.
fn is_sequence(used: &FieldUse) -> bool {
    let given = used.directive.specified_argument_by_name("sequence");
    given.is_some_and(|value| **value == Value::Boolean(true))
}

fn read(api: &Api, used: &FieldUse) -> Result<serde_json::Value, Box<Diagnostic>> {
    let at = format!("{}.{}", used.model(), used.field.name);
    let ty = &used.field.ty;
    let given = used.directive.specified_argument_by_name("value");
    if is_sequence(used) {
        let (label, help) = match given {
            None => ("DynamoDB counts nothing", "write `@default(value: \"…\")`"),
            Some(_) => ("neither `value` nor `sequence`", "remove `value` or `sequence`"),
        };
        return Err(Box::new(
            Diagnostic::error(&codes::NO_VALUE, format!("`{at}` has no default of this kind"))
                .at_node(used.place_of("sequence"), label)
                .help(help),
        ));
    }
    let text = match given.map(|value| &**value) {
        Some(Value::String(text)) => text,
        Some(_) => {
            return Err(Box::new(
                Diagnostic::error(&codes::NO_VALUE, format!("the default of `{at}` is null"))
                    .at_node(used.place_of("value"), "no value")
                    .help("remove `@default`: fields are null by default"),
            ));
        }
        None => {
            return Err(Box::new(
                Diagnostic::error(
                    &codes::NO_VALUE,
                    format!("`{at}` has a default without a value"),
                )
                .at_node(used.directive.location(), "`value` is missing")
                .help("write `@default(value: \"…\")`"),
            ));
        }
    };
    value::parse(&api.schema, ty, text)
        .map_err(|reason| Box::new(refused(api, used, text, &reason)))
}

fn refused(api: &Api, used: &FieldUse, text: &str, reason: &value::Fault) -> Diagnostic {
    let (ty, place) = (&used.field.ty, used.place_of("value"));
    let expected = match reason {
        value::Fault::Type => {
            let at = format!("{}.{}", used.model(), used.field.name);
            return Diagnostic::error(&codes::FIELD_TYPE, format!("`{at}` can have no default"))
                .at_node(place, "objects have no defaults")
                .at_node(used.ty_place(), "the field's type")
                .help("remove `@default`: scalars, enums and lists of them can have one");
        }
        value::Fault::Value(expected) => expected,
    };
    let message = format!("`{text}` is not a valid `{}`", ty.clone().nullable());
    let fault = Diagnostic::error(&codes::VALUE, message)
        .at_node(place, format!("not {expected}"))
        .at_node(used.ty_place(), "the field's type")
        .help(format!("write {expected}, as a string"));
    match value::members(&api.schema, ty).filter(|_| !ty.is_list()) {
        Some(members) => {
            let listed: Vec<_> = members.iter().map(|member| format!("`{member}`")).collect();
            fault
                .help(format!("use one of {}", listed.join(", ")))
                .did_you_mean(text, members.iter().map(|member| member.as_str()))
        }
        None => fault,
    }
}

/// Required fields stay required in inputs, as in the published compiler.
fn report_required(api: &mut Declaring<'_>, used: &FieldUse) {
    let field = &used.field;
    if field.ty.is_non_null() && field.name != "id" {
        let at = format!("{}.{}", used.model(), field.name);
        api.report(
            Diagnostic::warning(&codes::REQUIRED, format!("the default of `{at}` is never used"))
                .at_node(used.ty_place(), "required fields stay required in inputs")
                .at_node(used.directive.location(), "so this has no effect")
                .help(format!("write `{}: {}`", field.name, field.ty.clone().nullable())),
        );
    }
}
