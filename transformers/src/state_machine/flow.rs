//! Compares the input and output of a machine with the types of its fields.

use std::sync::Arc;

use amazon_states_language::shape::{Flow, Shape, Step};
use burgeon_core::api::Coordinate;
use burgeon_core::schema::{ExtendedType, FieldDefinition, InputValueDefinition, Schema, Type};
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::codes;
use crate::custom_field::CustomField;

/// Reports input that the machine reads and the field's arguments do not contain.
pub(super) fn input(
    api: &mut Expanding<'_>,
    field: &CustomField,
    flow: &Flow,
    source: &Arc<Source>,
) {
    for read in &flow.reads {
        let Err(message) = given(&field.field, &read.path, &api.schema) else { continue };
        let arguments = field.field.arguments.iter().map(|argument| argument.name.as_str());
        let name = match read.path.first() {
            Some(Step::Member(name)) => name.as_str(),
            _ => "",
        };
        let place = SourceLocation::Text(source.clone(), read.span.clone());
        api.report(
            Diagnostic::error(&codes::INPUT, message)
                .at(place, format!("`{}` is read here", read.text))
                .at_node(field.place(), format!("the arguments of `{}`", field.at))
                .help("add the argument, or call with `IsPresent` first")
                .did_you_mean(name, arguments),
        );
    }
}

/// The type of a path of the input, or why it has no value.
fn given(field: &FieldDefinition, path: &[Step], schema: &Schema) -> Result<Shape, String> {
    let Some((first, rest)) = path.split_first() else {
        let member = |argument: &InputValueDefinition| {
            (argument.name.to_string(), shape(&argument.ty, schema))
        };
        let members = field.arguments.iter().map(|argument| member(argument)).collect();
        return Ok(Shape::Object { members, base: None });
    };
    let Step::Member(name) = first else { return Err("the input is not an array".to_owned()) };
    let Some(argument) = field.arguments.iter().find(|argument| argument.name == name.as_str())
    else {
        return Err(format!("`{}` has no argument `{name}`", field.name));
    };
    inside(&argument.ty, rest, schema).map_err(|reason| format!("in `{name}`, {reason}"))
}

/// The value of an input type at a path.
fn inside(ty: &Type, path: &[Step], schema: &Schema) -> Result<Shape, String> {
    let Some((first, rest)) = path.split_first() else { return Ok(shape(ty, schema)) };
    match (ty, first) {
        (Type::List(inner) | Type::NonNullList(inner), Step::Element) => {
            inside(inner, rest, schema)
        }
        (_, Step::Member(name)) if ty.is_list() => {
            Err(format!("`{ty}` is a list and has no `{name}`"))
        }
        (_, step) => match (schema.types.get(ty.inner_named_type()), step) {
            (Some(ExtendedType::InputObject(object)), Step::Member(name)) => {
                match object.fields.get(name.as_str()) {
                    Some(field) => inside(&field.ty, rest, schema),
                    None => Err(format!("`{}` has no field `{name}`", object.name)),
                }
            }
            _ if is_open(ty, schema) => Ok(Shape::Unknown),
            (_, Step::Member(name)) => Err(format!("`{ty}` has no `{name}`")),
            (_, Step::Element) => Err(format!("`{ty}` is not a list")),
        },
    }
}

/// Whether values of the type may be of any shape: those of `AWSJSON`, and of scalars that the
/// author declares.
fn is_open(ty: &Type, schema: &Schema) -> bool {
    let name = ty.inner_named_type();
    let is_declared = match schema.types.get(name) {
        Some(ExtendedType::Scalar(scalar)) => !scalar.is_built_in(),
        _ => false,
    };
    name == "AWSJSON" || is_declared && !name.starts_with("AWS")
}

/// The shape of the values of an input type. Nullable values have an unknown shape.
fn shape(ty: &Type, schema: &Schema) -> Shape {
    match ty {
        Type::Named(_) | Type::List(_) => Shape::Unknown,
        Type::NonNullList(inner) => Shape::Array(Box::new(shape(inner, schema))),
        Type::NonNullNamed(name) => match schema.types.get(name) {
            Some(ExtendedType::InputObject(object)) => {
                let fields = object.fields.values();
                // A field that may be null may also be missing.
                let member = |name: &Name, ty: &Type| (name.to_string(), shape(ty, schema));
                let members = fields.map(|field| member(&field.name, &field.ty)).collect();
                Shape::Object { members, base: None }
            }
            _ if is_open(ty, schema) => Shape::Unknown,
            _ => match name.as_str() {
                "Int" | "Float" | "AWSTimestamp" => Shape::Number,
                "Boolean" => Shape::Boolean,
                _ => Shape::Text,
            },
        },
    }
}

