//! The grammar of DynamoDB's condition expressions, as its developer guide gives it.

use std::collections::BTreeSet;

/// The placeholders that an expression uses, or where it breaks the grammar.
pub fn placeholders(expression: &str) -> Result<BTreeSet<String>, String> {
    let mut parser = Parser { tokens: tokens(expression)?, at: 0, used: BTreeSet::new() };
    parser.condition()?;
    match parser.peek() {
        "" => Ok(parser.used),
        rest => Err(format!("`{rest}` after the end of {expression}")),
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = match c {
            '(' | ')' | ',' | '.' | '=' => 1,
            '<' | '>' => 1 + usize::from(rest[1..].starts_with(['=', '>'])),
            '#' | ':' => 1 + rest[1..].find(|c| !word(c)).unwrap_or(rest.len() - 1),
            c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            c => return Err(format!("`{c}` in {text}")),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
    used: BTreeSet<String>,
}

impl Parser {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned().unwrap_or_default()
    }

    fn eat(&mut self, token: &str) -> bool {
        let is = self.peek() == token;
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) { Ok(()) } else { Err(format!("`{}`, not `{token}`", self.peek())) }
    }

    fn condition(&mut self) -> Result<(), String> {
        self.term()?;
        while self.eat("OR") {
            self.term()?;
        }
        Ok(())
    }

    fn term(&mut self) -> Result<(), String> {
        self.factor()?;
        while self.eat("AND") {
            self.factor()?;
        }
        Ok(())
    }

    fn factor(&mut self) -> Result<(), String> {
        if self.eat("NOT") {
            return self.factor();
        }
        if self.eat("(") {
            self.condition()?;
            return self.expect(")");
        }
        match self.peek() {
            "attribute_exists" | "attribute_not_exists" => self.function(1),
            "attribute_type" | "begins_with" | "contains" => self.function(2),
            _ => self.comparison(),
        }
    }

    fn function(&mut self, arguments: usize) -> Result<(), String> {
        self.next();
        self.expect("(")?;
        self.path()?;
        if arguments == 2 {
            self.expect(",")?;
            self.operand()?;
        }
        self.expect(")")
    }

    fn comparison(&mut self) -> Result<(), String> {
        self.operand()?;
        match self.next().as_str() {
            "=" | "<>" | "<" | "<=" | ">" | ">=" => self.operand(),
            "BETWEEN" => {
                self.operand()?;
                self.expect("AND")?;
                self.operand()
            }
            "IN" => {
                self.expect("(")?;
                self.operand()?;
                while self.eat(",") {
                    self.operand()?;
                }
                self.expect(")")
            }
            other => Err(format!("`{other}` is no comparator")),
        }
    }

    fn operand(&mut self) -> Result<(), String> {
        if self.eat("size") {
            self.expect("(")?;
            self.path()?;
            return self.expect(")");
        }
        if self.peek().starts_with(':') && self.peek().len() > 1 {
            let value = self.next();
            self.used.insert(value);
            return Ok(());
        }
        self.path()
    }

    fn path(&mut self) -> Result<(), String> {
        loop {
            if !self.peek().starts_with('#') || self.peek().len() < 2 {
                return Err(format!("`{}` is no path", self.peek()));
            }
            let name = self.next();
            self.used.insert(name);
            if !self.eat(".") {
                return Ok(());
            }
        }
    }
}
