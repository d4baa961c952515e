//! Directives other than `#if` and `#set`, and calls of macros.

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::codes;
use crate::syntax::ast::{Argument, Call, Evaluate, Expression, Foreach, Macro, Node, Scope};
use crate::syntax::problem::Problem;
use crate::syntax::token::Kind;

/// The directives that are looked up by name. `#return` is AppSync's.
const DIRECTIVES: [&str; 10] = [
    "foreach", "include", "parse", "macro", "literal", "evaluate", "break", "define", "stop",
    "return",
];

/// An argument of a directive.
struct DirectiveArgument {
    value: Expression,
    /// The index of its first token.
    token: usize,
    kind: Kind,
    literal: Box<str>,
    /// If it is a reference to a variable alone or more: its variable.
    variable: Option<usize>,
}

impl Parser<'_, '_> {
    pub(super) fn is_directive(&self, name: &str) -> bool {
        DIRECTIVES.contains(&name) || self.names.defines_macro(name)
    }

    /// A directive, at its name. Nothing if it leaves nothing to evaluate.
    pub(super) fn directive(&mut self) -> Parsed<Option<Node>> {
        let first = self.next;
        let bracketed = self.peek()? == Kind::BracketedWord;
        self.next += 1;
        let image = self.image(first);
        let name =
            if bracketed { image.get(2..image.len().saturating_sub(1)) } else { image.get(1..) }
                .unwrap_or_default();
        self.lexer.enter_directive();
        let known = DIRECTIVES.contains(&name);
        let arguments = if self.lexer.before_parenthesis() {
            Some(self.nested(|parser| parser.directive_arguments(name, known))?)
        } else {
            self.lexer.leave_directive();
            None
        };
        let called = arguments.is_some();
        let arguments = arguments.unwrap_or_default();
        match name {
            "foreach" => self.foreach(first, arguments).map(Some),
            "macro" => self.macro_definition(first, called, arguments).map(|()| None),
            "define" => self.define(first, arguments).map(Some),
            "literal" => self.literal_block(first, called).map(Some),
            "evaluate" => self.evaluate(first, arguments).map(Some),
            "break" => {
                self.at_most_one(first, name, &arguments)?;
                let span = self.span_from(first);
                let scope = arguments.into_iter().next();
                let scope = scope.map(|a| Scope { value: a.value, literal: a.literal, span });
                Ok(Some(Node::Break(scope.map(Box::new))))
            }
            "stop" => {
                self.at_most_one(first, name, &arguments)?;
                Ok(Some(Node::Stop))
            }
            "return" => {
                self.at_most_one(first, name, &arguments)?;
                Ok(Some(Node::Return(arguments.into_iter().next().map(|a| Box::new(a.value)))))
            }
            "include" | "parse" => Err(self.unsupported(first, name)),
            _ => self.call(first, name, called, arguments).map(Some),
        }
    }

    /// `( argument [,] argument … )`.
    fn directive_arguments(&mut self, name: &str, known: bool) -> Parsed<Vec<DirectiveArgument>> {
        let directive = self.next - 1;
        self.skip_whitespace()?;
        self.expect(Kind::LeftParen)?;
        let mut arguments = Vec::new();
        loop {
            self.skip_whitespace()?;
            if self.eat(Kind::Comma)? {
                self.skip_whitespace()?;
            } else if self.peek()? == Kind::RightParen {
                break;
            }
            let argument = self.directive_argument()?;
            let position = arguments.len();
            let word = argument.kind == Kind::Word;
            if word && known {
                let expected = match name {
                    "macro" => position == 0,
                    "foreach" => position == 1,
                    _ => false,
                };
                if !expected {
                    return Err(Problem::syntax(
                        format!("`#{name}` does not take a bare word here"),
                        self.token_span(argument.token),
                    )
                    .label("not a value")
                    .help("quote it, or write `$` before it"));
                }
            } else if name == "macro" && position == 0 && !word {
                return Err(Problem::syntax(
                    "a macro's name is a bare word",
                    self.token_span(argument.token),
                )
                .label("not a name")
                .help("write `#macro(name $parameter)`"));
            }
            arguments.push(argument);
        }
        self.expect(Kind::RightParen)?;
        if name == "macro" && arguments.is_empty() {
            return Err(Problem::syntax("a macro without a name", self.token_span(directive))
                .label("no name follows")
                .help("write `#macro(name $parameter)`"));
        }
        Ok(arguments)
    }

    fn directive_argument(&mut self) -> Parsed<DirectiveArgument> {
        let token = self.next;
        let kind = self.peek()?;
        let mut variable = None;
        let value = match kind {
            Kind::Word => {
                self.next += 1;
                Expression::Word
            }
            Kind::LeftParen => return Err(self.unexpected("an argument or `)`")),
            _ => self.value(super::expression::Accept::Parameter)?,
        };
        if let Expression::Reference(reference) = &value {
            variable = Some(reference.variable);
        }
        let literal = self.literal(token);
        Ok(DirectiveArgument { value, token, kind, literal, variable })
    }

