use crate::settings::Engine;

/// The SQL of a kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// PostgreSQL's, of version 11 at least.
    Postgres,
    /// MySQL's, of version 8 at least, as far as MariaDB speaks it too.
    Mysql,
}

impl Dialect {
    /// That of an engine; none if it is no relational database.
    pub fn of(engine: Engine) -> Option<Self> {
        match engine {
            Engine::Dynamodb => None,
            Engine::Postgres => Some(Self::Postgres),
            Engine::Mysql => Some(Self::Mysql),
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MySQL",
        }
    }

    /// An identifier in the quotes that let it hold any character and be any word.
    pub fn quoted(self, identifier: &str) -> String {
        let quote = match self {
            Self::Postgres => '"',
            Self::Mysql => '`',
        };
        let doubled = identifier.replace(quote, &format!("{quote}{quote}"));
        format!("{quote}{doubled}{quote}")
    }

    /// A text as a literal, for definitions of tables: values of requests are bound.
    ///
    /// Backslashes are doubled for MySQL, which reads escapes in texts unless told not to.
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
    fn no_identifier_ends_its_quotes() {
        assert_eq!(Dialect::Postgres.quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(Dialect::Mysql.quoted("a`b"), "`a``b`");
    }

    #[test]
    fn no_text_ends_its_quotes() {
        assert_eq!(Dialect::Postgres.text("it's \\"), "'it''s \\'");
        assert_eq!(Dialect::Mysql.text("\\' --"), "'\\\\'' --'");
    }
}
