//! Velocity's grammar, by recursive descent.
//!
//! Tokens are read on demand, because they depend on the lexer's state, which the parser sets.

mod directive;
mod expression;
mod precedence;
mod reference;
mod statement;
mod string;

use std::ops::Range;

use super::ast::{Block, Span};
use super::lexer::Lexer;
use super::names::Names;
use super::problem::Problem;
use super::token::{Kind, Token};
use crate::codes;

type Parsed<T> = Result<T, Problem>;

/// The name of a value in messages.
const VALUE: &str = "a value";

/// The maximal nesting of blocks, expressions and interpolated strings.
const MAX_DEPTH: usize = 100;

/// The maximal number of errors that are reported for one template.
const MAX_PROBLEMS: usize = 20;

/// Parses a template. Macros and variables that it names are added to `names`.
pub(crate) fn parse(source: &str, names: &mut Names) -> Result<Block, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut parser = Parser::new(source, names, Origin::Template, 0);
    let block = parser.template(&mut problems);
    if problems.is_empty() { Ok(block) } else { Err(problems) }
}

/// Parses a template with a [`Node::Mark`] before each statement, and returns the bytes that the
/// statements take up, by the marks' indices.
pub(crate) fn parse_marked(
    source: &str,
    names: &mut Names,
) -> Result<(Block, Vec<Range<usize>>), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut parser = Parser::new(source, names, Origin::Template, 0);
    parser.marks = Some(Vec::new());
    let block = parser.template(&mut problems);
    let marks = parser.marks.unwrap_or_default();
    if problems.is_empty() { Ok((block, marks)) } else { Err(problems) }
}

/// The position of the parsed text in the template.
#[derive(Debug, Clone, Copy)]
enum Origin {
    /// The template.
    Template,
    /// The content of a string that starts at this offset.
    String(usize),
    /// Text of the string at this range, with other offsets.
    Derived(usize, usize),
}

struct Parser<'s, 'n> {
    source: &'s str,
    lexer: Lexer<'s>,
    tokens: Vec<Token>,
    /// The index of the next token to consume.
    next: usize,
    names: &'n mut Names,
    origin: Origin,
    depth: usize,
    /// The errors so far, in blocks whose parsing continued.
    problems: Vec<Problem>,
    /// Whether text has been skipped after an error. It may have opened or closed a block.
    skipped: bool,
    /// The bytes of the statements so far, if they are marked.
    marks: Option<Vec<Range<usize>>>,
}

impl<'s, 'n> Parser<'s, 'n> {
    fn new(source: &'s str, names: &'n mut Names, origin: Origin, depth: usize) -> Self {
        Self {
            source,
            lexer: Lexer::new(source),
            tokens: Vec::with_capacity((source.len() / 4).min(256)),
            next: 0,
            names,
            origin,
            depth,
            problems: Vec::new(),
            skipped: false,
            marks: None,
        }
    }

    /// The whole text.
    fn template(&mut self, problems: &mut Vec<Problem>) -> Block {
        let mut block = Block::default();
        while self.problems.len() < MAX_PROBLEMS {
            self.statements(&mut block);
            match self.peek() {
                Ok(Kind::Eof) => break,
                Ok(kind) => {
                    let problem = Problem::syntax(
                        format!("{} without a directive that it belongs to", kind.describe()),
                        self.token_span(self.next),
                    )
                    .label("closes nothing")
                    .help("remove it, or open the `#if` or `#foreach` that it belongs to");
                    if !self.skipped {
                        self.problems.push(problem);
                    }
                    self.next += 1;
                }
                Err(problem) => self.recover(problem),
            }
        }
        problems.append(&mut self.problems);
        block
    }

    /// Records an error, and continues after its line.
    fn recover(&mut self, problem: Problem) {
        let reached = self.tokens.get(self.next).map_or(self.lexer.position(), |t| t.start);
        let rest = self.source.get(reached..).unwrap_or_default();
        let resume = rest.find('\n').map_or(self.source.len(), |line| reached + line + 1);
        if !(self.skipped && problem.is_unclosed()) {
            self.problems.push(problem);
        }
        self.skipped = true;
        self.tokens.truncate(self.next);
        self.lexer.restart(resume);
    }

    /// The kind of the next token.
    fn peek(&mut self) -> Parsed<Kind> {
        self.peek_at(0)
    }

    /// The kind of the token after `ahead` others.
    #[inline]
    fn peek_at(&mut self, ahead: usize) -> Parsed<Kind> {
        match self.tokens.get(self.next + ahead) {
            Some(token) => Ok(token.kind),
            None => self.read_to(self.next + ahead),
        }
    }

    /// Reads tokens up to the one at `index`, and answers its kind.
    fn read_to(&mut self, index: usize) -> Parsed<Kind> {
        while self.tokens.len() <= index {
            match self.lexer.next() {
                Ok(token) => self.tokens.push(token),
                Err(error) => return Err(self.lexical_problem(error.0)),
            }
        }
        Ok(self.tokens.get(index).map_or(Kind::Eof, |token| token.kind))
    }

    /// Consumes the next token if it is of `kind`.
    fn eat(&mut self, kind: Kind) -> Parsed<bool> {
        let found = self.peek()? == kind;
        self.next += usize::from(found);
        Ok(found)
    }

