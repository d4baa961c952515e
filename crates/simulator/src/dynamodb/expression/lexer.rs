//! An expression's text as tokens.

use std::fmt;

/// The smallest part of an expression that means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A keyword, a function's or an attribute's name.
    Word(String),
    /// `#name`, without the `#`.
    Name(String),
    /// `:value`, without the `:`.
    Value(String),
    /// An index into a list.
    Index(usize),
    /// Punctuation and operators.
    Symbol(&'static str),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Name(name) => write!(f, "#{name}"),
            Self::Value(name) => write!(f, ":{name}"),
            Self::Index(index) => write!(f, "{index}"),
            Self::Symbol(symbol) => f.write_str(symbol),
        }
    }
}

/// Longer symbols first; otherwise `<=` would be read as `<`.
const SYMBOLS: [&str; 14] =
    ["<>", "<=", ">=", "<", ">", "=", "(", ")", "[", "]", ",", ".", "+", "-"];

/// The tokens of an expression.
///
/// # Errors
/// The text from the first invalid character on.
pub fn tokens(expression: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '#' | ':' => {
                let name = leading(&rest[1..], is_name);
                let token = if first == '#' { Token::Name } else { Token::Value };
                (token(name.into()), 1 + name.len())
            }
            '0'..='9' => {
                let digits = leading(rest, |c| c.is_ascii_digit());
                (Token::Index(digits.parse().map_err(|_| digits.to_owned())?), digits.len())
            }
            'a'..='z' | 'A'..='Z' => {
                let word = leading(rest, is_name);
                (Token::Word(word.into()), word.len())
            }
            _ => match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
                Some(symbol) => (Token::Symbol(symbol), symbol.len()),
                None => return Err(rest.chars().take(10).collect()),
            },
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_token_is_read() {
        let text: Vec<_> = tokens("#a.b[10]<=:v AND size(c)<>:w")
            .expect("tokens")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(text.join(" "), "#a . b [ 10 ] <= :v AND size ( c ) <> :w");
    }

    #[test]
    fn an_attributes_name_cannot_start_with_an_underscore() {
        assert!(tokens("_version = :v").is_err());
    }
}
