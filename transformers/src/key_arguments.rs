//! The arguments that pick objects by a key.

use burgeon_core::api::{Key, KeyAttribute, KeyField};
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::{camel_case, capitalized, name};
use burgeon_core::schema::{
    ExtendedType, InputValueDefinition, Type, input_object, input_value, named,
};
use burgeon_core::steps::dynamodb::{
    Direction, KeyCondition, KeyValue, Root, SortArgument, SortCondition,
};
use burgeon_core::{Expanding, Name};

const COMPARISONS: [&str; 5] = ["eq", "le", "lt", "ge", "gt"];

/// The arguments that pick objects by a key, with all types that they need in the schema.
pub(crate) struct KeyArguments<'a> {
    key: &'a Key,
    sort: Option<SortKeyArgument>,
}

struct SortKeyArgument {
    definition: InputValueDefinition,
    attribute: KeyAttribute,
}

impl<'a> KeyArguments<'a> {
    /// Adds what is missing to pick objects of a model by a key: that of an index, or the primary
    /// key.
    pub(crate) fn add(
        api: &mut Expanding<'_>,
        model: &Name,
        key: &'a Key,
        index: Option<&str>,
    ) -> Self {
        let sort = key.sort_attribute().map(|attribute| {
            let (argument, input) = match key.sort.as_slice() {
                [single] => (single.name.clone(), add_comparison(api, single)),
                several => {
                    let fields: Vec<&str> = several.iter().map(|part| part.name.as_str()).collect();
                    (camel_case(&fields), add_composite(api, model, index, several))
                }
            };
            SortKeyArgument { definition: input_value(argument, named(input)), attribute }
        });
        Self { key, sort }
    }

    /// The arguments of a field that answers from one partition.
    pub(crate) fn required(&self) -> Vec<InputValueDefinition> {
        self.arguments(self.partition().non_null())
    }

    /// The arguments of a field that answers from one partition if it is given, and from all if it
    /// is not.
    pub(crate) fn optional(&self) -> Vec<InputValueDefinition> {
        self.arguments(self.partition())
    }

    /// The argument that compares the sort key, if there is one.
    pub(crate) fn sort(&self) -> Option<&InputValueDefinition> {
        self.sort.as_ref().map(|sort| &sort.definition)
    }

    /// The sort key condition that a query builds from the argument.
    pub(crate) fn sort_condition(&self) -> SortCondition {
        self.sort.as_ref().map_or(SortCondition::All, |sort| {
            let (name, attribute) = (sort.definition.name.clone(), sort.attribute.clone());
            SortCondition::Argument(SortArgument { name, attribute })
        })
    }

    /// The key condition that a query builds from all these arguments.
    pub(crate) fn condition(&self) -> KeyCondition {
        KeyCondition {
            partition: KeyValue::new(&self.key.partition_attribute(), Root::Arguments),
            sort: self.sort_condition(),
            direction: match self.sort {
                Some(_) => Direction::Argument,
                None => Direction::Refused,
            },
        }
    }

    fn partition(&self) -> Type {
        named(self.key.partition.ty.inner_named_type().clone())
    }

    fn arguments(&self, partition: Type) -> Vec<InputValueDefinition> {
        let partition = input_value(self.key.partition.name.clone(), partition);
        let direction = input_value(name("sortDirection"), named(name("ModelSortDirection")));
        [Some(partition), self.sort().cloned(), Some(direction)].into_iter().flatten().collect()
    }
}

/// Adds the input that compares one field; enums are compared as strings.
fn add_comparison(api: &mut Expanding<'_>, part: &KeyField) -> Name {
    let scalar = base_scalar(part.ty.inner_named_type()).unwrap_or("String");
    let input = name(&format!("Model{scalar}KeyConditionInput"));
    let has_text = matches!(scalar, "String" | "ID");
    api.add_type(comparison(input.clone(), &named(name(scalar)), has_text));
    input
}

/// Adds the input that compares several fields together, and the one that holds their values.
fn add_composite(
    api: &mut Expanding<'_>,
    model: &Name,
    index: Option<&str>,
    parts: &[KeyField],
) -> Name {
    let prefix = format!("Model{model}{}CompositeKey", type_name(index.unwrap_or("Primary")));
    let values = name(&format!("{prefix}Input"));
    let last = parts.len() - 1;
    let fields = parts.iter().enumerate().map(|(position, part)| {
        let own = part.ty.inner_named_type();
        // The published compiler widens the type of the last field, and of no other.
        let widened = base_scalar(own).filter(|_| position == last);
        input_value(part.name.clone(), named(widened.map_or_else(|| own.clone(), name)))
    });
    api.add_type(input_object(values.clone(), fields));
    let input = name(&format!("{prefix}ConditionInput"));
    api.add_type(comparison(input.clone(), &named(values), true));
    input
}

fn comparison(input: Name, operand: &Type, has_text: bool) -> ExtendedType {
    let mut fields: Vec<_> =
        COMPARISONS.iter().map(|operator| input_value(name(operator), operand.clone())).collect();
    fields.push(input_value(name("between"), operand.clone().list()));
    if has_text {
        fields.push(input_value(name("beginsWith"), operand.clone()));
    }
    input_object(input, fields)
}

/// The name of an index as part of a type's name, which has no hyphens and periods.
fn type_name(index: &str) -> String {
    index.split(['-', '.']).map(capitalized).collect()
}