    /// Consumes the next token, which has to be of `kind`.
    fn expect(&mut self, kind: Kind) -> Parsed<()> {
        if self.eat(kind)? { Ok(()) } else { Err(self.unexpected(kind.describe())) }
    }

    fn skip_whitespace(&mut self) -> Parsed<()> {
        self.eat(Kind::Whitespace).map(|_| ())
    }

    /// The error of an unexpected token.
    fn unexpected(&self, expected: &str) -> Problem {
        let found = self.tokens.get(self.next).map_or(Kind::Eof, |token| token.kind);
        let image = self.image(self.next);
        let what = match found {
            Kind::Word => format!("word `{image}`"),
            found => found.describe().to_owned(),
        };
        let problem = Problem::syntax(format!("unexpected {what}"), self.token_span(self.next))
            .label(format!("expected {expected}"));
        match found {
            Kind::Integer | Kind::Float if image.starts_with('-') => {
                problem.help("write white space behind a `-` that subtracts")
            }
            Kind::Word if expected == VALUE => {
                problem.help("put it in quotes, or write `$` before it")
            }
            _ => problem,
        }
    }

    fn lexical_problem(&self, offset: usize) -> Problem {
        let span = self.place(offset, offset + self.character_at(offset).map_or(0, char::len_utf8));
        match self.character_at(offset) {
            Some('"' | '\'') => Problem::syntax("this string is not closed", span)
                .label("starts here")
                .help("a string ends with the quote that it starts with; double that quote to have it in the string"),
            Some(c) => Problem::syntax(format!("unexpected character `{}`", c.escape_debug()), span)
                .label("not expected here"),
            None => Problem::syntax("the template ends within a reference, directive or `#[[` block", span)
                .label("ends here")
                .help("close what is open; after a `$` or `#` that is meant as text, add a space or a line break"),
        }
    }

    fn character_at(&self, offset: usize) -> Option<char> {
        self.source.get(offset..)?.chars().next()
    }

    /// Parses something nested with `parse`.
    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            let start = self.lexer.position();
            return Err(Problem::new(
                &codes::NESTING,
                format!("more than {MAX_DEPTH} levels of nesting"),
                self.place(start, start),
            )
            .label("too deep")
            .help("take some of it out into variables"));
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// The image of the token at `index`.
    fn image(&self, index: usize) -> &'s str {
        self.tokens.get(index).and_then(|t| self.source.get(t.start..t.end)).unwrap_or_default()
    }

    /// The range of the token at `index`, without white space.
    fn token_span(&self, index: usize) -> (usize, usize) {
        self.tokens.get(index).map_or((0, 0), |token| match token.kind {
            Kind::RightParen | Kind::End | Kind::Else => {
                self.place(token.start, token.start + self.image(index).trim_end().len())
            }
            _ => self.place(token.start, token.end),
        })
    }

    /// The span from the token at `first` to the last one consumed.
    fn span_from(&self, first: usize) -> Span {
        let last = self.next.saturating_sub(1).max(first);
        let (start, _) = self.token_span(first);
        let (_, end) = self.token_span(last);
        Span { start: start as u32, end: end as u32 }
    }

    /// The range in the template of a range of this text.
    fn place(&self, start: usize, end: usize) -> (usize, usize) {
        match self.origin {
            Origin::Template => (start, end),
            Origin::String(offset) => (offset + start, offset + end),
            Origin::Derived(start, end) => (start, end),
        }
    }

    /// The text of the tokens from `first` up to the last one consumed, as Velocity prints what it
    /// could not resolve.
    fn literal<T: From<&'s str> + From<String>>(&self, first: usize) -> T {
        self.literal_of(first..self.next)
    }

    /// The same of some tokens.
    fn literal_of<T: From<&'s str> + From<String>>(&self, tokens: Range<usize>) -> T {
        if let Some(text) = self.in_one_piece(tokens.clone()) {
            return text.into();
        }
        let mut text = String::new();
        for index in tokens {
            self.push_token_text(index, &mut text);
        }
        text.into()
    }

    /// The text of some tokens, borrowed if the source contains it unchanged, as it nearly always does.
    fn in_one_piece(&self, tokens: Range<usize>) -> Option<&'s str> {
        let tokens = self.tokens.get(tokens)?;
        let plain = |token: &Token| token.special.is_none() && token.kind != Kind::BlockComment;
        let adjoining = tokens.windows(2).all(|pair| matches!(pair, [a, b] if a.end == b.start));
        let (start, end) = (tokens.first()?.start, tokens.last()?.end);
        if adjoining && tokens.iter().all(plain) { self.source.get(start..end) } else { None }
    }

    fn push_token_text(&self, index: usize, text: &mut String) {
        let Some(token) = self.tokens.get(index) else {
            return;
        };
        if token.kind != Kind::BlockComment {
            text.push_str(token.special.as_deref().unwrap_or_default());
            text.push_str(self.image(index));
        }
    }

    /// Like [`Self::literal`], without what only looked like the start of a token.
    fn images(&self, first: usize) -> String {
        (first..self.next).map(|index| self.image(index)).collect()
    }
}
