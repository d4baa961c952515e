//! Tracks the position in a JSON document within the printed text of a template.

use super::Entry;

/// The most positions that are followed at once.
const LIMIT: usize = 64;

/// The positions where a text may be, one for each way that branches lead to.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions(Vec<Position>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Position {
    /// Outside of strings.
    Outside,
    /// In a string.
    Within(Text),
    /// Behind a string that is the key.
    BehindKey,
    /// The value of the key begins here.
    Value,
}

/// A string, up to here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    quote: char,
    /// Its content; none if a part of it is computed.
    literal: Option<String>,
    is_escaped: bool,
    is_value: bool,
}

impl Positions {
    /// The start of a text.
    pub(super) fn start() -> Self {
        Self(vec![Position::Outside])
    }

    /// No way leads here.
    pub(super) fn none() -> Self {
        Self(vec![])
    }

    /// Adds the positions of another way; whether any is new. What is too much to be followed counts
    /// as computed.
    pub(super) fn join(&mut self, other: Self, found: &mut Vec<Entry>) -> bool {
        let before = self.0.len();
        for position in other.0 {
            if self.0.contains(&position) {
                continue;
            }
            if self.0.len() == LIMIT {
                add(Entry::Computed, found);
                break;
            }
            self.0.push(position);
        }
        self.0.len() > before
    }

    /// The positions after a text.
    pub(super) fn after_text(self, text: &str, key: &str, found: &mut Vec<Entry>) -> Self {
        let each = self.0.into_iter();
        Self(each.map(|at| text.chars().fold(at, |at, c| at.after(c, key, found))).collect())
    }

    /// The positions after a computed value.
    pub(super) fn after_computed(self, found: &mut Vec<Entry>) -> Self {
        let each = self.0.into_iter().map(|at| match at {
            Position::Within(text) => Position::Within(Text { literal: None, ..text }),
            Position::Value => {
                add(Entry::Computed, found);
                Position::Outside
            }
            Position::Outside | Position::BehindKey => Position::Outside,
        });
        let mut distinct: Vec<Position> = Vec::new();
        each.for_each(|at| {
            if !distinct.contains(&at) {
                distinct.push(at);
            }
        });
        Self(distinct)
    }
}

impl Position {
    fn after(self, c: char, key: &str, found: &mut Vec<Entry>) -> Self {
        match self {
            Self::Within(text) => text.after(c, key, found),
            Self::BehindKey if c.is_whitespace() => Self::BehindKey,
            Self::BehindKey if c == ':' => Self::Value,
            Self::Value if c.is_whitespace() => Self::Value,
            Self::Value if matches!(c, '"' | '\'') => Self::Within(Text::new(c, true)),
            _ if matches!(c, '"' | '\'') => Self::Within(Text::new(c, false)),
            _ => Self::Outside,
        }
    }
}

impl Text {
    fn new(quote: char, is_value: bool) -> Self {
        Self { quote, literal: Some(String::new()), is_escaped: false, is_value }
    }

    fn after(mut self, c: char, key: &str, found: &mut Vec<Entry>) -> Position {
        if self.is_escaped {
            // Names of operations contain no escaped character.
            return Position::Within(Self { literal: None, is_escaped: false, ..self });
        }
        if c == '\\' {
            return Position::Within(Self { is_escaped: true, ..self });
        }
        if c != self.quote {
            self.literal.as_mut().into_iter().for_each(|literal| literal.push(c));
            return Position::Within(self);
        }
        match self.literal {
            Some(text) if self.is_value => add(Entry::Literal(text), found),
            None if self.is_value => add(Entry::Computed, found),
            Some(text) if text == key => return Position::BehindKey,
            _ => {}
        }
        Position::Outside
    }
}

pub(super) fn add(entry: Entry, found: &mut Vec<Entry>) {
    if !found.contains(&entry) {
        found.push(entry);
    }
}
