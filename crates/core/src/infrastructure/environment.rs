//! Values that CloudFormation fills in when it deploys a stack: the region, the parameter `env` with
//! the name of the environment, and parameters that transformers add to the root stack.

use std::collections::BTreeMap;

use burgeon_cloudformation::{Condition, LogicalId, Parameter, Value, map};

use crate::deployment::{ENVIRONMENT_SUFFIX, NO_ENVIRONMENT, Piece, Variable, pieces};

/// The part of the environment that a stack needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnvironmentUse {
    /// The stack does not depend on the environment.
    #[default]
    Unused,
    /// The parameter with the environment's name.
    Name,
    /// The parameter, and the condition that an environment is set.
    Condition,
}

/// The logical id of the parameter.
pub fn id() -> LogicalId {
    LogicalId::from_name(Variable::Environment.name())
}

/// The logical id of the condition that an environment is set.
pub fn condition_id() -> LogicalId {
    LogicalId::from_name("HasEnvironmentParameter")
}

/// The declaration of the parameter.
pub fn parameter() -> Parameter {
    Parameter::string()
        .description(format!("The environment, or `{NO_ENVIRONMENT}` if there is only one"))
        .default(NO_ENVIRONMENT)
        .attribute("AllowedPattern", "[A-Za-z0-9_-]+")
}

/// The condition that an environment is set.
pub fn condition() -> Condition {
    Condition::equals(Value::reference(&id()), NO_ENVIRONMENT).negated()
}

/// The part of the environment that variables need.
pub fn used_in<'a>(variables: impl IntoIterator<Item = &'a Variable>) -> EnvironmentUse {
    let used = variables.into_iter().map(|variable| match variable {
        Variable::Environment => EnvironmentUse::Name,
        Variable::EnvironmentSuffix => EnvironmentUse::Condition,
        _ => EnvironmentUse::Unused,
    });
    used.max().unwrap_or_default()
}

/// The part of the environment that a text for `Fn::Sub` needs.
pub(super) fn used_in_sub(text: &str) -> EnvironmentUse {
    let known = [Variable::Environment, Variable::EnvironmentSuffix];
    used_in(known.iter().filter(|variable| text.contains(&reference_in_sub(**variable))))
}

/// A text for `Fn::Sub`.
pub(super) fn sub(text: String) -> Value {
    if !text.contains(&reference_in_sub(Variable::EnvironmentSuffix)) {
        return Value::sub(text);
    }
    let name = Value::sub(format!("-{}", reference_in_sub(Variable::Environment)));
    let suffix = Value::if_then(&condition_id(), name, "");
    Value::sub_with(text, map! { ENVIRONMENT_SUFFIX => suffix })
}

/// The part of the environment that an author's text needs.
pub(super) fn used_by(text: &str) -> EnvironmentUse {
    match pieces(text).contains(&Piece::Variable(Variable::Environment)) {
        true => EnvironmentUse::Name,
        false => EnvironmentUse::Unused,
    }
}

/// An author's text with its variables filled in.
pub(super) fn filled_in(text: &str) -> Value {
    if !pieces(text).iter().any(|piece| matches!(piece, Piece::Variable(_))) {
        return Value::from(text);
    }
    Value::sub(in_sub(text))
}

/// An author's text with its variables, as `Fn::Sub` fills them in.
pub fn in_sub(text: &str) -> String {
    pieces(text).into_iter().map(piece_in_sub).collect()
}

fn piece_in_sub(piece: Piece<'_>) -> String {
    match piece {
        Piece::Text(text) => Value::literal_in_sub(text),
        Piece::Variable(variable) => reference_in_sub(variable),
    }
}

/// A variable's value, as `Fn::Sub` finds it.
fn reference_in_sub(variable: Variable) -> String {
    match variable {
        Variable::Environment => "${env}".to_owned(),
        Variable::EnvironmentSuffix => "${EnvironmentSuffix}".to_owned(),
        Variable::Region => "${AWS::Region}".to_owned(),
        Variable::Text(text) => text.sub.to_owned(),
        Variable::Parameter(parameter) => parameter.in_sub(),
        Variable::Endpoint => "${GraphQLEndpoint}".to_owned(),
    }
}

/// The parameters of the root stack among variables, other than `env`, with their descriptions.
pub fn parameters<'a>(
    variables: impl IntoIterator<Item = &'a Variable>,
) -> BTreeMap<LogicalId, String> {
    let parameter = |variable: &Variable| match variable {
        Variable::Parameter(parameter) => {
            Some((LogicalId::from_name(parameter.id), parameter.description.to_owned()))
        }
        _ => None,
    };
    variables.into_iter().filter_map(parameter).collect()
}

/// A request template whose variables are set to their values.
pub fn template<'a>(variables: impl IntoIterator<Item = &'a Variable>, text: &str) -> Value {
    let set = |variable: &Variable| {
        format!("#set( ${} = '{}' )\n", variable.name(), reference_in_sub(*variable))
    };
    let head: String = variables.into_iter().map(set).collect();
    sub(head + &Value::literal_in_sub(text))
}
