//! The JSON Schema of a type's values, for requests to language models.

use burgeon_core::Name;
use burgeon_core::schema::{ExtendedType, InputValueDefinition, Node, Schema, Type};
use serde_json::{Map, Value as Json, json};

/// Why a type has no JSON Schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A union, an interface, or a scalar of unknown form.
    Unknown(Name),
    /// A recursive type.
    Recursive(Name),
    /// A value that must be there and that models do not write reliably.
    Required(Name),
}

/// The JSON Schema of a type's values.
pub(crate) fn for_type(schema: &Schema, ty: &Type) -> Result<Json, Fault> {
    Writer { schema, within: vec![] }.write(ty)
}

/// The JSON Schema of an object of arguments. Optional arguments without a schema are omitted.
pub(crate) fn of_arguments(
    schema: &Schema,
    arguments: &[Node<InputValueDefinition>],
) -> Result<Json, Fault> {
    Writer { schema, within: vec![] }.inputs(arguments.iter())
}

struct Writer<'a> {
    schema: &'a Schema,
    /// The objects that hold what is being written.
    within: Vec<&'a Name>,
}

impl<'a> Writer<'a> {
    fn write(&mut self, ty: &'a Type) -> Result<Json, Fault> {
        let inner = ty.inner_named_type();
        if ty.is_non_null() && is_unreliable(inner) {
            return Err(Fault::Required(inner.clone()));
        }
        match ty {
            Type::Named(name) | Type::NonNullNamed(name) => self.named(name),
            Type::List(items) | Type::NonNullList(items) => {
                Ok(json!({ "type": "array", "items": self.write(items)? }))
            }
        }
    }

    fn named(&mut self, name: &'a Name) -> Result<Json, Fault> {
        if let Some(scalar) = scalar(name) {
            return Ok(scalar);
        }
        if self.within.contains(&name) {
            return Err(Fault::Recursive(name.clone()));
        }
        let schema = self.schema;
        let Some(ty) = schema.types.get(name) else { return Err(Fault::Unknown(name.clone())) };
        self.within.push(name);
        let written = match ty {
            ExtendedType::Enum(values) => {
                let values: Vec<&str> = values.values.keys().map(|value| value.as_str()).collect();
                Ok(json!({ "type": "string", "enum": values }))
            }
            ExtendedType::Object(object) => self.object(object.fields.values().map(|field| Part {
                name: &field.name,
                ty: &field.ty,
                is_required: field.ty.is_non_null(),
                may_be_left_out: false,
            })),
            ExtendedType::InputObject(input) => {
                self.inputs(input.fields.values().map(|field| &field.node))
            }
            _ => Err(Fault::Unknown(name.clone())),
        };
        self.within.pop();
        written
    }

    fn inputs(
        &mut self,
        inputs: impl Iterator<Item = &'a Node<InputValueDefinition>>,
    ) -> Result<Json, Fault> {
        self.object(inputs.map(|input| Part {
            name: &input.name,
            ty: &input.ty,
            is_required: input.is_required(),
            may_be_left_out: !input.is_required(),
        }))
    }

    fn object(&mut self, parts: impl Iterator<Item = Part<'a>>) -> Result<Json, Fault> {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for part in parts {
            match self.write(part.ty) {
                Ok(written) => drop(properties.insert(part.name.to_string(), written)),
                Err(_) if part.may_be_left_out => continue,
                Err(fault) => return Err(fault),
            }
            if part.is_required {
                required.push(part.name.as_str());
            }
        }
        Ok(json!({ "type": "object", "properties": properties, "required": required }))
    }
}

/// A field of an object.
struct Part<'a> {
    name: &'a Name,
    ty: &'a Type,
    /// Whether it is always there.
    is_required: bool,
    /// Whether the schema needs no description.
    may_be_left_out: bool,
}

/// Whether a model is likely to write an invalid value.
fn is_unreliable(scalar: &str) -> bool {
    scalar.starts_with("AWS") && scalar != "AWSJSON" && self::scalar(scalar).is_some()
}

fn scalar(name: &str) -> Option<Json> {
    let (ty, format, description) = match name {
        "Int" => ("integer", None, None),
        "Float" => ("number", None, None),
        "Boolean" => ("boolean", None, None),
        "String" | "ID" => ("string", None, None),
        "AWSJSON" => ("string", None, Some("a JSON document, written as a string")),
        "AWSEmail" => ("string", Some("email"), None),
        "AWSDate" => ("string", Some("date"), Some("YYYY-MM-DD")),
        "AWSTime" => ("string", Some("time"), Some("hh:mm:ss.sss")),
        "AWSDateTime" => ("string", Some("date-time"), Some("YYYY-MM-DDThh:mm:ss.sssZ")),
        "AWSTimestamp" => ("integer", None, Some("seconds since 1970-01-01T00:00Z")),
        "AWSPhone" => ("string", None, Some("a telephone number, digits with spaces or hyphens")),
        "AWSURL" => ("string", Some("uri"), None),
        "AWSIPAddress" => ("string", None, Some("an IPv4 or IPv6 address")),
        _ => return None,
    };
    let mut schema = json!({ "type": ty });
    for (key, text) in [("format", format), ("description", description)] {
        if let (Some(text), Some(entries)) = (text, schema.as_object_mut()) {
            entries.insert(key.to_owned(), text.into());
        }
    }
    Some(schema)
}
