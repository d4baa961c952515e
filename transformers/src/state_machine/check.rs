//! Checks fields against their actions on machines.

use apollo_compiler::ast::OperationType;
use burgeon_core::api::Coordinate;
use burgeon_core::schema::Type;
use burgeon_core::{Declaring, Diagnostic, Expanding, Name};

use super::arguments::{Action, Arguments, Mode};
use super::codes;
use super::execution::{ExecutionFields, Fact, Misfit, execution_fields};
use crate::custom_field::{CustomField, is_operation_root, place_of};

/// The argument that identifies the execution.
const WHICH: &str = "executionArn";

/// Reports a field that cannot do what it is to do.
pub(super) fn field(api: &mut Declaring<'_>, field: &CustomField, arguments: &Arguments) -> bool {
    let mut faults = Vec::new();
    let place = field.place();
    if !is_operation_root(&api.schema, &field.at.ty) {
        let message = format!("`{}` is neither a query nor a mutation", field.at);
        faults.push(
            Diagnostic::error(&codes::NO_OPERATION, message)
                .at_node(place, "not supported here")
                .help("move the field to `Query` or `Mutation`"),
        );
    } else if arguments.action == Action::Announce
        && field.at.ty != api.root_name(OperationType::Mutation)
    {
        let message = format!("`{}` has `announce` and is not a mutation", field.at);
        faults.push(
            Diagnostic::error(&codes::NO_OPERATION, message)
                .at_node(place, "mutations trigger subscriptions")
                .help("move the field to `Mutation`"),
        );
    }
    if arguments.action != Action::Start && arguments.mode == Mode::Express {
        let message = "synchronous executions have no status";
        faults.push(
            Diagnostic::error(&codes::MODE, message)
                .at_node(place_of_mode(field), "of this mode")
                .help("remove `mode: EXPRESS`"),
        );
    }
    if arguments.action != Action::Start && !names_execution(field) {
        let message = format!("`{}` has no argument for the execution", field.at);
        faults.push(
            Diagnostic::error(&codes::ARGUMENTS, message)
                .at_node(field.field.name.location(), "takes one argument")
                .help(format!("write `{}({WHICH}: ID!)`", field.at.field)),
        );
    }
    let holds = faults.is_empty();
    api.report_all(faults);
    holds
}

fn place_of_mode(field: &CustomField) -> Option<apollo_compiler::parser::SourceSpan> {
    field.directives.first().and_then(|directive| place_of(directive, "mode"))
}

fn names_execution(field: &CustomField) -> bool {
    let is_text = |ty: &Type| matches!(ty, Type::NonNullNamed(name) if ["ID", "String"].contains(&name.as_str()));
    match field.field.arguments.as_slice() {
        [only] => only.name == WHICH && is_text(&only.ty),
        _ => false,
    }
}

/// The properties of an execution in the field's type. Reports a type that has none.
pub(super) fn execution(api: &mut Declaring<'_>, field: &CustomField) -> Option<ExecutionFields> {
    let misfits = match execution_fields(&field.field.ty, &api.schema) {
        Ok(fields) => return Some(fields),
        Err(misfits) => misfits,
    };
    let ty = field.field.ty.inner_named_type();
    let of = |name: &Name| {
        let object = api.schema.get_object(ty)?;
        object.fields.get(name)?.location()
    };
    let faults: Vec<Diagnostic> = misfits
        .into_iter()
        .map(|misfit| match misfit {
            Misfit::Type => {
                let message = format!("an execution cannot be shown as `{}`", field.field.ty);
                Diagnostic::error(&codes::EXECUTION_TYPE, message)
                    .at_node(field.ty_place(), "neither an object nor its ARN")
                    .help(
                        "make it `ID`, or an object with `executionArn: ID!` and `status: String!`",
                    )
            }
            Misfit::Field(name) => {
                let message = format!("`{ty}.{name}` cannot show an execution's `{name}`");
                Diagnostic::error(&codes::EXECUTION_TYPE, message)
                    .at_node(of(&name), "of another type")
                    .at_node(field.place(), "shows an execution")
                    .help(type_of(&name))
            }
            Misfit::Required(name) => {
                let message =
                    format!("`{ty}.{name}` must be there, and is not for every execution");
                Diagnostic::error(&codes::EXECUTION_TYPE, message)
                    .at_node(of(&name), "required")
                    .at_node(field.place(), "shows an execution")
                    .help("remove the `!`")
            }
        })
        .collect();
    api.report_all(faults);
    None
}

fn type_of(fact: &str) -> &'static str {
    match Fact::from_name(fact) {
        Some(Fact::StartDate | Fact::StopDate) => "make it `AWSDateTime` or `AWSTimestamp`",
        Some(Fact::Status) => {
            "make it `String`, or an enum with `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` and `ABORTED`"
        }
        _ => "make it `String`",
    }
}

/// Reports required fields of an execution without a value: neither a property nor resolved.
pub(super) fn check_unresolved_fields(api: &mut Expanding<'_>, field: &CustomField) {
    let Some(object) = api.schema.get_object(field.field.ty.inner_named_type()) else { return };
    let mut faults = Vec::new();
    for shown in object.fields.values().filter(|shown| Fact::from_name(&shown.name).is_none()) {
        let at = Coordinate::new(object.name.clone(), shown.name.clone());
        if !shown.ty.is_non_null() || api.resolvers.contains_key(&at) {
            continue;
        }
        let message = format!("an execution has no `{}`", shown.name);
        faults.push(
            Diagnostic::error(&codes::EXECUTION_TYPE, message)
                .at_node(shown.location(), "must exist")
                .at_node(field.place(), "shows an execution")
                .help("remove the field or its `!`, or read it from `output`"),
        );
    }
    api.report_all(faults);
}
