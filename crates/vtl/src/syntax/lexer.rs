//! Velocity's lexer: a machine with a stack of states.
//!
//! In Velocity's token manager, the meaning of a character depends on a state, with odd but
//! stable results: what a lone `$` or `#` prints, when white space before `#set` goes, where a
//! reference ends. Templates depend on it, so this follows the same states and the same actions.

use super::scan::{Rule, Scanner};
use super::token::{Kind, State, Token};

/// No token matches here; the offset is that of the character at fault, or the text's length.
#[derive(Debug, Clone, Copy)]
pub(super) struct LexicalError(pub(super) usize);

struct Saved {
    state: State,
    open: u32,
    closed: u32,
}

/// Splits a text into tokens, one at a time: the parser changes the state in between.
pub(super) struct Lexer<'s> {
    source: &'s str,
    scanner: Scanner<'s>,
    position: usize,
    state: State,
    stack: Vec<Saved>,
    /// Parentheses opened and closed in this state.
    open: u32,
    closed: u32,
    in_comment: bool,
    in_set: bool,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            scanner: Scanner::new(source),
            position: 0,
            state: State::Default,
            stack: Vec::new(),
            open: 0,
            closed: 0,
            in_comment: false,
            in_set: false,
        }
    }

    /// Starts afresh at `position`, after a fault.
    pub(super) fn restart(&mut self, position: usize) {
        *self = Self { position, ..Self::new(self.source) };
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The name of a directive has been read: its arguments follow.
    pub(super) fn enter_directive(&mut self) {
        self.state = State::Directive;
    }

    /// A directive ended without parentheses.
    pub(super) fn leave_directive(&mut self) {
        self.pop();
    }

    /// A `#set` has been closed.
    pub(super) fn leave_set(&mut self) {
        self.in_set = false;
    }

    /// Whether the next character that is not white space is `(`.
    pub(super) fn before_parenthesis(&self) -> bool {
        let rest = self.source.as_bytes().get(self.position..).unwrap_or_default();
        rest.iter().find(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t')) == Some(&b'(')
    }

    pub(super) fn next(&mut self) -> Result<Token, LexicalError> {
        let mut special: Option<Box<str>> = None;
        'token: loop {
            let start = self.position;
            if start >= self.source.len() {
                return Ok(Token { kind: Kind::Eof, start, end: start, special });
            }
            while self.position < self.source.len() {
                let Some((rule, length)) = self.scanner.longest(self.state, self.position) else {
                    return Err(LexicalError(self.position));
                };
                self.position += length;
                match rule {
                    Rule::Token(kind) => {
                        let end = self.accept(kind);
                        let start = if kind == Kind::Dot { end - 1 } else { start };
                        return Ok(Token { kind, start, end, special });
                    }
                    Rule::Skip => continue 'token,
                    Rule::Terminator => {
                        let image = &self.source[start..self.position];
                        self.position -= length;
                        self.pop();
                        let lead = special_text(image);
                        if !lead.is_empty() {
                            let text = special.map_or_else(String::new, String::from) + &lead;
                            special = Some(text.into());
                        }
                        continue 'token;
                    }
                    Rule::More => {}
                    Rule::Dollar => self.dollar(),
                    Rule::Hash => self.hash(),
                    Rule::TextBlockStart => self.comment(State::TextBlock),
                    Rule::BlockCommentStart => self.comment(State::BlockComment),
                    Rule::FormalCommentStart => {
                        if !self.in_comment {
                            self.position -= length - 3;
                        }
                        self.comment(State::FormalComment);
                    }
                }
            }
            return Err(LexicalError(self.position));
        }
    }

    fn push(&mut self) {
        self.stack.push(Saved { state: self.state, open: self.open, closed: self.closed });
        self.open = 0;
    }

    fn pop(&mut self) -> bool {
        match self.stack.pop() {
            Some(saved) => {
                self.open = saved.open;
                self.closed = saved.closed;
                self.state = saved.state;
                true
            }
            None => {
                self.open = 0;
                self.state = State::Default;
                false
            }
        }
    }

    fn enter(&mut self, state: State) {
        self.push();
        self.state = state;
    }

    fn comment(&mut self, state: State) {
        if !self.in_comment {
            self.in_comment = true;
            self.enter(state);
        }
    }

    fn end_comment(&mut self) {
        self.in_comment = false;
        self.pop();
    }

    fn dollar(&mut self) {
        if self.in_comment {
            return;
        }
        if self.state == State::Reference {
            self.pop();
        }
        self.enter(State::Reference);
    }

    fn hash(&mut self) {
        if self.in_comment {
            return;
        }
        if matches!(self.state, State::Reference | State::RefModifier) {
            self.pop();
        }
        self.enter(State::PreDirective);
    }

    /// Does what a token of `kind`, which ends here, does to the state. Answers where the token's
    /// image ends.
    fn accept(&mut self, kind: Kind) -> usize {
        let end = self.position;
        match kind {
            Kind::IndexLeft => self.enter(State::RefIndex),
            Kind::IndexRight | Kind::ReferenceRightCurly => {
                self.pop();
            }
            Kind::LeftParen => self.left_parenthesis(),
            Kind::RightParen => self.right_parenthesis(),
            Kind::MethodRightParen => self.state = State::Reference,
            Kind::SetDirective if !self.in_comment => {
                self.in_set = true;
                self.enter(State::Directive);
                self.open += 1;
            }
            Kind::LineCommentStart => {
                if !self.in_comment && self.state == State::Reference {
                    self.pop();
                }
                self.comment(State::LineComment);
            }
            Kind::LineCommentEnd | Kind::FormalComment | Kind::BlockComment | Kind::TextBlock => {
                self.end_comment()
            }
            Kind::String if self.state == State::Directive && !self.in_set && self.open == 0 => {
                self.pop();
            }
            Kind::Integer | Kind::Float => return self.number(kind, end),
            Kind::End | Kind::Else => {
                self.pop();
            }
            Kind::If | Kind::ElseIf => self.state = State::Directive,
            Kind::Dot => {
                self.position -= 1;
                self.state = State::RefModifier;
                return self.position;
            }
            _ => {}
        }
        end
    }

    fn number(&mut self, kind: Kind, mut end: usize) -> usize {
        if kind == Kind::Integer && self.source[..end].ends_with("..") {
            end -= 2;
            self.position = end;
        }
        let stays = match self.state {
            State::RefMod2 => true,
            State::RefIndex => kind == Kind::Integer,
            _ => false,
        };
        if self.open == 0 && !self.in_set && !stays {
            self.pop();
        }
        end
    }

    fn left_parenthesis(&mut self) {
        if !self.in_comment {
            self.open += 1;
        }
        if self.state == State::RefModifier {
            self.state = State::RefMod2;
        }
    }

    /// Drops to the state below the one that has an open parenthesis.
    fn right_parenthesis(&mut self) {
        if self.in_comment {
            return;
        }
        loop {
            if self.open > 0 {
                if self.open == self.closed + 1 {
                    self.pop();
                } else {
                    self.closed += 1;
                }
                return;
            }
            if !self.pop() {
                return;
            }
        }
    }
}

/// The printed part of a text that only resembles a reference or directive: its `$`,
/// its `#`, and the `\` before a `$`.
fn special_text(image: &str) -> String {
    let bytes = image.as_bytes();
    let mut text = String::new();
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'#' | b'$' => text.push(byte.into()),
            b'\\' => {
                let end = i + bytes[i..].iter().take_while(|b| **b == b'\\').count();
                if bytes.get(end) == Some(&b'$') {
                    text.push_str(&image[i..=end]);
                    i = end + 1;
                }
            }
            _ => {}
        }
        i += 1;
    }
    text
}
