//! Arguments and objects, made up from a schema.

use apollo_compiler::Name;
use apollo_compiler::schema::{ExtendedType, FieldDefinition, Schema, Type};
use serde_json::{Map, Value as Json, json};

/// What callers, owners and groups are called, too, so that objects belong to somebody.
pub(super) const TEXT: &str = "a";

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wealth {
    /// What is required.
    Least,
    /// What is required, and all that is written.
    Some,
    /// The same, and what picks and orders objects.
    Most,
}

/// The schema that values are made for.
pub(super) struct Values {
    schema: Schema,
}

impl Values {
    pub(super) fn new(schema: &str) -> Self {
        // AppSync's directives and scalars are not declared in it.
        let schema = match Schema::parse(schema, "schema.graphql") {
            Ok(schema) => schema,
            Err(faulty) => faulty.partial,
        };
        Self { schema }
    }

    /// The definition of a field, `Type.field`.
    pub(super) fn field(&self, at: &str) -> Option<&FieldDefinition> {
        let (ty, field) = at.split_once('.')?;
        match self.schema.types.get(ty)? {
            ExtendedType::Object(object) => object.fields.get(field).map(|field| &***field),
            _ => None,
        }
    }

    /// Arguments of a field.
    pub(super) fn arguments(&self, field: &FieldDefinition, wealth: Wealth) -> Json {
        let picks = ["filter", "limit", "nextToken", "lastSync"];
        let is_given = |name: &Name, ty: &Type| match wealth {
            _ if ty.is_non_null() => true,
            Wealth::Least => false,
            Wealth::Some | Wealth::Most if picks.contains(&name.as_str()) => false,
            Wealth::Some => field.arguments.len() == 1,
            Wealth::Most => true,
        };
        let given =
            field.arguments.iter().filter(|argument| is_given(&argument.name, &argument.ty));
        let given =
            given.map(|argument| (argument.name.to_string(), self.value(&argument.ty, wealth)));
        Json::Object(given.collect())
    }

    /// An object of a type, with all that is read without a resolver.
    pub(super) fn object(&self, ty: &str) -> Json {
        let Some(ExtendedType::Object(object)) = self.schema.types.get(ty) else {
            return json!({});
        };
        let plain = object.fields.values().filter(|field| {
            let named = self.schema.types.get(field.ty.inner_named_type());
            !matches!(named, Some(ExtendedType::Object(_)))
        });
        plain.map(|field| (field.name.to_string(), self.value(&field.ty, Wealth::Most))).collect()
    }

    /// Whether conditions of the type can ask that a field is not there.
    fn can_be_missing(&self, condition: &Type) -> bool {
        match self.schema.types.get(condition.inner_named_type()) {
            Some(ExtendedType::InputObject(input)) => input.fields.contains_key("attributeExists"),
            _ => false,
        }
    }

    fn value(&self, ty: &Type, wealth: Wealth) -> Json {
        match ty {
            Type::List(item) | Type::NonNullList(item) => json!([self.value(item, wealth)]),
            Type::Named(name) | Type::NonNullNamed(name) => match self.schema.types.get(name) {
                Some(ExtendedType::Enum(values)) => {
                    values.values.keys().next().map_or(Json::Null, |first| json!(first.as_str()))
                }
                Some(ExtendedType::InputObject(input)) if is_condition(name) => {
                    let fields =
                        input.fields.values().filter(|field| self.can_be_missing(&field.ty));
                    let missing =
                        |name: &Name| json!({ name.as_str(): { "attributeExists": false } });
                    fields.map(|field| missing(&field.name)).next().unwrap_or(Json::Null)
                }
                Some(ExtendedType::InputObject(input)) if is_comparison(name) => {
                    let eq = input.fields.get("eq").map(|field| self.value(&field.ty, wealth));
                    eq.map_or(Json::Null, |value| json!({ "eq": value }))
                }
                Some(ExtendedType::InputObject(input)) => {
                    let given = input.fields.values().filter(|field| {
                        field.ty.is_non_null()
                            || (wealth != Wealth::Least && field.ty.inner_named_type() != name)
                    });
                    let given =
                        given.map(|field| (field.name.to_string(), self.value(&field.ty, wealth)));
                    Json::Object(given.collect::<Map<_, _>>())
                }
                _ => scalar(name),
            },
        }
    }
}

fn is_condition(input: &str) -> bool {
    input.ends_with("ConditionInput") && !is_comparison(input)
}

fn is_comparison(input: &str) -> bool {
    input.ends_with("KeyConditionInput")
}

fn scalar(name: &str) -> Json {
    match name {
        "Int" | "AWSTimestamp" => json!(7),
        "Float" => json!(1.5),
        "Boolean" => json!(true),
        "AWSDate" => json!("2030-01-01"),
        "AWSTime" => json!("12:00:00.000Z"),
        "AWSDateTime" => json!("2030-01-01T00:00:00.000Z"),
        "AWSEmail" => json!("a@example.com"),
        "AWSJSON" => json!("{}"),
        "AWSURL" => json!("https://example.com"),
        "AWSPhone" => json!("+1 555 0100"),
        "AWSIPAddress" => json!("127.0.0.1"),
        _ => json!(TEXT),
    }
}
