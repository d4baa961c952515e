use burgeon_cloudformation::short_hash;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bytes that a name has at most, in either dialect.
pub const MAX_NAME: usize = 63;

/// Hexadecimal digits that distinguish a name which was cut.
const HASH_DIGITS: usize = 8;

/// The SQL of a kind of database.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Dialect {
    /// PostgreSQL's, of version 11 at least.
    Postgres,
    /// MySQL 8 or later, in the subset that MariaDB supports.
    Mysql,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Postgres, Self::Mysql];

    /// The dialect of a [word](Dialect::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MySQL",
        }
    }

    /// Its name in the settings and in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// A quoted identifier, which may hold any character and be any keyword.
    pub fn quoted(self, identifier: &str) -> String {
        let quote = match self {
            Self::Postgres => '"',
            Self::Mysql => '`',
        };
        let doubled = identifier.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    }

    /// A name of an index or of a constraint. A long one is truncated and ends in a part of its SHA-256.
    ///
    /// Source of truth: `NAMEDATALEN` of PostgreSQL, which cuts names after 63 bytes; MySQL takes 64
    /// characters.
    pub fn fitting(name: &str) -> String {
        if name.len() <= MAX_NAME {
            return name.to_owned();
        }
        let hash = short_hash(name, HASH_DIGITS);
        let mut end = MAX_NAME - HASH_DIGITS - 1;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        format!("{}_{hash}", &name[..end])
    }

    /// A string literal, for definitions of tables: values of requests are bound.
    ///
    /// Backslashes are doubled for MySQL, which has escapes in strings by default.
    pub fn text(self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        match self {
            Self::Postgres => format!("'{doubled}'"),
            Self::Mysql => format!("'{}'", doubled.replace('\\', "\\\\")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn every_dialect_has_a_word() {
        assert_eq!(Dialect::ALL.map(|it| Dialect::from_word(it.word())), Dialect::ALL.map(Some));
        assert_eq!(Dialect::from_word("sqlite"), None);
    }

    #[test]
    fn no_identifier_ends_its_quotes() {
        assert_eq!(Dialect::Postgres.quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(Dialect::Mysql.quoted("a`b"), "`a``b`");
    }

    #[test]
    fn long_names_fit_and_are_distinct() {
        let names = ["a", "b"].map(|last| Dialect::fitting(&format!("{}{last}", "x".repeat(80))));
        assert!(names.iter().all(|name| name.len() == super::MAX_NAME));
        assert_ne!(names[0], names[1]);
        assert_eq!(Dialect::fitting("Post_byTitle"), "Post_byTitle");
    }

    #[test]
    fn no_text_ends_its_quotes() {
        assert_eq!(Dialect::Postgres.text("it's \\"), "'it''s \\'");
        assert_eq!(Dialect::Mysql.text("\\' --"), "'\\\\'' --'");
    }
}
