//! Reads an expression's tokens: what every expression is made of.

use super::lexer::{Token, tokens};
use super::path::{Path, Step};
use super::placeholders::Placeholders;
use super::reserved_words::is_reserved;
use crate::dynamodb::attribute_value::AttributeValue;
use crate::dynamodb::error::Error;

/// DynamoDB's limit on an expression's length.
const MAXIMUM_BYTES: usize = 4096;
/// DynamoDB's limit on the operators and functions of an expression.
const MAXIMUM_OPERATORS: usize = 300;

/// The depth limit of parentheses, which protects the stack.
const MAXIMUM_NESTING: usize = 100;

/// Reads tokens from the left. Each kind of expression adds its rules in another module.
pub struct Parser<'p> {
    kind: &'static str,
    tokens: Vec<Token>,
    position: usize,
    placeholders: &'p Placeholders,
    operators: usize,
    nesting: usize,
    /// The position of the last pair of parentheses around a condition.
    pub(super) last_parentheses: Option<(usize, usize)>,
}

impl<'p> Parser<'p> {
    /// Parses an entire expression with `rule`.
    pub fn parse<T>(
        kind: &'static str,
        expression: &str,
        placeholders: &'p Placeholders,
        rule: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut parser = Self {
            kind,
            tokens: Vec::new(),
            position: 0,
            placeholders,
            operators: 0,
            nesting: 0,
            last_parentheses: None,
        };
        if expression.trim().is_empty() {
            return Err(parser.invalid("The expression can not be empty;"));
        }
        if expression.len() > MAXIMUM_BYTES {
            let length = expression.len();
            return Err(parser.invalid(format!(
                "Expression size has exceeded the maximum allowed size; expression size: {length}"
            )));
        }
        parser.tokens = tokens(expression)
            .map_err(|near| parser.invalid(format!("Syntax error; near: \"{near}\"")))?;
        let parsed = rule(&mut parser)?;
        match parser.peek() {
            None => Ok(parsed),
            Some(_) => Err(parser.syntax_error()),
        }
    }

    /// A `ValidationException` about this expression.
    pub fn invalid(&self, what: impl std::fmt::Display) -> Error {
        Error::validation(format!("Invalid {}: {what}", self.kind))
    }

    /// The next token is unexpected.
    pub fn syntax_error(&self) -> Error {
        let end = (self.position + 3).min(self.tokens.len());
        let near: Vec<_> =
            self.tokens[self.position.min(end)..end].iter().map(ToString::to_string).collect();
        match near.first() {
            Some(token) => self
                .invalid(format!("Syntax error; token: \"{token}\", near: \"{}\"", near.join(" "))),
            None => self.invalid("Syntax error; token: \"<EOF>\""),
        }
    }

    /// Accounts for an operator or function.
    pub fn count_operator(&mut self) -> Result<(), Error> {
        self.operators += 1;
        if self.operators > MAXIMUM_OPERATORS {
            return Err(self.invalid(format!(
                "The expression contains too many operators; operator count: {}",
                self.operators
            )));
        }
        Ok(())
    }

    /// The result of `rule` within parentheses.
    pub fn nested<T>(
        &mut self,
        rule: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.nesting == MAXIMUM_NESTING {
            return Err(self.invalid("The expression is nested too deeply"));
        }
        self.nesting += 1;
        let parsed = rule(self)?;
        self.nesting -= 1;
        Ok(parsed)
    }

    /// The index of the next token.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The next token.
    pub fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.position)
    }

    /// The name of the function that is called next, if one is.
    pub fn peek_function(&self) -> Option<&str> {
        match (self.peek()?, self.tokens.get(self.position + 1)?) {
            (Token::Word(name), Token::Symbol("(")) => Some(name),
            _ => None,
        }
    }

    /// Whether the next token is the symbol. If so, it is consumed.
    pub fn take(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(s)) if *s == symbol);
        self.position += usize::from(found);
        found
    }

    /// Whether the next token is the keyword, ignoring case; consumes it if so.
    pub fn take_keyword(&mut self, keyword: &str) -> bool {
        let found =
            matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.position += usize::from(found);
        found
    }

    /// Reads the symbol.
    ///
    /// # Errors
    /// The next token is another one.
    pub fn expect(&mut self, symbol: &str) -> Result<(), Error> {
        if self.take(symbol) { Ok(()) } else { Err(self.syntax_error()) }
    }

    /// Reads the keyword.
    ///
    /// # Errors
    /// The next token is another one.
    pub fn expect_keyword(&mut self, keyword: &str) -> Result<(), Error> {
        if self.take_keyword(keyword) { Ok(()) } else { Err(self.syntax_error()) }
    }

    /// The results of `rule`, once or more, separated by commas.
    pub fn list<T>(
        &mut self,
        mut rule: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = vec![rule(self)?];
        while self.take(",") {
            items.push(rule(self)?);
        }
        Ok(items)
    }

    /// The arguments of a function whose name is taken next.
    pub fn arguments<T>(
        &mut self,
        rule: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.count_operator()?;
        self.position += 1;
        self.expect("(")?;
        let arguments = self.nested(|parser| parser.list(rule))?;
        self.expect(")")?;
        Ok(arguments)
    }

    /// `:value`, if one is next.
    pub fn value(&mut self) -> Result<Option<AttributeValue>, Error> {
        let Some(Token::Value(key)) = self.peek() else {
            return Ok(None);
        };
        let value = self.placeholders.value(key).map_err(|error| self.invalid(error))?.clone();
        self.position += 1;
        Ok(Some(value))
    }

    /// A document path.
    pub fn path(&mut self) -> Result<Path, Error> {
        let attribute = self.name()?;
        let mut steps = Vec::new();
        loop {
            if self.take(".") {
                steps.push(Step::Field(self.name()?));
            } else if self.take("[") {
                let Some(Token::Index(index)) = self.peek() else {
                    return Err(self.syntax_error());
                };
                steps.push(Step::Index(*index));
                self.position += 1;
                self.expect("]")?;
            } else {
                return Ok(Path { attribute, steps });
            }
        }
    }

    /// Whether no two of the paths get in each other's way.
    pub fn check_disjoint<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a Path>,
    ) -> Result<(), Error> {
        let mut seen: Vec<&Path> = Vec::new();
        for path in paths {
            for other in &seen {
                let how = if path.overlaps(other) {
                    "overlap"
                } else if path.conflicts(other) {
                    "conflict"
                } else {
                    continue;
                };
                return Err(self.invalid(format!(
                    "Two document paths {how} with each other; must remove or rewrite one of these paths; path one: [{other}], path two: [{path}]"
                )));
            }
            seen.push(path);
        }
        Ok(())
    }

    fn name(&mut self) -> Result<String, Error> {
        let name = match self.peek() {
            Some(Token::Name(key)) => {
                self.placeholders.name(key).map_err(|error| self.invalid(error))?.to_owned()
            }
            Some(Token::Word(word)) if is_reserved(word) => {
                return Err(self.invalid(format!(
                    "Attribute name is a reserved keyword; reserved keyword: {word}"
                )));
            }
            Some(Token::Word(word)) => word.clone(),
            _ => return Err(self.syntax_error()),
        };
        self.position += 1;
        Ok(name)
    }
}
