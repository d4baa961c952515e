//! Expressions, and the simpler forms that methods, indices and directives take.

use super::{Parsed, Parser};
use crate::syntax::ast::{Chain, Expression, Link, Operand, Operator, Reference};
use crate::syntax::token::Kind;
use crate::value::Number;

/// What is accepted where a value is expected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accept {
    /// What an expression is made of, parentheses included.
    Operand,
    /// An argument of a method, or an element of a list or map.
    Parameter,
    /// An index: no lists, maps or floating point numbers.
    Index,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        self.nested(Self::disjunction)
    }

    fn disjunction(&mut self) -> Parsed<Expression> {
        let first = self.conjunction()?;
        if self.peek()? != Kind::Or {
            return Ok(first);
        }
        let mut operands = vec![first];
        while self.eat(Kind::Or)? {
            operands.push(self.conjunction()?);
        }
        Ok(Expression::Or(operands))
    }

    fn conjunction(&mut self) -> Parsed<Expression> {
        let first = self.chain(0)?.value;
        if self.peek()? != Kind::And {
            return Ok(first);
        }
        let mut operands = vec![first];
        while self.eat(Kind::And)? {
            operands.push(self.chain(0)?.value);
        }
        Ok(Expression::And(operands))
    }

    /// Operators of one precedence: equality (0), comparison, addition, multiplication (3).
    fn chain(&mut self, precedence: usize) -> Parsed<Operand> {
        if precedence > 3 {
            return self.unary();
        }
        let start = self.next;
        let first = self.chain(precedence + 1)?;
        let mut rest = Vec::new();
        while let Some(operator) = operator(self.peek()?, precedence) {
            self.next += 1;
            let right = self.next;
            let operand = self.chain(precedence + 1)?;
            rest.push(Link { operator, operand, literal: self.literal(right).into() });
        }
        let Some(last) = rest.last() else {
            return Ok(first);
        };
        let literal = last.literal.clone();
        let span = self.span_from(start);
        Ok(Operand { value: Expression::Chain(Box::new(Chain { first, rest, span })), literal })
    }

    fn unary(&mut self) -> Parsed<Operand> {
        let negated = self.peek()? == Kind::Not
            || (self.peek()? == Kind::Whitespace && self.peek_at(1)? == Kind::Not);
        if negated {
            self.skip_whitespace()?;
            self.expect(Kind::Not)?;
            let operand = self.nested(Self::unary)?;
            let value = Expression::Not(Box::new(operand.value));
            return Ok(Operand { value, literal: operand.literal });
        }
        self.skip_whitespace()?;
        let start = self.next;
        let value = self.value(Accept::Operand)?;
        let literal = if self.tokens.get(start).is_some_and(|t| t.kind == Kind::LeftParen) {
            let mut text = self.literal(start + 1);
            text.truncate(text.len().saturating_sub(self.image(self.next - 1).len()));
            text
        } else {
            self.literal(start)
        };
        self.skip_whitespace()?;
        Ok(Operand { value, literal: literal.into() })
    }

    /// `[white space] value [white space]`.
    pub(super) fn parameter(&mut self) -> Parsed<Expression> {
        self.skip_whitespace()?;
        let value = self.value(Accept::Parameter)?;
        self.skip_whitespace()?;
        Ok(value)
    }

    pub(super) fn index_argument(&mut self) -> Parsed<Expression> {
        self.skip_whitespace()?;
        let value = self.value(Accept::Index)?;
        self.skip_whitespace()?;
        Ok(value)
    }

    pub(super) fn value(&mut self, accept: Accept) -> Parsed<Expression> {
        let kind = self.peek()?;
        let literal = !matches!(accept, Accept::Index);
        Ok(match kind {
            Kind::String => self.string_literal()?,
            Kind::Identifier | Kind::ReferenceLeftCurly => self.reference_value()?,
            Kind::Integer => self.integer()?,
            Kind::True | Kind::False => {
                self.next += 1;
                Expression::Boolean(kind == Kind::True)
            }
            Kind::Float if literal => {
                let number = self.image(self.next).parse();
                let number = number.map_err(|_| self.unexpected("a number"))?;
                self.next += 1;
                Expression::Number(Number::Double(number))
            }
            Kind::LeftBracket if literal => self.nested(Self::list_or_range)?,
            Kind::LeftCurly if literal => self.nested(Self::map)?,
            Kind::LeftParen if accept == Accept::Operand => {
                self.next += 1;
                let expression = self.expression()?;
                self.expect(Kind::RightParen)?;
                expression
            }
            _ => return Err(self.unexpected("a value")),
        })
    }

    fn reference_value(&mut self) -> Parsed<Expression> {
        let reference: Result<Reference, String> = self.reference()?;
        // What is no proper reference is null.
        Ok(reference.map_or(Expression::Word, |r| Expression::Reference(Box::new(r))))
    }

    /// An integer; its token may begin with a `#` that only looked like a directive.
    fn integer(&mut self) -> Parsed<Expression> {
        let number = Number::parse_integer(self.image(self.next));
        let number = number.ok_or_else(|| self.unexpected("a number"))?;
        self.next += 1;
        Ok(Expression::Number(number))
    }

    fn list_or_range(&mut self) -> Parsed<Expression> {
        self.expect(Kind::LeftBracket)?;
        let mut elements = Vec::new();
        if self.eat(Kind::RightBracket)? {
            return Ok(Expression::List(elements));
        }
        self.skip_whitespace()?;
        let kind = self.peek()?;
        let bound = matches!(kind, Kind::Identifier | Kind::ReferenceLeftCurly | Kind::Integer);
        let first = self.value(Accept::Parameter)?;
        self.skip_whitespace()?;
        if bound && self.eat(Kind::DoubleDot)? {
            self.skip_whitespace()?;
            let last = match self.peek()? {
                Kind::Integer => self.integer()?,
                Kind::Identifier | Kind::ReferenceLeftCurly => self.reference_value()?,
                _ => return Err(self.unexpected("a number or a reference")),
            };
            self.skip_whitespace()?;
            self.expect(Kind::RightBracket)?;
            return Ok(Expression::Range(Box::new((first, last))));
        }
        elements.push(first);
        while self.eat(Kind::Comma)? {
            elements.push(self.parameter()?);
        }
        if !self.eat(Kind::RightBracket)? {
            return Err(self.unexpected("`,` or `]`"));
        }
        Ok(Expression::List(elements))
    }

    fn map(&mut self) -> Parsed<Expression> {
        self.expect(Kind::LeftCurly)?;
        let mut entries = Vec::new();
        let empty = |kind| matches!(kind, Kind::RightCurly | Kind::ReferenceRightCurly);
        let blank = self.peek()? == Kind::Whitespace && empty(self.peek_at(1)?);
        if blank {
            self.skip_whitespace()?;
        }
        if !empty(self.peek()?) {
            loop {
                let key = self.parameter()?;
                if !self.eat(Kind::Colon)? {
                    return Err(self.unexpected("`:`"));
                }
                entries.push((key, self.parameter()?));
                if !self.eat(Kind::Comma)? {
                    break;
                }
            }
        }
        if !self.eat(Kind::RightCurly)? && !self.eat(Kind::ReferenceRightCurly)? {
            return Err(self.unexpected("`,` or `}`"));
        }
        Ok(Expression::Map(entries))
    }
}

/// The operator that a token is, if it is one of that precedence.
fn operator(kind: Kind, precedence: usize) -> Option<Operator> {
    let (operator, level) = match kind {
        Kind::Equal => (Operator::Equal, 0),
        Kind::NotEqual => (Operator::NotEqual, 0),
        Kind::Less => (Operator::Less, 1),
        Kind::LessEqual => (Operator::LessEqual, 1),
        Kind::Greater => (Operator::Greater, 1),
        Kind::GreaterEqual => (Operator::GreaterEqual, 1),
        Kind::Plus => (Operator::Add, 2),
        Kind::Minus => (Operator::Subtract, 2),
        Kind::Multiply => (Operator::Multiply, 3),
        Kind::Divide => (Operator::Divide, 3),
        Kind::Modulus => (Operator::Modulus, 3),
        _ => return None,
    };
    (level == precedence).then_some(operator)
}
