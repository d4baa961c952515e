//! The grammar of filters: `@.price < 10 && !@.sold`.

use super::{Parsed, Parser};
use crate::path::PathError;
use crate::path::filter::{Filter, Operand, Operator};

/// The maximal nesting of filters.
const DEPTH: usize = 32;

impl Parser<'_> {
    pub(super) fn any_of(&mut self) -> Parsed<Filter> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.fail(format!("filters nest deeper than {DEPTH} levels"));
        }
        let mut either = vec![self.all_of()?];
        while self.take("||") {
            either.push(self.all_of()?);
        }
        self.depth -= 1;
        Ok(Filter::Any(either))
    }

    fn all_of(&mut self) -> Parsed<Filter> {
        let mut all = vec![self.condition()?];
        while self.take("&&") {
            all.push(self.condition()?);
        }
        Ok(Filter::All(all))
    }

    fn condition(&mut self) -> Parsed<Filter> {
        self.space();
        let negated = self.take("!");
        self.space();
        let condition = if self.take("(") {
            let inner = self.any_of()?;
            self.expect(")")?;
            inner
        } else {
            self.comparison()?
        };
        self.space();
        Ok(if negated { Filter::Not(Box::new(condition)) } else { condition })
    }

    fn comparison(&mut self) -> Parsed<Filter> {
        let left = self.operand()?;
        self.space();
        if self.take("=~") {
            self.space();
            let pattern = self.pattern()?;
            return Ok(Filter::Matches(left, pattern));
        }
        let operators = [
            ("===", Operator::Equal),
            ("!==", Operator::NotEqual),
            ("==", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        let symbol = operators.iter().find(|(token, _)| self.take(token)).map(|(_, found)| *found);
        match symbol.or_else(|| self.operator_word()) {
            Some(operator) => {
                self.space();
                Ok(Filter::Compare(left, operator, self.operand()?))
            }
            None => match left {
                Operand::Path { .. } => Ok(Filter::Exists(left)),
                Operand::Literal(_) => self.fail("a comparison is expected here"),
            },
        }
    }

    /// An operator with a name.
    fn operator_word(&mut self) -> Option<Operator> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let operator = match rest[..end].to_ascii_lowercase().as_str() {
            "in" => Operator::In,
            "nin" => Operator::NotIn,
            "subsetof" => Operator::SubsetOf,
            "anyof" => Operator::AnyOf,
            "noneof" => Operator::NoneOf,
            "all" => Operator::All,
            "contains" => Operator::Contains,
            "size" => Operator::Size,
            "empty" => Operator::Empty,
            "type" => Operator::Type,
            _ => return None,
        };
        self.at += end;
        Some(operator)
    }

    fn operand(&mut self) -> Parsed<Operand> {
        match self.peek() {
            Some('@') => {
                self.at += 1;
                Ok(Operand::Path { root: None, segments: self.segments()? })
            }
            Some('$') => {
                let (root, segments) = self.path()?;
                Ok(Operand::Path { root: Some(root), segments })
            }
            Some('\'' | '"') => Ok(Operand::Literal(self.quoted()?.into())),
            Some('[') => self.list(),
            _ => {
                let start = self.at;
                let word = self.run(|c| c.is_ascii_alphanumeric() || "+-._".contains(c));
                match serde_json::from_str(&word) {
                    Ok(value) => Ok(Operand::Literal(value)),
                    // AWS accepts a text without quotes.
                    Err(_) if word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') => {
                        Ok(Operand::Literal(word.into()))
                    }
                    Err(_) => {
                        self.at = start;
                        self.fail("`@`, a path or a literal is expected here")
                    }
                }
            }
        }
    }

    fn list(&mut self) -> Parsed<Operand> {
        self.expect("[")?;
        let mut items = Vec::new();
        loop {
            self.space();
            if self.take("]") {
                return Ok(Operand::Literal(items.into()));
            }
            if !items.is_empty() {
                self.expect(",")?;
                self.space();
            }
            if self.peek() == Some('[') {
                return self.fail("a list in a list is not expected here");
            }
            match self.operand()? {
                Operand::Literal(value) => items.push(value),
                Operand::Path { .. } => return self.fail("a literal is expected here"),
            }
        }
    }

    fn pattern(&mut self) -> Parsed<regex::Regex> {
        self.expect("/")?;
        let start = self.at;
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.find(|c| {
            let ends = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(end) = end else { return self.fail("the pattern does not end") };
        let pattern = rest[..end].replace("\\/", "/");
        self.at += end + 1;
        let insensitive = self.take("i");
        let built = regex::RegexBuilder::new(&format!("^(?:{pattern})$"))
            .case_insensitive(insensitive)
            .size_limit(1 << 18)
            .build();
        built.map_err(|_| PathError { message: "the pattern is not valid".into(), offset: start })
    }
}
