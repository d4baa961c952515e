//! Comparisons of `Choice` states as conditions.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::code::{Code, Gives};
use super::data::Data;
use super::{Converter, Refusal};
use crate::definition::{Comparison, Condition, Operation, Subject, Template};

/// A time in RFC 3339, as a regular expression.
const TIMESTAMP: &str = r"/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/";

/// The expressions that have a value wherever a condition is evaluated.
pub(super) type Present = HashSet<String>;

impl Converter {
    /// A condition as an expression that is true or false. Adds to `present` what the evaluation
    /// shows to have a value in any case.
    pub(super) fn condition(
        &self,
        condition: &Condition,
        input: &Data,
        present: &mut Present,
    ) -> Result<Code, Refusal> {
        Ok(match condition {
            Condition::And(conditions) => self.combined(conditions, true, input, present)?,
            Condition::Or(conditions) => self.combined(conditions, false, input, present)?,
            Condition::Not(condition) => {
                let inner = self.condition(condition, input, present)?;
                Code::call(format!("$not({})", inner.text), Gives::Boolean)
            }
            Condition::Test { variable, comparison, operand } => {
                let variable = self.path(variable, input)?;
                let variable = self.code_of(&variable)?;
                let operand = match operand {
                    Template::Path(path) => {
                        let operand = self.path(path, input)?;
                        self.side(self.code_of(&operand)?, present)
                    }
                    other => {
                        let value = other.literal().unwrap_or_default();
                        match (comparison.operation, &value) {
                            (Operation::Matches, Json::String(pattern)) => {
                                return Ok(self.matches(self.side(variable, present), pattern));
                            }
                            _ => Side::known(Code::literal(&value)),
                        }
                    }
                };
                if comparison.subject == Subject::Present {
                    return Ok(truth(format!("$exists({})", variable.text), &operand.code));
                }
                self.test(*comparison, self.side(variable, present), operand)
            }
            Condition::Jsonata(code) => Code::operation(&code.text, Gives::Boolean),
        })
    }

    fn combined(
        &self,
        conditions: &[Condition],
        all: bool,
        input: &Data,
        present: &mut Present,
    ) -> Result<Code, Refusal> {
        let mut parts = Vec::new();
        let mut known = present.clone();
        for (index, condition) in conditions.iter().enumerate() {
            let part = self.condition(condition, input, &mut known)?;
            if index == 0 {
                // Only the first one is evaluated in any case.
                present.clone_from(&known);
            }
            known.extend(self.implied(condition, all, input));
            parts.push(part);
        }
        Ok(match &parts[..] {
            [] => Code::literal(&all.into()),
            [only] => only.clone(),
            _ => {
                let parts: Vec<_> = parts.iter().map(Code::primary).collect();
                Code::operation(parts.join(if all { " and " } else { " or " }), Gives::Boolean)
            }
        })
    }

    /// The expressions that have a value if a condition has the outcome `holds`.
    fn implied(&self, condition: &Condition, holds: bool, input: &Data) -> Vec<String> {
        match condition {
            Condition::Not(condition) => self.implied(condition, !holds, input),
            Condition::And(conditions) if holds => {
                conditions.iter().flat_map(|inner| self.implied(inner, true, input)).collect()
            }
            Condition::Or(conditions) if !holds => {
                conditions.iter().flat_map(|inner| self.implied(inner, false, input)).collect()
            }
            Condition::Test { variable, comparison, operand }
                if comparison.subject == Subject::Present
                    && operand.literal() == Some(holds.into()) =>
            {
                let code = self.path(variable, input).and_then(|data| self.code_of(&data));
                code.into_iter().map(|code| code.text).collect()
            }
            _ => Vec::new(),
        }
    }

    /// An operand, which is checked unless it is known to have a value.
    fn side(&self, code: Code, present: &mut Present) -> Side {
        match present.insert(code.text.clone()) {
            true => Side { first: Some(self.checked(&code).primary()), code },
            false => Side::known(code),
        }
    }

