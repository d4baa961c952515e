//! What is filled in when a stack is deployed: the region, the parameter `env` with the name of the
//! environment, and other parameters of the root stack.

use std::collections::BTreeMap;

use burgeon_cloudformation::{Condition, LogicalId, Parameter, Value, map};
use burgeon_core::api::StateMachine;
use burgeon_core::deployment::{
    ENVIRONMENT_SUFFIX, NO_ENVIRONMENT, PICTURES_BUCKET, Piece, Variable, pieces,
};

/// What a part of a stack needs to know of the environment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Environment {
    /// Nothing.
    #[default]
    Unused,
    /// Its name.
    Name,
    /// Its name, and whether there is one at all.
    Condition,
}

/// The logical id of the parameter.
pub(super) fn id() -> LogicalId {
    LogicalId::from_name(Variable::Environment.name())
}

/// The logical id of the condition that there is an environment.
pub(super) fn condition_id() -> LogicalId {
    LogicalId::from_name("HasEnvironmentParameter")
}

/// The parameter.
pub(super) fn parameter() -> Parameter {
    Parameter::string()
        .description(format!("The environment, `{NO_ENVIRONMENT}` if there are no several"))
        .default(NO_ENVIRONMENT)
        .attribute("AllowedPattern", "[A-Za-z0-9_-]+")
}

/// The condition that there is an environment.
pub(super) fn condition() -> Condition {
    Condition::equals(Value::reference(&id()), NO_ENVIRONMENT).negated()
}

/// What variables need to know of the environment.
pub(super) fn used_in<'a>(variables: impl IntoIterator<Item = &'a Variable>) -> Environment {
    let used = variables.into_iter().map(|variable| match variable {
        Variable::Environment => Environment::Name,
        Variable::EnvironmentSuffix => Environment::Condition,
        _ => Environment::Unused,
    });
    used.max().unwrap_or_default()
}

/// What a text for `Fn::Sub` needs to know of the environment.
pub(super) fn used_in_sub(text: &str) -> Environment {
    let known = [Variable::Environment, Variable::EnvironmentSuffix];
    used_in(known.iter().filter(|variable| text.contains(reference_in_sub(**variable))))
}

/// A text for `Fn::Sub`.
pub(super) fn sub(text: String) -> Value {
    if !text.contains(reference_in_sub(Variable::EnvironmentSuffix)) {
        return Value::sub(text);
    }
    let name = Value::sub(format!("-{}", reference_in_sub(Variable::Environment)));
    let suffix = Value::if_then(&condition_id(), name, "");
    Value::sub_with(text, map! { ENVIRONMENT_SUFFIX => suffix })
}

/// What a text of the author's needs to know of the environment.
pub(super) fn used_by(text: &str) -> Environment {
    match pieces(text).contains(&Piece::Variable(Variable::Environment)) {
        true => Environment::Name,
        false => Environment::Unused,
    }
}

/// A text with its variables filled in.
pub(super) fn filled_in(text: &str) -> Value {
    if !pieces(text).iter().any(|piece| matches!(piece, Piece::Variable(_))) {
        return Value::from(text);
    }
    Value::sub(in_sub(text))
}

/// A text with its variables, as `Fn::Sub` fills them in.
pub(super) fn in_sub(text: &str) -> String {
    pieces(text).into_iter().map(piece_in_sub).collect()
}

fn piece_in_sub(piece: Piece<'_>) -> String {
    match piece {
        Piece::Text(text) => Value::literal_in_sub(text),
        Piece::Variable(variable) => reference_in_sub(variable).to_owned(),
    }
}

/// A variable's value, as `Fn::Sub` finds it.
fn reference_in_sub(variable: Variable) -> &'static str {
    match variable {
        Variable::Environment => "${env}",
        Variable::EnvironmentSuffix => "${EnvironmentSuffix}",
        Variable::Region => "${AWS::Region}",
        Variable::StateMachines => StateMachine::ARN_PREFIX,
        Variable::PicturesBucket => "${PicturesBucket}",
        Variable::Endpoint => "${GraphQLEndpoint}",
    }
}

/// The parameters of the root stack that variables stand for, beside `env`, and what each is.
pub(super) fn parameters<'a>(
    variables: impl IntoIterator<Item = &'a Variable>,
) -> BTreeMap<LogicalId, String> {
    let parameter = |variable: &Variable| match variable {
        Variable::PicturesBucket => Some((
            LogicalId::from_name(PICTURES_BUCKET),
            "The S3 bucket with the pictures that queries read".to_owned(),
        )),
        Variable::Environment
        | Variable::EnvironmentSuffix
        | Variable::Region
        | Variable::StateMachines
        | Variable::Endpoint => None,
    };
    variables.into_iter().filter_map(parameter).collect()
}

/// The parameters of the root stack, beside `env`, that a text for `Fn::Sub` names.
pub(super) fn parameters_in(text: &str) -> BTreeMap<LogicalId, String> {
    let is_named = |variable: &&Variable| text.contains(reference_in_sub(**variable));
    parameters([Variable::PicturesBucket].iter().filter(is_named))
}

/// A template that finds its variables' values set.
pub(super) fn template<'a>(variables: impl IntoIterator<Item = &'a Variable>, text: &str) -> Value {
    let set = |variable: &Variable| {
        format!("#set( ${} = '{}' )\n", variable.name(), reference_in_sub(*variable))
    };
    let head: String = variables.into_iter().map(set).collect();
    sub(head + &Value::literal_in_sub(text))
}
