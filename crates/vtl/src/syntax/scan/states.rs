//! The patterns of the lexer's states.

use super::{Longest, Rule, Scanner};
use crate::syntax::token::{Kind, State};

impl Scanner<'_> {
    /// Matches references, directives and comments, which can start anywhere.
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

    pub(super) fn in_text(&mut self, p: usize, best: &mut Longest) {
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

    pub(super) fn after_hash(&mut self, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'\\' | b'$' | b'#' => {
                self.anywhere(p, best);
                self.line_comment(p, best);
            }
            b'e' | b'i' | b'{' => {
                self.control(p, best);
                self.word(p, best);
            }
            b'-' | b'.' | b'0'..=b'9' => self.number(p, best),
            _ => self.word(p, best),
        }
        best.offer(Rule::Terminator, self.character(p));
    }

    /// The names of the directives in the grammar.
    fn control(&self, p: usize, best: &mut Longest) {
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
    }

    pub(super) fn in_directive(&mut self, p: usize, best: &mut Longest) {
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

    pub(super) fn in_reference(&mut self, state: State, p: usize, best: &mut Longest) {
        match self.at(p) {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
                self.boolean(p, best);
                self.identifier(p, best);
            }
            b'.' => self.identifier(p, best),
            b'[' => best.token(Kind::IndexLeft, 1),
            b'(' if state == State::RefModifier => best.token(Kind::LeftParen, 1),
            b'{' => best.token(Kind::ReferenceLeftCurly, 1),
            b'}' => best.token(Kind::ReferenceRightCurly, 1),
            b'$' | b'\\' => self.anywhere(p, best),
            b' ' | b'\t' | b'#' => {
                best.token(Kind::SetDirective, self.set_directive(p));
                self.anywhere(p, best);
                if state == State::Reference {
                    self.line_comment(p, best);
                }
            }
            _ => {}
        }
        best.offer(Rule::Terminator, self.character(p));
        if state == State::Reference && self.at(p) == b'$' {
            best.token(Kind::EmptyIndex, self.empty_index(p));
        }
    }

    pub(super) fn in_arguments(&mut self, p: usize, best: &mut Longest) {
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

    pub(super) fn in_index(&mut self, p: usize, best: &mut Longest) {
        if self.at(p) == b']' {
            best.token(Kind::IndexRight, 1);
        }
        self.anywhere(p, best);
        self.whitespace(p, best);
        self.string(p, best);
        self.boolean(p, best);
        self.number(p, best);
    }

    pub(super) fn in_comment(&mut self, state: State, p: usize, best: &mut Longest) {
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
}
