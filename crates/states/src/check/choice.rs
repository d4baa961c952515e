//! Choices that may fall through.

use serde_json::Value as Json;

use crate::definition::{Comparison, Condition, Kind, Operation, State, Template, Transition};
use crate::fault::Problem;

/// Warns of a `Choice` without a default whose rules do not cover every input.
pub(super) fn check(state: &State, problems: &mut Vec<Problem>) {
    let (Kind::Choice(rules), Transition::None) = (&state.kind, &state.transition) else { return };
    let mut alternatives = Vec::new();
    for rule in rules {
        match &rule.condition {
            Condition::Or(conditions) => alternatives.extend(conditions),
            condition => alternatives.push(condition),
        }
    }
    let exhaustive = alternatives.iter().any(|condition| always(condition))
        || alternatives.iter().enumerate().any(|(index, condition)| {
            alternatives.iter().skip(index + 1).any(|other| complementary(condition, other))
        });
    if !exhaustive && !rules.is_empty() {
        problems.push(
            Problem::new(
                "states::fall_through",
                format!("`{}` has no `Default`, and its rules may all fail", state.name),
                &state.span,
            )
            .warning()
            .label("fails with `States.NoChoiceMatched` then")
            .help("add `Default`, such as a state of type `Fail`"),
        );
    }
}

fn always(condition: &Condition) -> bool {
    match condition {
        Condition::And(conditions) => conditions.is_empty(),
        Condition::Jsonata(expression) => expression.text == "true",
        _ => false,
    }
}

/// Whether one of two conditions always holds.
fn complementary(left: &Condition, right: &Condition) -> bool {
    match (left, right) {
        (Condition::Not(inner), other) | (other, Condition::Not(inner)) => same(inner, other),
        (
            Condition::Test { variable, comparison, operand },
            Condition::Test { variable: other, comparison: against, operand: value },
        ) => {
            let (Some(operand), Some(value)) = (operand.literal(), value.literal()) else {
                return false;
            };
            let booleans = matches!((&operand, &value), (Json::Bool(l), Json::Bool(r)) if l != r);
            variable == other
                && ((comparison == against && booleans)
                    || (operand == value && opposed(*comparison, *against)))
        }
        _ => false,
    }
}

fn opposed(left: Comparison, right: Comparison) -> bool {
    use Operation::{GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    let pair = (left.operation, right.operation);
    left.subject == right.subject
        && matches!(
            pair,
            (LessThan, GreaterThanEquals)
                | (GreaterThanEquals, LessThan)
                | (GreaterThan, LessThanEquals)
                | (LessThanEquals, GreaterThan)
        )
}

/// Whether two conditions are the same text.
fn same(left: &Condition, right: &Condition) -> bool {
    match (left, right) {
        (Condition::Not(left), Condition::Not(right)) => same(left, right),
        (Condition::And(left), Condition::And(right))
        | (Condition::Or(left), Condition::Or(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Condition::Jsonata(left), Condition::Jsonata(right)) => left.text == right.text,
        (
            Condition::Test { variable, comparison, operand },
            Condition::Test { variable: other, comparison: against, operand: value },
        ) => variable == other && comparison == against && equal(operand, value),
        _ => false,
    }
}

fn equal(left: &Template, right: &Template) -> bool {
    match (left, right) {
        (Template::Path(left), Template::Path(right)) => left == right,
        _ => left.literal().is_some() && left.literal() == right.literal(),
    }
}