/// Reports an output of the machine that a field of this type cannot hold.
pub(super) fn output(
    api: &mut Expanding<'_>,
    field: &CustomField,
    starts: bool,
    ty: &Type,
    flow: &Flow,
) {
    let check = Check { api, start: starts.then_some(&field.field) };
    if let Err(message) = check.fits(&flow.output, ty, &mut vec![]) {
        let place = ty.inner_named_type().location().or_else(|| field.ty_place());
        api.report(
            Diagnostic::error(&codes::OUTPUT, message)
                .at_node(place, "does not match the machine's output")
                .at_node(field.place(), "this machine")
                .help("return it from the last state, or change the type"),
        );
    }
}

struct Check<'a> {
    api: &'a Api,
    /// The field that starts the machine, whose arguments the input is, if it is known.
    start: Option<&'a FieldDefinition>,
}

impl Check<'_> {
    /// Whether a value of a shape can be one of a type; why not otherwise. `way` holds the names of
    /// the fields that lead there.
    fn fits(&self, shape: &Shape, ty: &Type, way: &mut Vec<String>) -> Result<(), String> {
        let schema = &self.api.schema;
        let there = |way: &[String]| match way {
            [] => "the machine".to_owned(),
            way => format!("in `{}`, the machine", way.join(".")),
        };
        match shape {
            Shape::Unknown => Ok(()),
            // What is missing is reported as such.
            Shape::Input(path) => match self.given(path) {
                Ok(shape) => self.fits(&shape, ty, way),
                Err(_) => Ok(()),
            },
            _ if is_open(ty, schema) => Ok(()),
            Shape::Null if ty.is_non_null() => Err(format!("{} is null", there(way))),
            Shape::Null => Ok(()),
            Shape::Array(items) => match ty {
                Type::List(inner) | Type::NonNullList(inner) => self.fits(items, inner, way),
                _ => Err(format!("{} is an array, and `{ty}` is not a list", there(way))),
            },
            _ if ty.is_list() => {
                Err(format!("{} is not an array, and `{ty}` is a list", there(way)))
            }
            Shape::Text | Shape::Number | Shape::Boolean => {
                match schema.types.get(ty.inner_named_type()) {
                    Some(
                        ExtendedType::Object(_)
                        | ExtendedType::Interface(_)
                        | ExtendedType::Union(_),
                    ) => Err(format!("{} is not an object, and `{ty}` is one", there(way))),
                    _ => Ok(()),
                }
            }
            Shape::Object { .. } => match schema.types.get(ty.inner_named_type()) {
                Some(ExtendedType::Object(object)) => {
                    for field in object.fields.values() {
                        let at = Coordinate::new(object.name.clone(), field.name.clone());
                        if self.api.resolvers.contains_key(&at) {
                            continue;
                        }
                        way.push(field.name.to_string());
                        self.member(shape, field, way)?;
                        way.pop();
                    }
                    Ok(())
                }
                Some(ExtendedType::Interface(_) | ExtendedType::Union(_)) => Ok(()),
                _ => Err(format!("{} is an object, and `{ty}` is not", there(way))),
            },
        }
    }

    fn given(&self, path: &[Step]) -> Result<Shape, String> {
        self.start.map_or(Ok(Shape::Unknown), |start| given(start, path, &self.api.schema))
    }

    /// Whether a member of an object can be a field, whose name is the last of `way`.
    fn member(
        &self,
        object: &Shape,
        field: &FieldDefinition,
        way: &mut Vec<String>,
    ) -> Result<(), String> {
        let Shape::Object { members, base } = object else { return Ok(()) };
        let missing =
            || format!("the machine's output has no `{}`, which is required", way.join("."));
        match (members.get(field.name.as_str()), base) {
            (Some(member), _) => self.fits(member, &field.ty, way),
            (None, None) if field.ty.is_non_null() => Err(missing()),
            (None, None) => Ok(()),
            (None, Some(path)) => {
                let mut path = path.clone();
                path.push(Step::Member(field.name.to_string()));
                match self.given(&path) {
                    Ok(shape) => self.fits(&shape, &field.ty, way),
                    Err(_) if field.ty.is_non_null() => Err(missing()),
                    Err(_) => Ok(()),
                }
            }
        }
    }
}
