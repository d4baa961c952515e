//! The inputs that filter lists and subscriptions, and that make writes conditional.

use burgeon_core::api::{Index, Model};
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::name;
use burgeon_core::schema::{
    ExtendedType, InputValueDefinition, ObjectType, Schema, Type, enumeration, input_object,
    input_value, named,
};
use burgeon_core::{Expanding, Name};

use super::names;

const COMPARISONS: &[&str] = &["ne", "eq", "le", "lt", "ge", "gt"];
const IN_TEXT: &[&str] = &["contains", "notContains", "beginsWith"];
const SCALARS: [&str; 5] = ["String", "Int", "Float", "Boolean", "ID"];

/// DynamoDB's attribute types, as `attributeType` compares with them.
const ATTRIBUTE_TYPES: [&str; 10] = [
    "binary",
    "binarySet",
    "bool",
    "list",
    "map",
    "number",
    "numberSet",
    "string",
    "stringSet",
    "_null",
];

/// Adds what the filters of all models are made of.
pub(super) fn add_common(api: &mut Expanding<'_>) {
    for scalar in SCALARS {
        api.add_type(scalar_filter(scalar));
        api.add_type(scalar_subscription_filter(scalar));
    }
    let values = ATTRIBUTE_TYPES.map(name);
    api.add_type(enumeration(name("ModelAttributeTypes"), values));
    let between = input_value(name("between"), named(name("Int")).list());
    let size = COMPARISONS.iter().map(|operator| operand(operator, "Int")).chain([between]);
    api.add_type(input_object(name("ModelSizeInput"), size));
    api.add_type(enumeration(name("ModelSortDirection"), ["ASC", "DESC"].map(name)));
}

fn operand(operator: &str, scalar: &str) -> InputValueDefinition {
    input_value(name(operator), named(name(scalar)))
}

fn operands(operator: &str, scalar: &str) -> InputValueDefinition {
    input_value(name(operator), named(name(scalar)).list())
}

fn comparisons(scalar: &str) -> Vec<InputValueDefinition> {
    let has_order = scalar != "Boolean";
    let has_text = matches!(scalar, "String" | "ID");
    let mut fields = vec![operand("ne", scalar), operand("eq", scalar)];
    if has_order {
        fields.extend(COMPARISONS[2..].iter().map(|operator| operand(operator, scalar)));
        fields.push(operands("between", scalar));
    }
    if has_text {
        fields.extend(IN_TEXT.iter().map(|operator| operand(operator, scalar)));
    }
    fields
}

fn scalar_filter(scalar: &str) -> ExtendedType {
    let mut fields = comparisons(scalar);
    fields.push(operand("attributeExists", "Boolean"));
    fields.push(operand("attributeType", "ModelAttributeTypes"));
    if matches!(scalar, "String" | "ID") {
        fields.push(operand("size", "ModelSizeInput"));
    }
    input_object(name(&format!("Model{scalar}Input")), fields)
}

fn scalar_subscription_filter(scalar: &str) -> ExtendedType {
    let mut fields = comparisons(scalar);
    if scalar != "Boolean" {
        fields.extend(["in", "notIn"].map(|operator| operands(operator, scalar)));
    }
    input_object(name(&format!("ModelSubscription{scalar}Input")), fields)
}

/// Adds the inputs that compare the enum fields of a model.
pub(super) fn add_enums(api: &mut Expanding<'_>, object: &ObjectType) {
    for field in object.fields.values() {
        let enum_name = field.ty.inner_named_type();
        if !api.schema.types.get(enum_name).is_some_and(ExtendedType::is_enum) {
            continue;
        }
        let is_list = field.ty.is_list();
        let input = enum_input(enum_name, is_list);
        if api.schema.types.contains_key(&input) {
            continue;
        }
        let compared = named(enum_name.clone());
        let compared = if is_list { compared.list() } else { compared };
        let mut fields =
            vec![input_value(name("eq"), compared.clone()), input_value(name("ne"), compared)];
        if is_list {
            let contained = |operator| input_value(name(operator), named(enum_name.clone()));
            fields.extend(["contains", "notContains"].map(contained));
        }
        api.add_type(input_object(input, fields));
    }
}

fn enum_input(enum_name: &Name, is_list: bool) -> Name {
    name(&format!("Model{enum_name}{}Input", if is_list { "List" } else { "" }))
}

/// The input that compares a field's values, if they can be compared.
fn comparison(schema: &Schema, ty: &Type) -> Option<Name> {
    let inner = ty.inner_named_type();
    if let Some(scalar) = base_scalar(inner) {
        return Some(name(&format!("Model{scalar}Input")));
    }
    let is_enum = schema.types.get(inner).is_some_and(ExtendedType::is_enum);
    is_enum.then(|| enum_input(inner, ty.is_list()))
}

fn subscription_comparison(schema: &Schema, ty: &Type) -> Option<Name> {
    let inner = ty.inner_named_type();
    let is_enum = || schema.types.get(inner).is_some_and(ExtendedType::is_enum);
    let scalar = base_scalar(inner).or_else(|| is_enum().then_some("String"))?;
    Some(name(&format!("ModelSubscription{scalar}Input")))
}

fn fields_of(
    schema: &Schema,
    object: &ObjectType,
    comparison: impl Fn(&Schema, &Type) -> Option<Name>,
) -> Vec<InputValueDefinition> {
    let compared = |field: &burgeon_core::schema::FieldDefinition| {
        Some(input_value(field.name.clone(), named(comparison(schema, &field.ty)?)))
    };
    object.fields.values().filter_map(|field| compared(field)).collect()
}

fn combinations(input: &Name, negatable: bool) -> Vec<InputValueDefinition> {
    let both = ["and", "or"].map(|word| input_value(name(word), named(input.clone()).list()));
    let not = negatable.then(|| input_value(name("not"), named(input.clone())));
    both.into_iter().chain(not).collect()
}

/// The input that filters lists of a model.
pub(super) fn filter_input(schema: &Schema, object: &ObjectType) -> ExtendedType {
    let input = names::filter_input(&object.name);
    let mut fields = fields_of(schema, object, comparison);
    fields.extend(combinations(&input, true));
    input_object(input, fields)
}

/// The input that makes a write conditional: `object` is the model with the fields that clients write.
pub(super) fn condition_input(schema: &Schema, object: &ObjectType, model: &Model) -> ExtendedType {
    let input = names::condition_input(&object.name);
    let mut fields = fields_of(schema, object, comparison);
    fields.extend(combinations(&input, true));
    let added = model.timestamps.fields().filter(|_| !model.is_relational());
    for timestamp in added {
        if !fields.iter().any(|field| field.name == *timestamp) {
            fields.push(input_value(timestamp.clone(), named(name("ModelStringInput"))));
        }
    }
    // A write names its object by key, and a condition on the key would have no effect.
    let keeps_id = model.key_span.is_none() && model.indexes.iter().all(Index::is_implied);
    fields.retain(|field| match field.name.as_str() {
        "id" => keeps_id && *field.ty != named(name("ModelIDInput")),
        other => !model.key.contains(other),
    });
    input_object(input, fields)
}

/// The input that filters subscription payloads.
pub(super) fn subscription_filter_input(schema: &Schema, object: &ObjectType) -> ExtendedType {
    let input = names::subscription_filter_input(&object.name);
    let mut fields = fields_of(schema, object, subscription_comparison);
    fields.extend(combinations(&input, false));
    input_object(input, fields)
}
