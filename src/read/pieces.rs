//! Cuts a file at its definitions, without parsing it.

use std::ops::Range;

use apollo_parser::{Lexer, TokenKind};

/// A part of a file: one definition, or other tokens.
pub(super) struct Piece {
    /// Its bytes, up to the next piece.
    pub range: Range<usize>,
    /// Its first token.
    pub first: Range<usize>,
    /// The kind of the first token.
    pub first_kind: TokenKind,
    /// The keyword that it begins with; `type` if it begins with another word.
    pub keyword: String,
    /// The range of its name, if it has one.
    pub name: Option<Range<usize>>,
}

/// The keywords that definitions begin with.
const KEYWORDS: [&str; 8] =
    ["type", "input", "enum", "interface", "union", "scalar", "directive", "schema"];

/// Cuts a text at its definitions.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let tokens = tokens(text);
    let starts = starts(text, &tokens);
    let ends = starts.iter().skip(1).map(|&next| tokens[next].start).chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| piece(&tokens[start..], end)).collect()
}

fn piece(tokens: &[Token<'_>], end: usize) -> Piece {
    let first = &tokens[0];
    let own = tokens.iter().take_while(|token| token.start < end);
    let mut words = own.skip_while(|token| token.kind == TokenKind::StringValue);
    let keyword = words.next().filter(|token| token.kind == TokenKind::Name);
    let is_extension = keyword.is_some_and(|keyword| keyword.text == "extend");
    let mut rest = words
        .skip_while(|token| is_extension && KEYWORDS.contains(&token.text))
        .skip_while(|token| token.kind == TokenKind::At);
    let name = rest.next().filter(|token| token.kind == TokenKind::Name);
    let keyword = keyword.map_or("type", |keyword| keyword.text);
    let is_known = is_extension || KEYWORDS.contains(&keyword);
    Piece {
        range: first.start..end,
        first: first.range(),
        first_kind: first.kind,
        keyword: if is_known { keyword } else { "type" }.to_owned(),
        name: name.map(Token::range),
    }
}

/// A token other than white space, comments and commas.
struct Token<'a> {
    kind: TokenKind,
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The tokens of a text. An unterminated block string ends with its first line, because it would
/// otherwise extend to the end.
fn tokens(text: &str) -> Vec<Token<'_>> {
    use TokenKind::{Comma, Comment, Eof, Whitespace};
    let mut tokens = Vec::new();
    let mut start = 0;
    loop {
        let mut restart = None;
        for token in Lexer::new(&text[start..]) {
            match token {
                Ok(token) if matches!(token.kind(), Whitespace | Comment | Comma | Eof) => {}
                Ok(token) => tokens.push(Token {
                    kind: token.kind(),
                    text: token.data(),
                    start: start + token.index(),
                }),
                Err(fault) => {
                    let first = start + fault.index();
                    let line = fault.data().split('\n').next().unwrap_or_default();
                    let is_text = line.starts_with('"');
                    let kind = if is_text { TokenKind::StringValue } else { Eof };
                    let line = text.get(first..first + line.len()).unwrap_or_default();
                    tokens.push(Token { kind, text: line, start: first });
                    if fault.data().contains('\n') {
                        let rest = &text.as_bytes()[first..];
                        let line_end = rest.iter().position(|byte| *byte == b'\n');
                        restart = line_end.map(|at| first + at + 1);
                        break;
                    }
                }
            }
        }
        match restart {
            Some(next) => start = next,
            None => return tokens,
        }
    }
}

/// The positions of the tokens that pieces begin with.
fn starts(text: &str, tokens: &[Token<'_>]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    let mut indentation = 0;
    let mut is_after_body = false;
    let mut header_end = 0;
    for (position, token) in tokens.iter().enumerate() {
        let name = (position >= header_end).then(|| name_of(&tokens[position..])).flatten();
        let opens = name.is_some_and(|name| {
            let is_outside = depth == 0 && (position == 0 || ends(&tokens[position - 1]));
            is_outside
                || indentation_of(text, token.start).is_some_and(|own| own <= indentation)
                    && has_body(&tokens[position + name..])
        });
        if position == 0 || is_after_body || opens {
            starts.push(position);
            depth = 0;
            indentation = indentation_of(text, token.start).unwrap_or(indentation);
            header_end = name.map_or(position, |name| position + name);
        }
        match token.kind {
            TokenKind::LCurly | TokenKind::LParen | TokenKind::LBracket => depth += 1,
            TokenKind::RCurly | TokenKind::RParen | TokenKind::RBracket => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        is_after_body = depth == 0 && token.kind == TokenKind::RCurly;
    }
    starts
}

/// If a definition may begin here: the number of tokens before its name, or before what is in the
/// place of one.
fn name_of(tokens: &[Token<'_>]) -> Option<usize> {
    let description = usize::from(tokens.first()?.kind == TokenKind::StringValue);
    let extend = usize::from(tokens.get(description)?.text == "extend");
    let keyword = description + extend;
    let word = tokens.get(keyword)?;
    if word.kind != TokenKind::Name || !KEYWORDS.contains(&word.text) {
        return None;
    }
    let next = tokens.get(keyword + 1)?;
    let is_name = match word.text {
        "schema" => matches!(next.kind, TokenKind::LCurly | TokenKind::At),
        "directive" => next.kind == TokenKind::At,
        _ => next.kind == TokenKind::Name,
    };
    is_name.then_some(keyword + 1)
}

/// Whether a definition's name, which the tokens begin with, is followed by what follows names of
/// definitions; not so the names of fields.
fn has_body(tokens: &[Token<'_>]) -> bool {
    let is_body = |token: &Token<'_>| {
        matches!(token.kind, TokenKind::LCurly | TokenKind::At | TokenKind::Eq)
            || token.text == "implements"
    };
    tokens.iter().take(2).any(is_body)
}

/// Whether a definition may begin behind the token.
fn ends(token: &Token<'_>) -> bool {
    !matches!(
        token.kind,
        TokenKind::Eq | TokenKind::Pipe | TokenKind::Amp | TokenKind::Colon | TokenKind::At
    )
}

/// The indentation of a token. `None` if it is not the first of its line.
fn indentation_of(text: &str, start: usize) -> Option<usize> {
    let line_start = text[..start].rfind('\n').map_or(0, |line_end| line_end + 1);
    let before = &text[line_start..start];
    before.trim().is_empty().then_some(before.len())
}
