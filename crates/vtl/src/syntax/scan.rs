//! The longest match at a position, in one lexical state.
//!
//! Where two tokens match equally long the one that Velocity's grammar lists first wins, so the
//! order of the attempts below matters.

use super::token::{Kind, State};

/// What a match leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Token(Kind),
    /// `$` and `$!`: the token goes on.
    Dollar,
    /// `#`: the token goes on.
    Hash,
    /// `#[[`: the token goes on.
    TextBlockStart,
    /// `#**` and one more character, which is given back: the token goes on.
    FormalCommentStart,
    /// `#*`: the token goes on.
    BlockCommentStart,
    /// A character of a comment: dropped.
    Skip,
    /// A character of `#[[ … ]]#`: the token goes on.
    More,
    /// A character that ends a reference or what only began like a directive; given back.
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
    /// The last run of `\` looked at: where it starts and ends.
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

    /// How many bytes from `position` on are of `class`.
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

    /// What can start anywhere: references, directives and comments.
    fn anywhere(&mut self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'\\' | b'$' => {
                let dollar = p + self.backslashes(p);
                if self.at(dollar) == b'$' {
                    best.offer(Rule::Dollar, dollar + 1 - p);
                    let bang = dollar + 1 + self.backslashes(dollar + 1);
                    if self.at(bang) == b'!' {
                        best.offer(Rule::Dollar, bang + 1 - p);
                    }
                }
            }
            b'#' => {
                if self.starts(p, "#[[") {
                    best.offer(Rule::TextBlockStart, 3);
                }
                if self.starts(p, "#**") && p + 3 < self.source.len() && self.at(p + 3) != b'#' {
                    best.offer(Rule::FormalCommentStart, 3 + self.character(p + 3));
                }
                if self.starts(p, "#*") {
                    best.offer(Rule::BlockCommentStart, 2);
                }
                best.offer(Rule::Hash, 1);
            }
            _ => {}
        }
    }

    fn in_text(&mut self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'\\' => {
                best.token(Kind::EscapeDirective, self.escaped_directive(p));
                self.anywhere(p, best);
                best.token(Kind::DoubleEscape, if self.at(p + 1) == b'\\' { 2 } else { 0 });
                best.token(Kind::Escape, 1);
            }
            b'#' => {
                best.token(Kind::SetDirective, self.set_directive(p));
                self.anywhere(p, best);
                self.line_comment(p, best);
            }
            b'$' => {
                self.anywhere(p, best);
                best.token(Kind::EmptyIndex, self.empty_index(p));
            }
            _ => {
                best.token(Kind::SetDirective, self.set_directive(p));
                best.token(Kind::Text, self.run(p, |b| !matches!(b, b'$' | b'#' | b'\\')));
            }
        }
    }

    fn after_hash(&mut self, p: usize, best: &mut Longest) {
        self.anywhere(p, best);
        self.line_comment(p, best);
        for (kind, plain, bracketed) in [
            (Kind::End, "end", "{end}"),
            (Kind::If, "if", "{if}"),
            (Kind::ElseIf, "elseif", "{elseif}"),
            (Kind::Else, "else", "{else}"),
        ] {
            for text in [plain, bracketed] {
                if self.starts(p, text) {
                    let gobbles = matches!(kind, Kind::End | Kind::Else);
                    let line = if gobbles { self.rest_of_line(p + text.len()) } else { 0 };
                    best.token(kind, text.len() + line);
                }
            }
        }
        self.number(p, best);
        self.word(p, best);
        best.offer(Rule::Terminator, self.character(p));
    }

    fn in_directive(&mut self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b' ' | b'\t' | b'\n' | b'\r' => self.whitespace(p, best),
            b'"' | b'\'' => self.string(p, best),
            b'(' => best.token(Kind::LeftParen, 1),
            b')' => best.token(Kind::RightParen, 1 + self.rest_of_line(p + 1)),
            b'$' | b'\\' => self.anywhere(p, best),
            b'#' => {
                self.anywhere(p, best);
                self.line_comment(p, best);
            }
            b'0'..=b'9' => self.number(p, best),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'@' => {
                self.boolean(p, best);
                self.operator(p, best);
                self.word(p, best);
            }
            _ => {
                self.punctuation(p, best);
                self.operator(p, best);
                self.number(p, best);
                self.word(p, best);
            }
        }
    }

    fn in_reference(&mut self, state: State, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'[' => best.token(Kind::IndexLeft, 1),
            b'(' if state == State::RefModifier => best.token(Kind::LeftParen, 1),
            _ => {}
        }
        best.token(Kind::SetDirective, self.set_directive(p));
        self.anywhere(p, best);
        if state == State::Reference {
            self.line_comment(p, best);
        }
        self.boolean(p, best);
        self.identifier(p, best);
        match self.at(p) {
            b'{' => best.token(Kind::ReferenceLeftCurly, 1),
            b'}' => best.token(Kind::ReferenceRightCurly, 1),
            _ => {}
        }
        best.offer(Rule::Terminator, self.character(p));
        if state == State::Reference {
            best.token(Kind::EmptyIndex, self.empty_index(p));
        }
    }

    fn in_arguments(&mut self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'\n' | b'\r' => self.whitespace(p, best),
            b'"' | b'\'' => self.string(p, best),
            b')' => best.token(Kind::MethodRightParen, 1),
            b'$' | b'\\' => self.anywhere(p, best),
            b' ' | b'\t' | b'#' => {
                best.token(Kind::SetDirective, self.set_directive(p));
                self.anywhere(p, best);
                self.whitespace(p, best);
            }
            b'0'..=b'9' => self.number(p, best),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
                self.boolean(p, best);
                self.identifier(p, best);
            }
            _ => {
                self.punctuation(p, best);
                self.number(p, best);
                self.identifier(p, best);
            }
        }
    }

    fn in_index(&mut self, p: usize, best: &mut Longest) {
        if self.at(p) == b']' {
            best.token(Kind::IndexRight, 1);
        }
        self.anywhere(p, best);
        self.whitespace(p, best);
        self.string(p, best);
        self.boolean(p, best);
        self.number(p, best);
    }

    fn in_comment(&mut self, state: State, p: usize, best: &mut Longest) {
        self.anywhere(p, best);
        match state {
            State::LineComment => best.token(Kind::LineCommentEnd, self.line_end(p)),
            State::FormalComment if self.starts(p, "*#") => best.token(Kind::FormalComment, 2),
            State::BlockComment if self.starts(p, "*#") => best.token(Kind::BlockComment, 2),
            State::TextBlock if self.starts(p, "]]#") => best.token(Kind::TextBlock, 3),
            _ => {}
        }
        let rule = if state == State::TextBlock { Rule::More } else { Rule::Skip };
        best.offer(rule, self.character(p));
    }

    fn punctuation(&self, p: usize, best: &mut Longest) {
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

    fn line_comment(&self, p: usize, best: &mut Longest) {
        if self.starts(p, "##") {
            best.token(Kind::LineCommentStart, 2);
        }
    }

    fn whitespace(&self, p: usize, best: &mut Longest) {
        best.token(Kind::Whitespace, self.run(p, |b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')));
    }

    fn boolean(&self, p: usize, best: &mut Longest) {
        if self.starts(p, "true") {
            best.token(Kind::True, 4);
        } else if self.starts(p, "false") {
            best.token(Kind::False, 5);
        }
    }

    fn operator(&self, p: usize, best: &mut Longest) {
        let first = self.at(p);
        for (text, kind) in [
            ("-", Kind::Minus),
            ("+", Kind::Plus),
            ("*", Kind::Multiply),
            ("/", Kind::Divide),
            ("%", Kind::Modulus),
            ("&&", Kind::And),
            ("and", Kind::And),
            ("||", Kind::Or),
            ("or", Kind::Or),
            ("<", Kind::Less),
            ("lt", Kind::Less),
            ("<=", Kind::LessEqual),
            ("le", Kind::LessEqual),
            (">", Kind::Greater),
            ("gt", Kind::Greater),
            (">=", Kind::GreaterEqual),
            ("ge", Kind::GreaterEqual),
            ("==", Kind::Equal),
            ("eq", Kind::Equal),
            ("!=", Kind::NotEqual),
            ("ne", Kind::NotEqual),
            ("!", Kind::Not),
            ("not", Kind::Not),
            ("=", Kind::Assign),
        ] {
            if text.as_bytes().first() == Some(&first) && self.starts(p, text) {
                best.token(kind, text.len());
            }
        }
    }

    /// An integer (followed by `..`, it is one too: `[1..3]`) or a floating point number.
    fn number(&self, p: usize, best: &mut Longest) {
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

    fn word(&self, p: usize, best: &mut Longest) {
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

    fn identifier(&self, p: usize, best: &mut Longest) {
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
    fn escaped_directive(&mut self, p: usize) -> usize {
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
    fn set_directive(&self, p: usize) -> usize {
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

    fn empty_index(&self, p: usize) -> usize {
        ["$[", "$![", "$\\![", "$."]
            .into_iter()
            .find(|text| self.starts(p, text))
            .map_or(0, str::len)
    }

    fn line_end(&self, p: usize) -> usize {
        match (self.at(p), self.at(p + 1)) {
            (b'\r', b'\n') => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        }
    }

    /// White space up to and with the end of the line, if nothing else stands there.
    fn rest_of_line(&self, p: usize) -> usize {
        let blank = self.run(p, |b| matches!(b, b' ' | b'\t'));
        match self.line_end(p + blank) {
            0 => 0,
            end => blank + end,
        }
    }

    /// A string between `"` or `'`; a doubled quote stands for one. The longest match may end at
    /// a later quote than the first that could close it.
    fn string(&self, p: usize, best: &mut Longest) {
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
