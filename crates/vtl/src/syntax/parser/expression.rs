//! Expressions, and the simpler forms that methods, indices and directives take.

use std::ops::Range;

use super::precedence::{Precedence, operator, precedence};
use super::{Parsed, Parser, VALUE};
use crate::codes;
use crate::syntax::ast::{Chain, Expression, Link, Operand, Reference};
use crate::syntax::problem::Problem;
use crate::syntax::token::Kind;
use crate::value::Number;

/// Digits that an integer may have: reading them takes the square of their number.
const MAX_DIGITS: usize = 10_000;

/// The accepted forms of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accept {
    /// An operand, parentheses included.
    Operand,
    /// An argument of a method, or an element of a list or map.
    Parameter,
    /// An index: no lists, maps or floating point numbers.
    Index,
}

/// A value, and the tokens that it is made of.
struct Found {
    value: Expression,
    tokens: Range<usize>,
    /// Whether they are in parentheses, of which the closing one is among the tokens.
    closed: bool,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        self.nested(|parser| Ok(parser.operation(Precedence::Or)?.value))
    }

    /// An operand with the following operators of at least the precedence `lowest`.
    fn operation(&mut self, lowest: Precedence) -> Parsed<Found> {
        let start = self.next;
        let mut operand = self.unary()?;
        while let Some(precedence) = precedence(self.peek()?).filter(|found| *found >= lowest) {
            operand = match precedence {
                Precedence::Or | Precedence::And => self.logical(operand, precedence)?,
                _ => self.chain(operand, precedence, start)?,
            };
        }
        Ok(operand)
    }

    /// Operands with `||` or `&&` between them, after the first one.
    fn logical(&mut self, first: Found, precedence: Precedence) -> Parsed<Found> {
        let (kind, next) = match precedence {
            Precedence::Or => (Kind::Or, Precedence::And),
            _ => (Kind::And, Precedence::Equality),
        };
        let mut operands = vec![first.value];
        while self.eat(kind)? {
            operands.push(self.operation(next)?.value);
        }
        let value = match precedence {
            Precedence::Or => Expression::Or(operands),
            _ => Expression::And(operands),
        };
        // Its literal is never rendered: its value is not null.
        Ok(Found { value, ..first })
    }

    /// Operands with operators of one precedence between them, after the first one.
    fn chain(&mut self, first: Found, level: Precedence, start: usize) -> Parsed<Found> {
        let first = self.operand(first);
        let mut rest = Vec::new();
        let mut last = self.next;
        while let Some(operator) = operator(self.peek()?, level) {
            self.next += 1;
            last = self.next;
            let found = self.operation(level.next())?;
            let operand = self.operand(found);
            rest.push(Link { operator, operand, literal: self.literal(last) });
        }
        let span = self.span_from(start);
        let is_integral = first.value.may_be_integer()
            && rest.iter().all(|link| link.operand.value.may_be_integer());
        let value = Expression::Chain(Box::new(Chain { first, rest, is_integral, span }));
        Ok(Found { value, tokens: last..self.next, closed: false })
    }

    /// An operand with the text that it prints where it is null.
    fn operand(&self, found: Found) -> Operand {
        let mut literal: Box<str> = self.literal_of(found.tokens.clone());
        if found.closed {
            let closing = self.image(found.tokens.end - 1).len();
            literal =
                literal.get(..literal.len().saturating_sub(closing)).unwrap_or_default().into();
        }
        Operand { value: found.value, literal }
    }

    fn unary(&mut self) -> Parsed<Found> {
        let negated = self.peek()? == Kind::Not
            || (self.peek()? == Kind::Whitespace && self.peek_at(1)? == Kind::Not);
        if negated {
            self.skip_whitespace()?;
            self.expect(Kind::Not)?;
            let operand = self.nested(Self::unary)?;
            return Ok(Found { value: Expression::Not(Box::new(operand.value)), ..operand });
        }
        self.skip_whitespace()?;
        let start = self.next;
        let closed = self.peek()? == Kind::LeftParen;
        let value = self.value(Accept::Operand)?;
        let tokens = start + usize::from(closed)..self.next;
        self.skip_whitespace()?;
        Ok(Found { value, tokens, closed })
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
            _ => return Err(self.unexpected(VALUE)),
        })
    }

    fn reference_value(&mut self) -> Parsed<Expression> {
        let reference: Result<Reference, String> = self.reference()?;
        // An invalid reference is null.
        Ok(reference.map_or(Expression::Word, |r| Expression::Reference(Box::new(r))))
    }

    /// An integer; its token may begin with a `#` that only looked like a directive.
    fn integer(&mut self) -> Parsed<Expression> {
        let digits = self.image(self.next);
        if digits.len() > MAX_DIGITS {
            let problem = Problem::new(
                &codes::SIZE,
                format!("a number of more than {MAX_DIGITS} digits"),
                self.token_span(self.next),
            );
            return Err(problem.label("too long").help("write it as a string"));
        }
        let number = Number::parse_integer(digits);
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
