//! Statements of SQL, as far as they have to be read: where one ends, and what they name.

/// A statement, and the variables in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) text: String,
    /// Names, each once, in the order of the text.
    pub(super) variables: Vec<String>,
}

/// The statements of a text, parted by semicolons.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    parted(text, false)
}

/// The statements of a text in which a backslash takes the meaning of the next character within a
/// quoted text, as MySQL has it.
pub(super) fn statements_with_escapes(text: &str) -> Vec<Statement> {
    parted(text, true)
}

fn parted(text: &str, has_escapes: bool) -> Vec<Statement> {
    let empty = || Statement { text: String::new(), variables: vec![] };
    let mut all = vec![];
    let mut current = empty();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, behind) = rest.split_at(length(rest, first, has_escapes));
        rest = behind;
        if piece == ";" {
            all.push(std::mem::replace(&mut current, empty()));
            continue;
        }
        if let Some(name) = piece.strip_prefix(':').filter(|name| is_name(name))
            && !current.variables.iter().any(|known| known == name)
        {
            current.variables.push(name.to_owned());
        }
        current.text.push_str(piece);
    }
    all.push(current);
    all.iter_mut().for_each(|one| one.text = one.text.trim().to_owned());
    all.retain(|one| !one.text.is_empty());
    all
}

/// The length of what stands at the start: a quoted text, a comment, a cast, a variable, or a
/// character.
fn length(text: &str, first: char, has_escapes: bool) -> usize {
    let until = |end: &str, from: usize| {
        text[from..].find(end).map_or(text.len(), |found| from + found + end.len())
    };
    match first {
        '\'' | '"' if has_escapes => quoted(text, first),
        '\'' | '"' | '`' => until(first.encode_utf8(&mut [0; 4]), 1),
        '-' if text.starts_with("--") => until("\n", 2),
        '/' if text.starts_with("/*") => until("*/", 2),
        '$' => match dollar_quote(text) {
            Some(quote) => until(quote, quote.len()),
            None => 1,
        },
        ':' if text.starts_with("::") => 2,
        ':' => 1 + text[1..].find(|c: char| !is_word(c)).unwrap_or(text.len() - 1),
        _ => first.len_utf8(),
    }
}

/// The length of a quoted text, whose quotes stand within it behind backslashes.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    let mut is_end = |(_, c): &(usize, char)| {
        let ends = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    };
    text.char_indices().skip(1).find(|one| is_end(one)).map_or(text.len(), |(at, _)| at + 1)
}

/// PostgreSQL's `$$` or `$word$`, which a quoted text begins and ends with.
fn dollar_quote(text: &str) -> Option<&str> {
    let end = 1 + text[1..].find('$')?;
    text[1..end].chars().all(is_word).then(|| &text[..=end])
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(text: &str) -> Vec<String> {
        statements(text).into_iter().flat_map(|one| one.variables).collect()
    }

    #[test]
    fn variables_are_found_where_they_are() {
        assert_eq!(variables("SELECT :a, x::text, :b_1 FROM t WHERE c=:a"), ["a", "b_1"]);
        assert_eq!(variables("':a' \":b\" `:c` -- :d\n /* :e */ $$ :f $$ $x$ $$ :g $x$ :h"), ["h"]);
        assert_eq!(variables("'it''s :a' :b 12:30 :"), ["b"]);
    }

    #[test]
    fn statements_end_where_they_do() {
        let texts = |text| statements(text).into_iter().map(|one| one.text).collect::<Vec<_>>();
        assert_eq!(texts("UPDATE t SET a=';'; SELECT 1;"), ["UPDATE t SET a=';'", "SELECT 1"]);
        let escaped = |text| {
            statements_with_escapes(text).into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(
            escaped(r"SELECT 'it\'s; \\'; SELECT `\`; "),
            [r"SELECT 'it\'s; \\'", r"SELECT `\`"]
        );
        assert_eq!(escaped(r"SELECT 'never ended\'; "), [r"SELECT 'never ended\';"]);
        assert_eq!(texts(r"SELECT 'a\'; SELECT 1"), [r"SELECT 'a\'", "SELECT 1"]);
        assert_eq!(texts(" ; "), [] as [&str; 0]);
        assert_eq!(texts("SELECT 'never ended; "), ["SELECT 'never ended;"]);
    }

    #[test]
    fn no_text_is_too_odd() {
        for text in ["", ":", "$", "$é$", "'", "--", "/*", "é:é", ":é", "$a", ";;"] {
            statements(text);
        }
    }
}
