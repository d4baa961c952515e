//! Splits SQL statements, and finds their variables.

use burgeon_core::relational::Dialect;

/// A statement, and the variables in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) text: String,
    /// Names, each once, in the order of the text.
    pub(super) variables: Vec<String>,
}

/// The statements of a text in a dialect, parted by semicolons.
pub(super) fn statements(text: &str, dialect: Dialect) -> Vec<Statement> {
    let empty = || Statement { text: String::new(), variables: vec![] };
    let mut all = vec![];
    let mut current = empty();
    let mut at = 0;
    while at < text.len() {
        let piece = &text[at..at + length(text, at, dialect)];
        at += piece.len();
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

/// The length of the token at this position: a word, a quoted string, a comment, a cast, a
/// variable, or a character.
///
/// Source of truth: PostgreSQL's "Lexical Structure", MySQL's "String Literals" and "Comments".
fn length(text: &str, at: usize, dialect: Dialect) -> usize {
    let rest = &text[at..];
    let until = |end: &str, from: usize| {
        rest[from..].find(end).map_or(rest.len(), |found| from + found + end.len())
    };
    let Some(first) = rest.chars().next() else { return 0 };
    let is_mysql = dialect == Dialect::Mysql;
    match first {
        '\'' | '"' if is_mysql => quoted(rest, first),
        '\'' if text[..at].ends_with(['e', 'E']) && is_start(text, at - 1) => quoted(rest, first),
        '\'' | '"' | '`' => until(first.encode_utf8(&mut [0; 4]), 1),
        '#' if is_mysql => until("\n", 1),
        '-' if rest.starts_with("--") && is_comment(&rest[2..], dialect) => until("\n", 2),
        '/' if rest.starts_with("/*") && is_mysql => until("*/", 2),
        '/' if rest.starts_with("/*") => nested_comment(rest),
        '$' if !is_mysql && is_start(text, at) => match dollar_quote(rest) {
            Some(quote) => until(quote, quote.len()),
            None => 1,
        },
        ':' if rest.starts_with("::") => 2,
        ':' => 1 + rest[1..].find(|c: char| !is_word(c)).unwrap_or(rest.len() - 1),
        _ => first.len_utf8(),
    }
}

/// Whether no word continues there.
fn is_start(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| is_word(c) || c == '$' || !c.is_ascii())
}

/// Whether `--` begins a comment: in MySQL, only where a space follows.
fn is_comment(behind: &str, dialect: Dialect) -> bool {
    dialect == Dialect::Postgres || behind.chars().next().is_none_or(char::is_whitespace)
}

/// The length of a PostgreSQL comment, which can be nested.
fn nested_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['/', '*']) {
        at += found;
        match text.get(at..at + 2) {
            Some("/*") => depth += 1,
            Some("*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of a quoted string with backslash escapes.
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
    let word = &text[1..end];
    let is_tag = word.chars().all(|c| is_word(c) || !c.is_ascii());
    (is_tag && !word.starts_with(|c: char| c.is_ascii_digit())).then(|| &text[..=end])
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::Dialect::{Mysql, Postgres};
    use super::*;

    fn variables(text: &str, dialect: Dialect) -> Vec<String> {
        statements(text, dialect).into_iter().flat_map(|one| one.variables).collect()
    }

    fn texts(text: &str, dialect: Dialect) -> Vec<String> {
        statements(text, dialect).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn variables_are_found_where_they_are() {
        for dialect in [Postgres, Mysql] {
            assert_eq!(variables("SELECT :a, :b_1 FROM t WHERE c=:a", dialect), ["a", "b_1"]);
            assert_eq!(
                variables("':a' \":b\" `:c` -- :d\n /* :e */ 'it''s :f' :g 12:30 :", dialect),
                ["g"]
            );
        }
    }

    #[test]
    fn each_dialect_has_its_own_quotes() {
        for (text, postgres, mysql) in [
            (r"'it\'s :x' :y", "x", "y"),
            (r"E'it\'s :x' :y", "y", "y"),
            (r"e'\\' :y", "y", "y"),
            (r"SOME'\' :y", "y", ""),
            (r#""a\" :x" :y"#, "x", "y"),
            ("$$ :f $$ $x$ $$ :g $x$ :h", "h", "f g h"),
            ("a$b$ = :c AND d$b$ = :e", "c e", "c e"),
            ("$1 :a $1", "a", "a"),
        ] {
            assert_eq!(variables(text, Postgres).join(" "), postgres, "{text}");
            assert_eq!(variables(text, Mysql).join(" "), mysql, "{text}");
        }
    }

    #[test]
    fn each_dialect_has_its_own_comments() {
        for (text, postgres, mysql) in [
            ("1 # :a\n :b", "a b", "b"),
            ("1--:a\n + :b", "b", "a b"),
            ("1 --\n:a", "a", "a"),
            ("/* /* :a */ :b */ :c", "c", "b c"),
            ("/*/ :a */ :b", "b", "b"),
            ("x::text", "", ""),
        ] {
            assert_eq!(variables(text, Postgres).join(" "), postgres, "{text}");
            assert_eq!(variables(text, Mysql).join(" "), mysql, "{text}");
        }
    }

    #[test]
    fn statements_end_where_they_do() {
        let plain = "UPDATE t SET a=';'; SELECT 1;";
        for dialect in [Postgres, Mysql] {
            assert_eq!(texts(plain, dialect), ["UPDATE t SET a=';'", "SELECT 1"]);
            assert_eq!(texts(" ; ", dialect), [] as [&str; 0]);
            assert_eq!(texts("SELECT 'never ended; ", dialect), ["SELECT 'never ended;"]);
        }
        assert_eq!(
            texts(r"SELECT 'it\'s; \\'; SELECT `\`; ", Mysql),
            [r"SELECT 'it\'s; \\'", r"SELECT `\`"]
        );
        assert_eq!(texts(r"SELECT 'never ended\'; ", Mysql), [r"SELECT 'never ended\';"]);
        assert_eq!(texts(r"SELECT 'a\'; SELECT 1", Postgres), [r"SELECT 'a\'", "SELECT 1"]);
    }

    proptest::proptest! {
        /// However odd a text is, nothing of it is lost but what parts its statements.
        #[test]
        fn no_text_is_too_odd(
            pieces in proptest::collection::vec(proptest::sample::select(vec![
                "'", "\"", "`", "$", "$é$", "$a$", ":", "::", "é", "a", "E", ";", "\\", "--", "#", "/*",
                "*/", "\n", " ", "1",
            ]), 0..30),
        ) {
            let text = pieces.concat();
            for dialect in [Postgres, Mysql] {
                let kept: String = texts(&text, dialect).concat();
                let is_meant = |c: &char| !c.is_whitespace() && *c != ';';
                let count = |text: &str| text.chars().filter(is_meant).count();
                proptest::prop_assert_eq!(count(&kept), count(&text));
            }
        }
    }
}