    fn test(&self, comparison: Comparison, mut value: Side, mut operand: Side) -> Code {
        let subject = comparison.subject;
        let operator = match comparison.operation {
            Operation::Is | Operation::Matches => {
                return truth(is(subject, &value.text()), &operand.code);
            }
            Operation::Equals => "=",
            Operation::LessThan => "<",
            Operation::GreaterThan => ">",
            Operation::LessThanEquals => "<=",
            Operation::GreaterThanEquals => ">=",
        };
        let kind = match subject {
            Subject::Numeric => Gives::Number,
            Subject::Boolean => Gives::Boolean,
            _ => Gives::Text,
        };
        let is_literal = |code: &Code| code.text.starts_with(['\'', '"']);
        let is_typed = |code: &Code| code.gives == kind;
        // Equality with a value of a known type compares the types too.
        let is_equality = operator == "=" && (is_typed(&value.code) || is_typed(&operand.code));
        let mut parts: Vec<String> = Vec::new();
        for side in [&mut value, &mut operand] {
            let needs_guard = match subject {
                // A literal timestamp was checked when the definition was read.
                Subject::Timestamp => !is_literal(&side.code),
                _ => !is_equality && !is_typed(&side.code),
            };
            if self.keeps_checks() && needs_guard {
                parts.push(is(subject, &side.text()));
            }
        }
        let (l, r) = (value.text(), operand.text());
        parts.push(match subject {
            Subject::Timestamp => format!("$toMillis({l}) {operator} $toMillis({r})"),
            _ => format!("{l} {operator} {r}"),
        });
        Code::operation(parts.join(" and "), Gives::Boolean)
    }

    /// `StringMatches` as a regular expression.
    fn matches(&self, mut value: Side, pattern: &str) -> Code {
        let guard = self.keeps_checks().then(|| is(Subject::String, &value.text()));
        let contains = format!("$contains({}, {})", value.text(), regular_expression(pattern));
        match guard {
            Some(guard) => Code::operation(format!("{guard} and {contains}"), Gives::Boolean),
            None => Code::call(contains, Gives::Boolean),
        }
    }
}

/// A side of a comparison. Its first occurrence in the text is checked, the further ones are not.
struct Side {
    code: Code,
    first: Option<String>,
}

impl Side {
    fn known(code: Code) -> Self {
        Self { code, first: None }
    }

    fn text(&mut self) -> String {
        self.first.take().unwrap_or_else(|| self.code.primary())
    }
}

/// A test of a value's type.
fn is(subject: Subject, text: &str) -> String {
    match subject {
        Subject::Numeric => format!("$type({text}) = 'number'"),
        Subject::Boolean => format!("$type({text}) = 'boolean'"),
        Subject::Null => format!("{text} = null"),
        Subject::Timestamp => {
            format!("$type({text}) = 'string' and $contains({text}, {TIMESTAMP})")
        }
        Subject::String | Subject::Present => format!("$type({text}) = 'string'"),
    }
}

/// A test that is expected to be true, false, or the value of another expression.
fn truth(test: String, expected: &Code) -> Code {
    match expected.text.as_str() {
        "true" => Code::operation(test, Gives::Boolean),
        "false" => Code::call(format!("$not({test})"), Gives::Boolean),
        other => Code::operation(format!("({test}) = {other}"), Gives::Boolean),
    }
}

/// A pattern with the wildcard `*` and the escape `\` as a regular expression.
fn regular_expression(pattern: &str) -> String {
    let mut text = String::from("/^");
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        let literal = match c {
            '*' => {
                text.push_str(r"[\s\S]*");
                continue;
            }
            '\\' => characters.next().unwrap_or(c),
            c => c,
        };
        match literal {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c if r"\^$.|?*+()[]{}/".contains(c) => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text + "$/"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_become_regular_expressions() {
        assert_eq!(regular_expression(r"a.b\*/*"), r"/^a\.b\*\/[\s\S]*$/");
    }
}
