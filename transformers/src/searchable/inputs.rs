//! The inputs of searches.

use burgeon_core::appsync::base_scalar;
use burgeon_core::names::name;
use burgeon_core::schema::{
    ExtendedType, FieldDefinition, InputValueDefinition, ObjectType, enumeration, input_object,
    input_value, named,
};
use burgeon_core::{Expanding, Name};

use super::names;

const COMPARISONS: [&str; 6] = ["ne", "gt", "lt", "gte", "lte", "eq"];
const MATCHES: [&str; 4] = ["match", "matchPhrase", "matchPhrasePrefix", "multiMatch"];
const PATTERNS: [&str; 2] = ["wildcard", "regexp"];

/// Adds the inputs that all models share.
pub(super) fn add_common(api: &mut Expanding<'_>) {
    for scalar in ["String", "Int", "Float", "Boolean", "ID"] {
        api.add_type(input_object(names::filter_input(scalar), operators(scalar)));
    }
    api.add_type(enumeration(name("SearchableSortDirection"), ["asc", "desc"].map(name)));
    let aggregates = ["terms", "avg", "min", "max", "sum", "cardinality"].map(name);
    api.add_type(enumeration(name("SearchableAggregateType"), aggregates));
}

fn operators(scalar: &str) -> Vec<InputValueDefinition> {
    let operand = |operator: &str| input_value(name(operator), named(name(scalar)));
    if scalar == "Boolean" {
        return ["eq", "ne"].map(operand).to_vec();
    }
    let mut operators = COMPARISONS.map(operand).to_vec();
    if matches!(scalar, "String" | "ID") {
        operators.extend(MATCHES.map(operand));
        operators.push(input_value(name("exists"), named(name("Boolean"))));
        operators.extend(PATTERNS.map(operand));
    }
    operators.push(input_value(name("range"), named(name(scalar)).list()));
    operators
}

/// Adds the inputs of searches of a model, and gives the arguments that take them.
pub(super) fn arguments(api: &mut Expanding<'_>, object: &ObjectType) -> Vec<InputValueDefinition> {
    let model = &object.name;
    let scalars = || fields(object, |field| scalar(field).is_some());
    let is_enum = |field: &FieldDefinition| {
        api.schema.types.get(field.ty.inner_named_type()).is_some_and(ExtendedType::is_enum)
    };
    let enums = fields(object, is_enum);
    let counted = fields(object, |field| scalar(field).is_some() || is_enum(field));

    let filter = names::filter_input(model);
    let compared = scalars().into_iter().chain(enums).map(|field| {
        let operators = names::filter_input(scalar(field).unwrap_or("String"));
        input_value(field.name.clone(), named(operators))
    });
    let both = ["and", "or"].map(|word| input_value(name(word), named(filter.clone()).list()));
    let not = input_value(name("not"), named(filter.clone()));
    let filters = compared.chain(both).chain([not]).collect::<Vec<_>>();
    let names_of = |fields: Vec<&FieldDefinition>| -> Vec<Name> {
        fields.into_iter().map(|field| field.name.clone()).collect()
    };
    let sortable = enumeration(names::sortable_fields(model), names_of(scalars()));
    let countable = enumeration(names::aggregate_field(model), names_of(counted));
    let sort = [("field", names::sortable_fields(model)), ("direction", direction())];
    let sort = sort.map(|(field, ty)| input_value(name(field), named(ty)));
    let aggregation = [
        ("name", name("String")),
        ("type", name("SearchableAggregateType")),
        ("field", names::aggregate_field(model)),
    ];
    let aggregation = aggregation.map(|(field, ty)| input_value(name(field), named(ty).non_null()));
    for ty in [
        input_object(filter.clone(), filters),
        sortable,
        input_object(names::sort_input(model), sort),
        countable,
        input_object(names::aggregation_input(model), aggregation),
    ] {
        api.add_type(ty);
    }
    vec![
        input_value(name("filter"), named(filter)),
        input_value(name("sort"), named(names::sort_input(model)).list()),
        input_value(name("limit"), named(name("Int"))),
        input_value(name("nextToken"), named(name("String"))),
        input_value(name("from"), named(name("Int"))),
        input_value(name("aggregates"), named(names::aggregation_input(model)).list()),
    ]
}

fn direction() -> Name {
    name("SearchableSortDirection")
}

fn scalar(field: &FieldDefinition) -> Option<&'static str> {
    base_scalar(field.ty.inner_named_type())
}

fn fields(
    object: &ObjectType,
    is_chosen: impl Fn(&FieldDefinition) -> bool,
) -> Vec<&FieldDefinition> {
    object.fields.values().map(|field| &***field).filter(|field| is_chosen(field)).collect()
}
