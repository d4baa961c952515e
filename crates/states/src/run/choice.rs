//! Whether conditions hold.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::Failure;
use super::data::Frame;
use crate::definition::{Comparison, Condition, Operation, Subject, Template};
use crate::path::{Budget, SelectError};
use crate::time;

pub(super) fn holds(
    frame: &Frame<'_, '_>,
    condition: &Condition,
    input: &Json,
) -> Result<bool, Failure> {
    match condition {
        Condition::And(conditions) => {
            for condition in conditions {
                if !holds(frame, condition, input)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(conditions) => {
            for condition in conditions {
                if holds(frame, condition, input)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(condition) => Ok(!holds(frame, condition, input)?),
        Condition::Jsonata(expression) => frame.condition(expression),
        Condition::Test { variable, comparison, operand } => {
            let find = |path: &crate::Path| {
                frame.with_roots(input, |roots| path.select(roots, &mut Budget::default()))
            };
            let failed = |error: SelectError| frame.invalid("Choices", error.to_string());
            let value = match find(variable) {
                Err(SelectError::Missing(_)) if comparison.subject == Subject::Present => None,
                found => Some(found.map_err(failed)?),
            };
            let operand = match operand {
                Template::Path(path) => find(path).map_err(failed)?,
                other => frame.field("Choices", other, input)?,
            };
            Ok(compare(*comparison, value.as_ref(), &operand))
        }
    }
}

fn compare(comparison: Comparison, value: Option<&Json>, operand: &Json) -> bool {
    if comparison.operation == Operation::Is {
        return Some(is(comparison.subject, value)) == operand.as_bool();
    }
    let Some(value) = value else { return false };
    let order = match comparison.subject {
        Subject::String => value.as_str().zip(operand.as_str()).map(|(l, r)| {
            if comparison.operation == Operation::Matches {
                let matches = matches(l, r);
                return if matches { Ordering::Equal } else { Ordering::Less };
            }
            l.encode_utf16().cmp(r.encode_utf16())
        }),
        Subject::Numeric => {
            value.as_f64().zip(operand.as_f64()).and_then(|(l, r)| l.partial_cmp(&r))
        }
        Subject::Timestamp => {
            let time = |value: &Json| value.as_str().and_then(time::parse);
            time(value).zip(time(operand)).map(|(l, r)| l.cmp(&r))
        }
        Subject::Boolean => value.as_bool().zip(operand.as_bool()).map(|(l, r)| l.cmp(&r)),
        Subject::Null | Subject::Present => None,
    };
    order.is_some_and(|order| match comparison.operation {
        Operation::Equals | Operation::Matches => order.is_eq(),
        Operation::LessThan => order.is_lt(),
        Operation::GreaterThan => order.is_gt(),
        Operation::LessThanEquals => order.is_le(),
        Operation::GreaterThanEquals => order.is_ge(),
        Operation::Is => false,
    })
}

fn is(subject: Subject, value: Option<&Json>) -> bool {
    let Some(value) = value else { return false };
    match subject {
        Subject::Present => true,
        Subject::Null => value.is_null(),
        Subject::Numeric => value.is_number(),
        Subject::String => value.is_string(),
        Subject::Boolean => value.is_boolean(),
        Subject::Timestamp => value.as_str().is_some_and(|text| time::parse(text).is_some()),
    }
}

/// Whether `text` matches a pattern with the wildcard `*` and the escape `\`.
fn matches(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut parts: Vec<Option<char>> = Vec::new();
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match c {
            '*' => parts.push(None),
            '\\' => parts.extend(characters.next().map(Some)),
            c => parts.push(Some(c)),
        }
    }
    // The place of the last `*`, and how much of the text it has taken.
    let (mut at, mut part, mut star) = (0, 0, None);
    while at < text.len() {
        match parts.get(part) {
            Some(None) => {
                star = Some((part, at));
                part += 1;
            }
            Some(Some(c)) if text.get(at) == Some(c) => {
                at += 1;
                part += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    (at, part) = (taken + 1, place + 1);
                    star = Some((place, taken + 1));
                }
                None => return false,
            },
        }
    }
    parts.get(part..).unwrap_or_default().iter().all(Option::is_none)
}
