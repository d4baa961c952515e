//! Statements: text, comments, references, `#if` and `#set`.

use std::ops::Range;

use super::{MAX_PROBLEMS, Parsed, Parser};
use crate::syntax::ast::{Block, Expression, If, Node, Set, Target};
use crate::syntax::problem::Problem;
use crate::syntax::token::Kind;

impl Parser<'_, '_> {
    /// Statements, up to a token that cannot start one. Continues after errors.
    pub(super) fn statements(&mut self, block: &mut Block) {
        while self.problems.len() < MAX_PROBLEMS {
            match self.marked_statement(block) {
                Ok(true) => {}
                Ok(false) => return,
                Err(problem) => self.recover(problem),
            }
        }
    }

    /// A block between directives.
    pub(super) fn block(&mut self) -> Parsed<Block> {
        self.nested(|parser| {
            let mut block = Block::default();
            parser.statements(&mut block);
            Ok(block)
        })
    }

    /// One statement, with a mark before it if statements are marked.
    fn marked_statement(&mut self, block: &mut Block) -> Parsed<bool> {
        if self.marks.is_none() {
            return self.statement(block);
        }
        self.peek()?;
        let first = self.next;
        let mut own = Block::default();
        let found = self.statement(&mut own);
        if let Some(range) = self.statement_range(first, &own)
            && let Some(marks) = &mut self.marks
        {
            block.0.push(Node::Mark(marks.len()));
            marks.push(range);
        }
        block.0.append(&mut own.0);
        found
    }

    /// The bytes of a statement: all of a text, except white space around it, and the beginning of
    /// everything else. None for comments, macros and white space, which do nothing.
    fn statement_range(&self, first: usize, statement: &Block) -> Option<Range<usize>> {
        let start = self.tokens.get(first)?.start;
        let end = self.tokens.get(self.next.checked_sub(1)?)?.end;
        let text = self.source.get(start..end)?;
        let start = start + text.len() - text.trim_start().len();
        match statement.0.first()? {
            Node::Text(_) if text.trim().is_empty() => None,
            Node::Text(_) => Some(start..start + text.trim().len()),
            _ => Some(start..start),
        }
    }

    /// One statement; false if the next token cannot start one.
    fn statement(&mut self, block: &mut Block) -> Parsed<bool> {
        match self.peek()? {
            Kind::If => {
                let node = self.if_statement()?;
                block.0.push(node);
            }
            Kind::Identifier => self.reference_statement(block)?,
            Kind::ReferenceLeftCurly if self.peek_at(1)? == Kind::Identifier => {
                self.reference_statement(block)?;
            }
            Kind::LineCommentStart => {
                self.comment(block);
                self.eat(Kind::LineCommentEnd)?;
            }
            Kind::BlockComment | Kind::FormalComment => self.comment(block),
            Kind::TextBlock => {
                let image = self.image(self.next);
                let content = image.get(3..image.len().saturating_sub(3)).unwrap_or_default();
                push_text(block, content);
                self.next += 1;
            }
            Kind::SetDirective => {
                let node = self.set_directive()?;
                block.0.push(node);
            }
            Kind::EscapeDirective => {
                self.escaped_directive(block);
                self.next += 1;
            }
            Kind::DoubleEscape => self.escape(block)?,
            Kind::Word | Kind::BracketedWord => {
                if let Some(node) = self.directive()? {
                    block.0.push(node);
                }
            }
            Kind::Text
            | Kind::Dot
            | Kind::RightParen
            | Kind::LeftParen
            | Kind::Integer
            | Kind::Float
            | Kind::String
            | Kind::Escape
            | Kind::ReferenceLeftCurly
            | Kind::ReferenceRightCurly
            | Kind::EmptyIndex => {
                let mut text = String::new();
                self.push_token_text(self.next, &mut text);
                push_text(block, &text);
                self.next += 1;
            }
            Kind::Eof | Kind::End | Kind::Else | Kind::ElseIf => return Ok(false),
            _ => return Err(self.unexpected("text, a reference or a directive")),
        }
        Ok(true)
    }

    fn reference_statement(&mut self, block: &mut Block) -> Parsed<()> {
        match self.reference()? {
            Ok(reference) => block.0.push(Node::Reference(reference)),
            Err(text) => push_text(block, &text),
        }
        Ok(())
    }

    /// The text before a comment in its token: the `$` of `$## …`.
    fn comment(&mut self, block: &mut Block) {
        let image = self.image(self.next);
        let start = image.find("##").or_else(|| image.find("#*")).unwrap_or(0);
        push_text(block, image.get(..start).unwrap_or_default());
        self.next += 1;
    }

