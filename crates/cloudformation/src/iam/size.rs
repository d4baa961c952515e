//! Policies against IAM's quotas.

use super::{Policy, Statement};
use crate::{Intrinsic, Value};

/// The maximal length of a reference's value, for a reference without a known one.
///
/// The longest ARN of a table (partition, region, account and a name of 255 characters) has 320.
pub const REFERENCE_CHARACTERS: usize = 320;

/// A statement on one action and one resource that exceeds the size of a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one statement has {characters} characters, and a policy may have {limit}")]
pub struct TooLarge {
    /// Characters of a policy with this statement alone.
    pub characters: usize,
    /// Characters a policy may have.
    pub limit: usize,
}

/// Characters of the policy as IAM counts them: without white space, every reference with the
/// given length.
pub fn characters(policy: &Policy, reference: usize) -> usize {
    let size = Size { reference };
    let statements = policy.statements().iter().map(|statement| size.of_statement(statement) + 1);
    empty() + statements.sum::<usize>()
}

/// Splits the policy into parts of at most `limit` characters, in a stable order.
///
/// `limit` is one of [`quotas`](crate::quotas): that of all inline policies of a role, or that of
/// one managed policy; `reference` is the assumed length of references. A statement that is too
/// large is divided.
pub fn split(policy: &Policy, limit: usize, reference: usize) -> Result<Vec<Policy>, TooLarge> {
    let size = Size { reference };
    let mut parts: Vec<Vec<Statement>> = Vec::new();
    let mut room = 0;
    let mut waiting: Vec<Statement> = policy.statements().iter().rev().cloned().collect();
    while let Some(statement) = waiting.pop() {
        let characters = size.of_statement(&statement) + 1;
        if empty() + characters > limit {
            let fits = |part: &Statement| empty() + size.of_statement(part) < limit;
            let Some((first, second)) = divide(statement, fits) else {
                return Err(TooLarge { characters: empty() + characters, limit });
            };
            waiting.extend([second, first]);
            continue;
        }
        match parts.last_mut() {
            Some(part) if characters <= room => part.push(statement),
            _ => {
                parts.push(vec![statement]);
                room = limit - empty();
            }
        }
        room -= characters;
    }
    Ok(parts.into_iter().map(Policy::from_iter).collect())
}

/// Resources are divided before actions, so all actions on a resource stay together.
fn divide(
    statement: Statement,
    fits: impl Fn(&Statement) -> bool,
) -> Option<(Statement, Statement)> {
    let resources =
        |of: &[Value]| Statement { resources: of.iter().cloned().collect(), ..statement.clone() };
    let actions =
        |of: &[String]| Statement { actions: of.iter().cloned().collect(), ..statement.clone() };
    let of_resources: Vec<Value> = statement.resources.iter().cloned().collect();
    let of_actions: Vec<String> = statement.actions.iter().cloned().collect();
    if of_resources.len() > 1 {
        let at = most(of_resources.len(), |count| fits(&resources(&of_resources[..count])));
        return Some((resources(&of_resources[..at]), resources(&of_resources[at..])));
    }
    if of_actions.len() > 1 {
        let at = most(of_actions.len(), |count| fits(&actions(&of_actions[..count])));
        return Some((actions(&of_actions[..at]), actions(&of_actions[at..])));
    }
    None
}

/// The largest number below `count` that fits, and 1 if none does.
fn most(count: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut least, mut above) = (1, count);
    while above - least > 1 {
        let middle = least + (above - least) / 2;
        match fits(middle) {
            true => least = middle,
            false => above = middle,
        }
    }
    least
}

/// Characters of a policy without statements.
fn empty() -> usize {
    r#"{"Version":"2012-10-17","Statement":[]}"#.len()
}

struct Size {
    reference: usize,
}

impl Size {
    fn of_statement(&self, statement: &Statement) -> usize {
        self.of_value(&statement.to_value())
    }

    fn of_value(&self, value: &Value) -> usize {
        match value {
            Value::List(values) => {
                2 + values.iter().map(|value| self.of_value(value) + 1).sum::<usize>()
            }
            Value::Map(map) => {
                let entries =
                    map.iter().map(|(name, value)| of_text(name) + 2 + self.of_value(value));
                2 + entries.sum::<usize>()
            }
            Value::Intrinsic(function) => 2 + self.of_function(function),
            Value::String(text) => of_text(text),
            Value::Integer(number) => number.to_string().len(),
            Value::Bool(_) => "false".len(),
        }
    }

    fn of_function(&self, function: &Intrinsic) -> usize {
        match function {
            Intrinsic::Sub(text, _) => {
                let mut parts = text.split("${");
                let before = parts.next().map_or(0, of_text);
                let after = |part: &str| {
                    let rest = part.split_once('}').map_or("", |(_, rest)| rest);
                    self.reference + of_text(rest)
                };
                before + parts.map(after).sum::<usize>()
            }
            Intrinsic::Join(delimiter, Value::List(values)) => {
                let each = |value| self.of_value(value) + of_text(delimiter);
                values.iter().map(each).sum()
            }
            Intrinsic::If(_, then, otherwise) => self.of_value(then).max(self.of_value(otherwise)),
            Intrinsic::Ref(_)
            | Intrinsic::GetAtt(..)
            | Intrinsic::Join(..)
            | Intrinsic::Select(..)
            | Intrinsic::Split(..)
            | Intrinsic::ImportValue(_)
            | Intrinsic::FindInMap(..) => self.reference,
        }
    }
}

fn of_text(text: &str) -> usize {
    let escaped = |character: char| match character {
        '"' | '\\' => 2,
        control if control.is_control() => 6,
        _ => 1,
    };
    2 + text.chars().map(escaped).sum::<usize>()
}
