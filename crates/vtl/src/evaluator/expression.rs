//! The values of expressions.

use super::arithmetic::integers;
use super::comparison::holds;
use super::{Evaluated, Evaluator};
use crate::syntax::ast::{Chain, Expression, Interpolated, Operator};
use crate::value::{Key, Map, Number, Value};

impl Evaluator<'_, '_> {
    /// The value of an expression.
    pub(super) fn value(&mut self, expression: &Expression) -> Evaluated<Value> {
        match expression {
            Expression::Boolean(b) => Ok(Value::Bool(*b)),
            Expression::Number(number) => Ok(Value::Number(number.clone())),
            Expression::String(text) => Ok(Value::String(text.clone())),
            Expression::Reference(reference) => self.reference(reference),
            Expression::Interpolated(text) => self.interpolated(text),
            Expression::Word => Ok(Value::Null),
            Expression::Not(_) | Expression::And(_) | Expression::Or(_) => {
                self.truth(expression).map(Value::Bool)
            }
            Expression::Chain(chain) => match self.integers(chain) {
                Some(value) => self.state.step(chain.rest.len()).map(|()| value),
                None => self.deeper(|evaluator| evaluator.chain(chain)),
            },
            Expression::List(elements) => self.deeper(|evaluator| evaluator.list(elements)),
            Expression::Map(entries) => self.deeper(|evaluator| evaluator.map(entries)),
            Expression::Range(bounds) => self.range(bounds),
        }
    }

