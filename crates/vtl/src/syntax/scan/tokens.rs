//! The tokens, each by its shape.

use super::{Longest, Scanner};
use crate::syntax::token::Kind;

impl Scanner<'_> {
    pub(super) fn punctuation(&self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'[' => best.token(Kind::LeftBracket, 1),
            b']' => best.token(Kind::RightBracket, 1),
            b',' => best.token(Kind::Comma, 1),
            b'.' if self.at(p + 1) == b'.' => best.token(Kind::DoubleDot, 2),
            b':' => best.token(Kind::Colon, 1),
            b'{' => best.token(Kind::LeftCurly, 1),
            b'}' => best.token(Kind::RightCurly, 1),
            _ => {}
        }
    }

    pub(super) fn line_comment(&self, p: usize, best: &mut Longest) {
        if self.starts(p, "##") {
            best.token(Kind::LineCommentStart, 2);
        }
    }

    pub(super) fn whitespace(&self, p: usize, best: &mut Longest) {
        best.token(Kind::Whitespace, self.run(p, |b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')));
    }

    pub(super) fn boolean(&self, p: usize, best: &mut Longest) {
        if self.starts(p, "true") {
            best.token(Kind::True, 4);
        } else if self.starts(p, "false") {
            best.token(Kind::False, 5);
        }
    }

    pub(super) fn operator(&self, p: usize, best: &mut Longest) {
        let (kind, length) = match (self.at(p), self.at(p + 1)) {
            (b'-', _) => (Kind::Minus, 1),
            (b'+', _) => (Kind::Plus, 1),
            (b'*', _) => (Kind::Multiply, 1),
            (b'/', _) => (Kind::Divide, 1),
            (b'%', _) => (Kind::Modulus, 1),
            (b'&', b'&') => (Kind::And, 2),
            (b'a', b'n') if self.at(p + 2) == b'd' => (Kind::And, 3),
            (b'|', b'|') | (b'o', b'r') => (Kind::Or, 2),
            (b'<', b'=') | (b'l', b'e') => (Kind::LessEqual, 2),
            (b'<', _) => (Kind::Less, 1),
            (b'l', b't') => (Kind::Less, 2),
            (b'>', b'=') | (b'g', b'e') => (Kind::GreaterEqual, 2),
            (b'>', _) => (Kind::Greater, 1),
            (b'g', b't') => (Kind::Greater, 2),
            (b'=', b'=') | (b'e', b'q') => (Kind::Equal, 2),
            (b'!', b'=') | (b'n', b'e') => (Kind::NotEqual, 2),
            (b'!', _) => (Kind::Not, 1),
            (b'n', b'o') if self.at(p + 2) == b't' => (Kind::Not, 3),
            (b'=', _) => (Kind::Assign, 1),
            _ => return,
        };
        best.token(kind, length);
    }

    /// An integer (followed by `..`, it is one too: `[1..3]`) or a floating point number.
    pub(super) fn number(&self, p: usize, best: &mut Longest) {
        let sign = usize::from(self.at(p) == b'-');
        let digits = self.run(p + sign, |b| b.is_ascii_digit());
        let after = p + sign + digits;
        if digits > 0 {
            let range = if self.starts(after, "..") { 2 } else { 0 };
            best.token(Kind::Integer, sign + digits + range);
        }
        if self.at(after) == b'.' {
            let fraction = self.run(after + 1, |b| b.is_ascii_digit());
            if digits + fraction > 0 {
                let length = sign + digits + 1 + fraction;
                best.token(Kind::Float, length + self.exponent(p + length));
            }
        } else if digits > 0 {
            let exponent = self.exponent(after);
            best.token(Kind::Float, if exponent > 0 { sign + digits + exponent } else { 0 });
        }
    }

    fn exponent(&self, p: usize) -> usize {
        if !matches!(self.at(p), b'e' | b'E') {
            return 0;
        }
        let sign = usize::from(matches!(self.at(p + 1), b'+' | b'-'));
        match self.run(p + 1 + sign, |b| b.is_ascii_digit()) {
            0 => 0,
            digits => 1 + sign + digits,
        }
    }

    pub(super) fn word(&self, p: usize, best: &mut Longest) {
        best.token(Kind::Word, self.plain_word(p));
        best.token(Kind::BracketedWord, self.bracketed_word(p));
    }

    fn plain_word(&self, p: usize) -> usize {
        let first = self.at(p);
        if !(first.is_ascii_alphabetic() || matches!(first, b'_' | b'@')) {
            return 0;
        }
        self.run(p, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@'))
    }

    fn bracketed_word(&self, p: usize) -> usize {
        if self.at(p) != b'{' || self.at(p + 1) == b'@' {
            return 0;
        }
        match self.plain_word(p + 1) {
            0 => 0,
            word if self.at(p + 1 + word) == b'}' => word + 2,
            _ => 0,
        }
    }

    pub(super) fn identifier(&self, p: usize, best: &mut Longest) {
        let first = self.at(p);
        if first.is_ascii_alphabetic() || first == b'_' {
            let length = self.run(p, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            best.token(Kind::Identifier, length);
        }
        if first == b'.' && self.at(p + 1).is_ascii_alphabetic() {
            best.token(Kind::Dot, 2);
        }
    }

    /// `\#word`, after any even number of `\`.
    pub(super) fn escaped_directive(&mut self, p: usize) -> usize {
        let backslashes = self.backslashes(p);
        let hash = p + backslashes;
        if backslashes.is_multiple_of(2) || self.at(hash) != b'#' {
            return 0;
        }
        match self.plain_word(hash + 1).max(self.bracketed_word(hash + 1)) {
            0 => 0,
            word => backslashes + 1 + word,
        }
    }

    /// `#set(` with the white space before it.
    pub(super) fn set_directive(&self, p: usize) -> usize {
        if !matches!(self.at(p), b' ' | b'\t' | b'#') {
            return 0;
        }
        let hash = p + self.run(p, |b| matches!(b, b' ' | b'\t'));
        for text in ["#set", "#{set}"] {
            if self.starts(hash, text) {
                let paren = hash + text.len();
                let paren = paren + self.run(paren, |b| b == b' ');
                if self.at(paren) == b'(' {
                    return paren + 1 - p;
                }
            }
        }
        0
    }

    pub(super) fn empty_index(&self, p: usize) -> usize {
        ["$[", "$![", "$\\![", "$."]
            .into_iter()
            .find(|text| self.starts(p, text))
            .map_or(0, str::len)
    }

    pub(super) fn line_end(&self, p: usize) -> usize {
        match (self.at(p), self.at(p + 1)) {
            (b'\r', b'\n') => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        }
    }

    /// White space up to and including the end of the line, if the rest of the line is blank.
    pub(super) fn rest_of_line(&self, p: usize) -> usize {
        let blank = self.run(p, |b| matches!(b, b' ' | b'\t'));
        match self.line_end(p + blank) {
            0 => 0,
            end => blank + end,
        }
    }

    /// A string between `"` or `'`; a doubled quote is an escaped one. The longest match can end at a
    /// later quote than the first that could close it.
    pub(super) fn string(&self, p: usize, best: &mut Longest) {
        let quote = self.at(p);
        if !matches!(quote, b'"' | b'\'') {
            return;
        }
        let mut closed = 0;
        let mut at = p + 1;
        loop {
            at += self.run(at, |b| b != quote);
            match self.run(at, |b| b == quote) {
                0 => break,
                quotes if quotes % 2 == 1 => {
                    closed = at + quotes - p;
                    break;
                }
                quotes => {
                    closed = at + quotes - 1 - p;
                    at += quotes;
                }
            }
        }
        best.token(Kind::String, closed);
    }
}