    fn at_most_one(&self, first: usize, name: &str, arguments: &[DirectiveArgument]) -> Parsed<()> {
        match arguments.get(1) {
            None => Ok(()),
            Some(second) => Err(Problem::syntax(
                format!("`#{name}` takes one argument at most"),
                self.token_span(second.token),
            )
            .label("one too many")
            .help(format!("remove it; `{}` starts the directive", self.image(first)))),
        }
    }

    fn foreach(&mut self, first: usize, arguments: Vec<DirectiveArgument>) -> Parsed<Node> {
        let body = self.block()?;
        self.end_of(first, "#foreach")?;
        let variable = arguments.first().and_then(|a| a.variable);
        let separated = arguments.get(1).is_some_and(|a| a.kind == Kind::Word);
        let count = arguments.len();
        let list = arguments.into_iter().nth(2).map(|a| a.value);
        match (variable, list) {
            (Some(variable), Some(list)) if count == 3 && separated => {
                let span = self.span_from(first);
                Ok(Node::Foreach(Box::new(Foreach { variable, list, body, span })))
            }
            _ => Err(Problem::syntax(
                "`#foreach` takes a variable, `in` and a list",
                self.token_span(first),
            )
            .label("has other arguments")
            .help("write `#foreach($element in $list)`")),
        }
    }

    fn macro_definition(
        &mut self,
        first: usize,
        called: bool,
        arguments: Vec<DirectiveArgument>,
    ) -> Parsed<()> {
        if !called {
            return Err(Problem::syntax("a macro without a name", self.token_span(first))
                .label("no name follows")
                .help("write `#macro(name $parameter)`"));
        }
        let body = Arc::new(self.block()?);
        self.end_of(first, "#macro")?;
        let mut images = arguments.iter().map(|argument| self.image(argument.token).to_owned());
        let name = images.next().unwrap_or_default();
        let images: Vec<_> = images.collect();
        let parameters = images
            .iter()
            .map(|image| self.names.variable(image.strip_prefix('$').unwrap_or(image)))
            .collect();
        let definition = Macro { name: name.as_str().into(), parameters, body };
        self.names.define_macro(&name, definition);
        Ok(())
    }

    fn define(&mut self, first: usize, arguments: Vec<DirectiveArgument>) -> Parsed<Node> {
        let body = Arc::new(self.block()?);
        self.end_of(first, "#define")?;
        match arguments.as_slice() {
            [argument] if argument.variable.is_some() => {
                // As in `#set`, the name is what follows `$` in the first token.
                let name = self.image(argument.token).get(1..).unwrap_or_default().to_owned();
                Ok(Node::Define { variable: self.names.variable(&name), body })
            }
            _ => Err(Problem::syntax("`#define` takes one reference", self.token_span(first))
                .label("has other arguments")
                .help("write `#define($name) … #end`")),
        }
    }

    /// `#literal()`: its block is parsed, and printed unchanged.
    fn literal_block(&mut self, first: usize, called: bool) -> Parsed<Node> {
        if !called {
            return Err(Problem::syntax("`#literal` without parentheses", self.token_span(first))
                .label("here")
                .help("write `#literal()`, or put the text between `#[[` and `]]#`"));
        }
        let start = self.next;
        self.block()?;
        let text = self.literal(start);
        self.end_of(first, "#literal")?;
        Ok(Node::Text(text))
    }

    fn evaluate(&mut self, first: usize, arguments: Vec<DirectiveArgument>) -> Parsed<Node> {
        let mut arguments = arguments.into_iter();
        match (arguments.next(), arguments.next()) {
            (Some(argument), None)
                if argument.variable.is_some() || argument.kind == Kind::String =>
            {
                let span = self.span_from(first);
                self.names.expect_counters();
                Ok(Node::Evaluate(Box::new(Evaluate { text: argument.value, span })))
            }
            _ => Err(Problem::syntax(
                "`#evaluate` takes one string or reference",
                self.token_span(first),
            )
            .label("has other arguments")
            .help("write `#evaluate($text)`")),
        }
    }

    fn unsupported(&self, first: usize, name: &str) -> Problem {
        Problem::new(
            &codes::UNSUPPORTED_DIRECTIVE,
            format!("`#{name}` is not available"),
            self.token_span(first),
        )
        .label("not supported in mapping templates")
        .help("AppSync evaluates each template by itself: write its text here")
    }

    /// A call of a macro, which may be defined elsewhere or not at all.
    fn call(
        &mut self,
        first: usize,
        name: &str,
        called: bool,
        arguments: Vec<DirectiveArgument>,
    ) -> Parsed<Node> {
        let mut name = name;
        let mut body = None;
        if let Some(block_macro) = name.strip_prefix('@') {
            if !called {
                return Ok(Node::Text(format!("#{name}").into()));
            }
            name = block_macro;
            body = Some(Arc::new(self.block()?));
            self.end_of(first, &format!("#@{name}"))?;
        }
        let word = arguments.iter().find(|a| a.kind == Kind::Word).map(|a| a.literal.clone());
        let arguments = arguments
            .into_iter()
            .map(|argument| Argument { value: argument.value, literal: argument.literal })
            .collect();
        Ok(Node::Call(Box::new(Call {
            index: self.names.macro_index(name),
            arguments,
            body,
            literal: self.images(first).into(),
            word,
            span: self.span_from(first),
        })))
    }
}
