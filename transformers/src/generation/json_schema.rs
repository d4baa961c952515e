//! What a type's values look like, as JSON Schema.

use burgeon_core::Name;
use burgeon_core::schema::{ExtendedType, Schema, Type};
use serde_json::{Map, Value as Json, json};

/// Why it cannot be said what a type's values look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// A union, an interface, or a scalar that nothing is known of.
    Unknown(Name),
    /// An object that holds objects of its own type.
    Recursive(Name),
    /// A value that must be there and that models do not write reliably.
    Required(Name),
}

/// The JSON Schema of a type's values.
pub(super) fn of(schema: &Schema, ty: &Type) -> Result<Json, Fault> {
    Writer { schema, within: vec![] }.of(ty)
}

struct Writer<'a> {
    schema: &'a Schema,
    /// The objects that hold what is being written.
    within: Vec<&'a Name>,
}

impl<'a> Writer<'a> {
    fn of(&mut self, ty: &'a Type) -> Result<Json, Fault> {
        let inner = ty.inner_named_type();
        if ty.is_non_null() && is_unreliable(inner) {
            return Err(Fault::Required(inner.clone()));
        }
        match ty {
            Type::Named(name) | Type::NonNullNamed(name) => self.named(name),
            Type::List(items) | Type::NonNullList(items) => {
                Ok(json!({ "type": "array", "items": self.of(items)? }))
            }
        }
    }

    fn named(&mut self, name: &'a Name) -> Result<Json, Fault> {
        if let Some(scalar) = scalar(name) {
            return Ok(scalar);
        }
        let object = match self.schema.types.get(name) {
            Some(ExtendedType::Enum(values)) => {
                let values: Vec<&str> = values.values.keys().map(|value| value.as_str()).collect();
                return Ok(json!({ "type": "string", "enum": values }));
            }
            Some(ExtendedType::Object(object)) => object,
            _ => return Err(Fault::Unknown(name.clone())),
        };
        if self.within.contains(&name) {
            return Err(Fault::Recursive(name.clone()));
        }
        self.within.push(name);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in object.fields.values() {
            properties.insert(field.name.to_string(), self.of(&field.ty)?);
            if field.ty.is_non_null() {
                required.push(field.name.as_str());
            }
        }
        self.within.pop();
        Ok(json!({ "type": "object", "properties": properties, "required": required }))
    }
}

/// Whether a model may well write something that is no such value.
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