    /// `\#if`: half of the `\` are printed if the directive exists, all of them if not.
    fn escaped_directive(&mut self, block: &mut Block) {
        let image = self.image(self.next);
        let last = image.rfind('\\').unwrap_or(0);
        let name = image.get(last + 2..).unwrap_or_default();
        let name = name.strip_prefix('{').and_then(|n| n.strip_suffix('}')).unwrap_or(name);
        let control = matches!(name, "if" | "end" | "set" | "else" | "elseif");
        let dropped = if control || self.is_directive(name) { last + 1 - last / 2 } else { 0 };
        if let Some(token) = self.tokens.get_mut(self.next) {
            token.start += dropped;
        }
        push_text(block, &image[dropped..]);
    }

    /// Pairs of `\`: one is printed of each before a directive, both elsewhere.
    fn escape(&mut self, block: &mut Block) -> Parsed<()> {
        let mut count = 0;
        while self.eat(Kind::DoubleEscape)? {
            count += 1;
        }
        let control = matches!(self.peek()?, Kind::If | Kind::Else | Kind::ElseIf | Kind::End) || {
            let name = self.image(self.next).get(1..).unwrap_or_default();
            self.is_directive(name)
        };
        push_text(block, &if control { "\\" } else { "\\\\" }.repeat(count));
        Ok(())
    }

    fn if_statement(&mut self) -> Parsed<Node> {
        let first = self.next;
        self.next += 1;
        let mut branches = Vec::new();
        let condition = self.condition();
        self.branch(condition, &mut branches)?;
        while self.eat(Kind::ElseIf)? {
            let condition = self.condition();
            self.branch(condition, &mut branches)?;
        }
        let otherwise = if self.eat(Kind::Else)? { self.block()? } else { Block::default() };
        self.end_of(first, "#if")?;
        Ok(Node::If(If { branches, otherwise }))
    }

    /// `(expression)`.
    fn condition(&mut self) -> Parsed<Expression> {
        self.skip_whitespace()?;
        self.expect(Kind::LeftParen)?;
        let expression = self.expression()?;
        self.expect(Kind::RightParen)?;
        Ok(expression)
    }

    /// The block of a branch, which is parsed even after an error in its condition.
    fn branch(
        &mut self,
        condition: Parsed<Expression>,
        branches: &mut Vec<(Expression, Block)>,
    ) -> Parsed<()> {
        let condition = condition.unwrap_or_else(|problem| {
            self.recover(problem);
            Expression::Boolean(false)
        });
        let block = self.block()?;
        branches.push((condition, block));
        Ok(())
    }

    /// The `#end` of the directive that the token at `first` opened.
    pub(super) fn end_of(&mut self, first: usize, name: &str) -> Parsed<()> {
        loop {
            match self.peek()? {
                Kind::End => {
                    self.next += 1;
                    return Ok(());
                }
                found @ (Kind::Else | Kind::ElseIf) if self.problems.len() < MAX_PROBLEMS => {
                    self.problems.push(
                        Problem::syntax(
                            format!("{} does not belong to `{name}`", found.describe()),
                            self.token_span(self.next),
                        )
                        .label("expected `#end`")
                        .help(format!("close the `{name}` before it")),
                    );
                    self.next += 1;
                    if found == Kind::ElseIf {
                        self.condition()?;
                    }
                    self.block()?;
                }
                _ => {
                    return Err(Problem::unclosed(name, self.token_span(first)));
                }
            }
        }
    }

    fn set_directive(&mut self) -> Parsed<Node> {
        let first = self.next;
        self.next += 1;
        self.skip_whitespace()?;
        let target_token = self.next;
        if !matches!(self.peek()?, Kind::Identifier | Kind::ReferenceLeftCurly) {
            return Err(self
                .unexpected("the reference to set")
                .help("write `#set($name = value)`"));
        }
        let reference = self.reference()?;
        self.skip_whitespace()?;
        self.expect(Kind::Assign)?;
        let value = self.expression()?;
        self.expect(Kind::RightParen)?;
        self.lexer.leave_set();
        let target = match reference {
            Ok(reference) if !reference.accessors.is_empty() => Target::Member(reference),
            // Velocity takes the variable's name from the token alone: `${x}` sets `$}`'s
            // neighbour `{`, and not `$x`.
            _ => {
                let name = self.image(target_token).get(1..).unwrap_or_default().to_owned();
                Target::Variable(self.names.variable(&name))
            }
        };
        let span = self.span_from(first);
        Ok(Node::Set(Box::new(Set { target, value, span })))
    }
}

/// Adds text, to the text before it if there is some.
pub(super) fn push_text(block: &mut Block, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Node::Text(before)) = block.0.last_mut() {
        let mut joined = std::mem::take(before).into_string();
        joined.push_str(text);
        *before = joined.into_boxed_str();
    } else {
        block.0.push(Node::Text(text.into()));
    }
}
