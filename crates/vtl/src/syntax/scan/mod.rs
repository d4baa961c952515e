//! The longest match at a position, in one lexical state.
//!
//! Where two tokens match equally long the one that Velocity's grammar lists first wins, so the
//! order of the attempts below matters.

mod states;
mod tokens;

use super::token::{Kind, State};

/// The effect of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Token(Kind),
    /// `$` and `$!`: the token goes on.
    Dollar,
    /// `#`: the token goes on.
    Hash,
    /// `#[[`: the token goes on.
    TextBlockStart,
    /// `#**` and one more character, which is put back: the token continues.
    FormalCommentStart,
    /// `#*`: the token goes on.
    BlockCommentStart,
    /// A character of a comment: dropped.
    Skip,
    /// A character of `#[[ … ]]#`: the token goes on.
    More,
    /// A character after a reference, or after a text like a directive; put back.
    Terminator,
}

/// The longest match so far.
#[derive(Default)]
struct Longest {
    rule: Option<Rule>,
    length: usize,
}

impl Longest {
    fn offer(&mut self, rule: Rule, length: usize) {
        if length > self.length {
            *self = Self { rule: Some(rule), length };
        }
    }

    fn token(&mut self, kind: Kind, length: usize) {
        self.offer(Rule::Token(kind), length);
    }
}

/// Looks for matches in a text, and remembers how far runs of `\` go.
pub(super) struct Scanner<'s> {
    source: &'s [u8],
    /// The range of the last run of `\`.
    backslashes: (usize, usize),
}

impl<'s> Scanner<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source: source.as_bytes(), backslashes: (0, 0) }
    }

    fn at(&self, position: usize) -> u8 {
        self.source.get(position).copied().unwrap_or(0)
    }

    fn starts(&self, position: usize, text: &str) -> bool {
        self.source.get(position..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// The number of bytes of `class` from `position` on.
    fn run(&self, position: usize, class: impl Fn(u8) -> bool) -> usize {
        self.source.get(position..).map_or(0, |rest| rest.iter().take_while(|b| class(**b)).count())
    }

    fn backslashes(&mut self, position: usize) -> usize {
        let (start, end) = self.backslashes;
        if !(start..end).contains(&position) {
            self.backslashes = (position, position + self.run(position, |b| b == b'\\'));
        }
        self.backslashes.1 - position
    }

    /// The length of the character at `position`.
    fn character(&self, position: usize) -> usize {
        match self.at(position) {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        }
    }

    /// The longest match at `position`, which is before the end.
    pub(super) fn longest(&mut self, state: State, position: usize) -> Option<(Rule, usize)> {
        let mut best = Longest::default();
        match state {
            State::Default => self.in_text(position, &mut best),
            State::PreDirective => self.after_hash(position, &mut best),
            State::Directive => self.in_directive(position, &mut best),
            State::Reference | State::RefModifier => self.in_reference(state, position, &mut best),
            State::RefMod2 => self.in_arguments(position, &mut best),
            State::RefIndex => self.in_index(position, &mut best),
            State::LineComment | State::BlockComment | State::FormalComment | State::TextBlock => {
                self.in_comment(state, position, &mut best);
            }
        }
        best.rule.map(|rule| (rule, best.length))
    }
}
