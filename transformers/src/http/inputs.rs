//! The arguments of a field, sorted by the part of the request that they go to.

use apollo_compiler::Node;
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::{name, pascal_case};
use burgeon_core::schema::{
    ExtendedType, InputValueDefinition, Type, input_object, input_value, named,
};
use burgeon_core::{Diagnostic, Expanding, Name};

use super::arguments::{Arguments, Method};
use super::codes;
use crate::custom_field::CustomField;

/// The arguments of a field in the form of the request.
#[derive(Debug, Clone)]
pub(super) struct Inputs {
    /// The arguments of the path.
    params: Vec<Name>,
    /// The arguments of the query, and of the body if there is one.
    values: Vec<Node<InputValueDefinition>>,
    /// The arguments that are not sent.
    dropped: Vec<Node<InputValueDefinition>>,
    method: Method,
}

impl Inputs {
    /// Sorts a field's arguments.
    pub(super) fn new(field: &CustomField, arguments: &Arguments) -> Self {
        let address = &arguments.address;
        let mut params = address.path.parameters();
        let more = address.search.parameters().into_iter();
        params.extend(more.filter(|name| !address.path.parameters().contains(name)));
        let given = field.field.arguments.iter().cloned();
        let (values, dropped) = given.filter(|value| !params.contains(&value.name)).partition(
            |value: &Node<InputValueDefinition>| {
                params.is_empty() || base_scalar(value.ty.inner_named_type()).is_some()
            },
        );
        Self { params, values, dropped, method: arguments.method }
    }

    /// Whether callers can give a query, and a body if there is one.
    pub(super) fn has_values(&self) -> bool {
        !self.values.is_empty()
    }

    /// Required arguments, at either of two positions, that no type requires.
    pub(super) fn required(&self) -> Vec<Name> {
        let required = self.values.iter().filter(|value| value.ty.is_non_null());
        match self.method {
            Method::Get => vec![],
            _ => required.map(|value| value.name.clone()).collect(),
        }
    }

    /// Replaces the field's arguments by `params`, `query` and `body`.
    pub(super) fn add(self, api: &mut Expanding<'_>, field: &CustomField) {
        let mut arguments = Vec::new();
        let of = |part: &str| pascal_case(&[&field.at.ty, &field.at.field, part]);
        if !self.params.is_empty() {
            let ty = Type::NonNullNamed(name("String"));
            let fields = self.params.iter().map(|name| input_value(name.clone(), ty.clone()));
            let input = input_object(of("ParamsInput"), fields);
            arguments.push(argument("params", &input, true));
            field.add_input(api, input);
        }
        if self.has_values() {
            let is_get = self.method == Method::Get;
            let query = self.input(of("QueryInput"), is_get);
            let must = is_get && self.values.iter().any(|value| value.ty.is_non_null());
            arguments.push(argument("query", &query, must));
            field.add_input(api, query);
            if self.method.has_body() {
                let body = self.input(of("BodyInput"), false);
                arguments.push(argument("body", &body, false));
                field.add_input(api, body);
            }
        }
        if arguments.is_empty() && field.field.arguments.is_empty() {
            return;
        }
        if let Some(present) = api.field_mut(&field.at) {
            present.arguments = arguments.into_iter().map(Node::new).collect();
        }
    }

    fn input(&self, name: Name, as_declared: bool) -> ExtendedType {
        let value = |value: &Node<InputValueDefinition>| {
            let mut value = (**value).clone();
            if !as_declared {
                value.ty = Node::new(value.ty.as_ref().clone().nullable());
            }
            value
        };
        input_object(name, self.values.iter().map(value))
    }
}

fn argument(part: &str, input: &ExtendedType, must: bool) -> InputValueDefinition {
    let ty = named(input.name().clone());
    input_value(name(part), if must { ty.non_null() } else { ty })
}

/// The warnings about arguments that are not sent.
pub(super) fn dropped(field: &CustomField, inputs: &Inputs) -> Vec<Diagnostic> {
    let warning = |value: &Node<InputValueDefinition>| {
        let message = format!("the argument `{}` of `{}` is not sent", value.name, field.at);
        Diagnostic::warning(&codes::DROPPED, message)
            .at_node(value.location(), format!("`{}` is not a scalar", value.ty))
            .help("make it a `String` or `AWSJSON`")
    };
    inputs.dropped.iter().map(warning).collect()
}