    /// Whether an expression holds, as a condition. Of literals, only `true` does.
    pub(super) fn truth(&mut self, expression: &Expression) -> Evaluated<bool> {
        match expression {
            Expression::Boolean(b) => Ok(*b),
            Expression::Reference(reference) => Ok(match self.reference(reference)? {
                Value::Null => false,
                Value::Bool(b) => b,
                Value::Deferred(deferred) => deferred.depth.get() < deferred.max_depth,
                _ => true,
            }),
            Expression::Not(operand) => {
                self.deeper(|evaluator| evaluator.truth(operand)).map(|holds| !holds)
            }
            Expression::And(operands) => self.deeper(|evaluator| {
                for operand in operands {
                    if !evaluator.truth(operand)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }),
            Expression::Or(operands) => self.deeper(|evaluator| {
                for operand in operands {
                    if evaluator.truth(operand)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }),
            Expression::Chain(chain) if chain.compares() => {
                if let Some(holds) = self.integer_comparison(chain) {
                    return self.state.step(1).map(|()| holds);
                }
                let holds = self.deeper(|evaluator| evaluator.chain(chain))?;
                Ok(holds.as_bool().unwrap_or(false))
            }
            // The right operand is not evaluated, and neither are its calls.
            _ => Ok(false),
        }
    }

    /// Operators of one precedence, from left to right.
    fn chain(&mut self, chain: &Chain) -> Evaluated<Value> {
        let mut left = self.value(&chain.first.value)?;
        let mut literal = &chain.first.literal;
        for link in &chain.rest {
            self.state.step(1)?;
            let result = match (&left, &link.operand.value) {
                // A literal on the right needs neither evaluation nor a copy.
                (Value::Number(left), Expression::Number(right)) => {
                    self.numbers(link.operator, left, right)
                }
                (Value::String(left), Expression::String(right)) if link.operator.equates() => {
                    Ok(Value::Bool((left == right) == (link.operator == Operator::Equal)))
                }
                (_, right) => {
                    let right = self.value(right)?;
                    self.operate(link.operator, (&left, literal), (&right, &link.operand.literal))
                }
            };
            left = match result {
                Ok(value) => value,
                Err(interrupt) => return Err(self.at(interrupt, chain.span)),
            };
            literal = &link.literal;
        }
        Ok(left)
    }

    /// One operation; both sides come with their text.
    fn operate(
        &mut self,
        operator: Operator,
        left: (&Value, &str),
        right: (&Value, &str),
    ) -> Evaluated<Value> {
        match (left.0, right.0) {
            (Value::Number(left), Value::Number(right)) => self.numbers(operator, left, right),
            (left, right) if operator.equates() => {
                let equal = self.equal(left, right)?;
                Ok(Value::Bool(equal == (operator == Operator::Equal)))
            }
            (Value::String(_), _) | (_, Value::String(_)) if operator == Operator::Add => {
                self.concatenate(left, right)
            }
            _ if operator.compares() => Ok(Value::Bool(false)),
            _ => Ok(Value::Null),
        }
    }

    /// An operation on numbers.
    fn numbers(&mut self, operator: Operator, left: &Number, right: &Number) -> Evaluated<Value> {
        match (left, right) {
            (Number::Int(left), Number::Int(right)) => Ok(integers(operator, *left, *right)),
            _ if operator.compares() => Ok(holds(operator, left, right).into()),
            _ => self.compute(operator, left, right),
        }
    }

    /// Adds two texts. A null operand is its source text.
    fn concatenate(&mut self, left: (&Value, &str), right: (&Value, &str)) -> Evaluated<Value> {
        self.build(|evaluator, text| {
            for (value, literal) in [left, right] {
                match value {
                    Value::Null => text.push_str(literal),
                    Value::String(part) => {
                        evaluator.state.allocate(part.len())?;
                        text.push_str(part);
                    }
                    Value::Deferred(_) => text.push_str(&evaluator.text_of(value)?),
                    other => other.write_text(text, &mut evaluator.state)?,
                }
            }
            Ok(())
        })
    }

    /// A string that `write` builds.
    fn build(
        &mut self,
        write: impl FnOnce(&mut Self, &mut String) -> Evaluated<()>,
    ) -> Evaluated<Value> {
        let mut text = self.state.buffers.take();
        let result = match write(self, &mut text) {
            Ok(()) => self.state.string(&text),
            Err(interrupt) => Err(interrupt),
        };
        self.state.buffers.give_back(text);
        result
    }

    /// A value as text; what `#define` made is rendered.
    pub(super) fn text_of(&mut self, value: &Value) -> Evaluated<String> {
        match value {
            Value::Deferred(deferred) => {
                let mut text = String::new();
                let rendered = self.render_deferred(deferred, &mut text)?;
                self.state.allocate(text.len())?;
                Ok(if rendered { text } else { "null".into() })
            }
            other => other.to_text(&mut self.state),
        }
    }

    fn interpolated(&mut self, text: &Interpolated) -> Evaluated<Value> {
        self.build(|evaluator, out| {
            evaluator.render(&text.block, out)?;
            if text.padded {
                out.pop();
            }
            Ok(())
        })
    }

    fn list(&mut self, elements: &[Expression]) -> Evaluated<Value> {
        self.state.allocate(elements.len() * size_of::<Value>() + 64)?;
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            values.push(self.value(element)?);
        }
        Ok(values.into())
    }

    fn map(&mut self, entries: &[(Expression, Expression)]) -> Evaluated<Value> {
        self.state.allocate(entries.len() * 64 + 128)?;
        let map = Map::with_capacity(entries.len());
        for (key, value) in entries {
            let key = self.value(key)?;
            let key = Key::of(&key, &mut self.state)?;
            map.insert(key, self.value(value)?);
        }
        Ok(map.into())
    }

    fn range(&mut self, bounds: &(Expression, Expression)) -> Evaluated<Value> {
        let Some((first, last)) = self.range_bounds(bounds)? else {
            return Ok(Value::Null);
        };
        let count = first.abs_diff(last) as usize + 1;
        self.state.allocate(count * size_of::<Value>() + 64)?;
        let int = |n: i64| Value::from(n as i32);
        Ok(if first < last {
            (first..=last).map(int).collect::<Vec<_>>().into()
        } else {
            (last..=first).rev().map(int).collect::<Vec<_>>().into()
        })
    }
}

impl Chain {
    /// Whether its value is that of a comparison.
    fn compares(&self) -> bool {
        self.rest.last().is_some_and(|link| link.operator.compares())
    }
}

impl Operator {
    fn equates(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }

    pub(super) fn compares(self) -> bool {
        self.equates()
            || matches!(self, Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual)
    }
}
