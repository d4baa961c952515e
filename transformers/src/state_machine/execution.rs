//! The properties of an execution, and their fields in GraphQL types.
//!
//! Source of truth: Step Functions' API reference, `StartExecution` and `DescribeExecution`.

use burgeon_core::Name;
use burgeon_core::schema::{ExtendedType, Schema, Type};

/// Something that is known of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    ExecutionArn,
    Name,
    Status,
    StartDate,
    StopDate,
    Input,
    Output,
    Error,
    Cause,
}

impl Fact {
    /// The fact that a field of this name shows.
    pub(super) fn from_name(field: &str) -> Option<Self> {
        let all = [
            Self::ExecutionArn,
            Self::Name,
            Self::Status,
            Self::StartDate,
            Self::StopDate,
            Self::Input,
            Self::Output,
            Self::Error,
            Self::Cause,
        ];
        all.into_iter().find(|fact| fact.name() == field)
    }

    /// Its name in answers of Step Functions, and of the fields that show it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ExecutionArn => "executionArn",
            Self::Name => "name",
            Self::Status => "status",
            Self::StartDate => "startDate",
            Self::StopDate => "stopDate",
            Self::Input => "input",
            Self::Output => "output",
            Self::Error => "error",
            Self::Cause => "cause",
        }
    }

    /// Whether every execution has it, from the start.
    pub(super) fn is_always_there(self) -> bool {
        matches!(
            self,
            Self::ExecutionArn | Self::Name | Self::Status | Self::StartDate | Self::Input
        )
    }

    /// The conversion to a field of this type; `None` if there is none.
    pub(super) fn shown_as(self, ty: &Type, schema: &Schema) -> Option<Shown> {
        let name = ty.inner_named_type();
        let is_text = |name: &str| matches!(name, "String" | "ID");
        if matches!(self, Self::Input | Self::Output) {
            let is_text = !ty.is_list() && is_text(name);
            return Some(if is_text { Shown::AsItIs } else { Shown::Parsed });
        }
        if ty.is_list() {
            return None;
        }
        match (self, name.as_str()) {
            (Self::StartDate | Self::StopDate, "AWSDateTime" | "String") => Some(Shown::DateTime),
            (Self::StartDate | Self::StopDate, "AWSTimestamp") => Some(Shown::Seconds),
            (Self::StartDate | Self::StopDate, "Float") => Some(Shown::AsItIs),
            (Self::StartDate | Self::StopDate, _) => None,
            (_, name) if is_text(name) => Some(Shown::AsItIs),
            (Self::Status, name) => has_statuses(schema, name).then_some(Shown::AsItIs),
            _ => None,
        }
    }
}

/// The form of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The status in Step Functions' terms.
    AsItIs,
    /// A date as ISO 8601 writes it.
    DateTime,
    /// A date in whole seconds since 1970.
    Seconds,
    /// A text of JSON as the value that it is.
    Parsed,
}

/// The statuses that executions have, without those of a machine that is redriven.
const STATUSES: [&str; 5] = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

/// Whether an enum has all statuses.
fn has_statuses(schema: &Schema, name: &str) -> bool {
    match schema.types.get(name) {
        Some(ExtendedType::Enum(values)) => {
            STATUSES.iter().all(|status| values.values.contains_key(*status))
        }
        _ => false,
    }
}

/// A field that shows a fact.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: Name,
    pub(super) fact: Fact,
    pub(super) shown: Shown,
}

/// The properties of an execution in a field's type.
#[derive(Debug, Clone)]
pub(super) enum ExecutionFields {
    /// Its ARN.
    Arn,
    /// Some facts.
    Object(Vec<Field>),
}

/// Why a type cannot hold an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It is neither an object nor a string.
    Type,
    /// A field is not of a type that can show its fact.
    Field(Name),
    /// A field must be there, and its fact is not always.
    Required(Name),
}

/// The properties of an execution in a type.
pub(super) fn execution_fields(ty: &Type, schema: &Schema) -> Result<ExecutionFields, Vec<Misfit>> {
    let name = ty.inner_named_type();
    if ty.is_list() {
        return Err(vec![Misfit::Type]);
    }
    if ["String", "ID"].contains(&name.as_str()) {
        return Ok(ExecutionFields::Arn);
    }
    let Some(object) = schema.get_object(name) else { return Err(vec![Misfit::Type]) };
    let mut fields = Vec::new();
    let mut misfits = Vec::new();
    for field in object.fields.values() {
        let Some(fact) = Fact::from_name(&field.name) else { continue };
        match fact.shown_as(&field.ty, schema) {
            None => misfits.push(Misfit::Field(field.name.clone())),
            Some(_) if field.ty.is_non_null() && !fact.is_always_there() => {
                misfits.push(Misfit::Required(field.name.clone()));
            }
            Some(shown) => fields.push(Field { name: field.name.clone(), fact, shown }),
        }
    }
    if misfits.is_empty() { Ok(ExecutionFields::Object(fields)) } else { Err(misfits) }
}

/// The type of the machine's output in an execution, unless it is text.
pub(super) fn output_type(ty: &Type, schema: &Schema) -> Option<Type> {
    let object = schema.get_object(ty.inner_named_type())?;
    let field = object.fields.get(Fact::Output.name())?;
    let shown = Fact::Output.shown_as(&field.ty, schema)?;
    (shown == Shown::Parsed).then(|| field.ty.clone())
}
