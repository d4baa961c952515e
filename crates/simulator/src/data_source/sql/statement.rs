//! Converts a statement with named variables for the server.

use serde_json::{Map, Value as Json};

use super::super::DataSourceError;
use super::Sql;

/// A statement whose variables have become parameters.
pub(super) struct Statement {
    text: String,
    values: Vec<Json>,
}

impl Statement {
    /// Reads a statement. Every variable in it must have a value.
    pub(super) fn parse(
        sql: Sql,
        text: &str,
        variables: &Map<String, Json>,
    ) -> Result<Self, DataSourceError> {
        let mut statement = Self { text: String::new(), values: vec![] };
        let mut names: Vec<&str> = vec![];
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '\'' | '"' | '`' => quoted(rest, first),
                ':' if rest.starts_with("::") => 2,
                ':' => {
                    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                    1 + rest[1..].find(|c| !word(c)).unwrap_or(rest.len() - 1)
                }
                _ => first.len_utf8(),
            };
            let (piece, behind) = rest.split_at(length);
            rest = behind;
            if first != ':' || piece.len() < 2 || piece == "::" {
                statement.text.push_str(piece);
                continue;
            }
            let value = variables.get(piece).ok_or_else(|| {
                DataSourceError::new("BadRequestException", &format!("no variable `{piece}`"))
            })?;
            let known =
                names.iter().position(|name| *name == piece).filter(|_| sql == Sql::Postgres);
            let position = known.unwrap_or_else(|| {
                names.push(piece);
                statement.values.push(value.clone());
                names.len() - 1
            });
            match sql {
                Sql::Postgres => statement.text.push_str(&format!("${}", position + 1)),
                Sql::Mysql => statement.text.push('?'),
            }
        }
        Ok(statement)
    }

    /// A script that prepares the statement and executes it with its values. Values are hexadecimal
    /// digits, which need no escapes.
    pub(super) fn script(&self, sql: Sql) -> String {
        let values: Vec<String> = self.values.iter().map(|value| literal(sql, value)).collect();
        let values = values.join(", ");
        match sql {
            Sql::Postgres => {
                let types: Vec<&str> = self.values.iter().map(postgres_type).collect();
                let both = |text: &str| match text {
                    "" => String::new(),
                    text => format!("({text})"),
                };
                let (types, values) = (both(&types.join(", ")), both(&values));
                let text = &self.text;
                format!("PREPARE s {types} AS {text};\nEXECUTE s{values};\nDEALLOCATE s;\n")
            }
            Sql::Mysql => {
                let text = hexadecimal(&self.text);
                let using =
                    if values.is_empty() { String::new() } else { format!(" USING {values}") };
                format!(
                    "SET @s = CONVERT(X'{text}' USING utf8mb4);\nPREPARE s FROM @s;\nEXECUTE s{using};\n"
                )
            }
        }
    }
}

/// The length of a quoted text at the start; a doubled quote is a part of it.
fn quoted(text: &str, quote: char) -> usize {
    let mut end = 1;
    while let Some(found) = text[end..].find(quote) {
        end += found + 1;
        if !text[end..].starts_with(quote) {
            return end;
        }
        end += 1;
    }
    text.len()
}

/// The Data API's type of a value.
fn postgres_type(value: &Json) -> &'static str {
    match value {
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_f64() => "double precision",
        Json::Number(_) => "bigint",
        _ => "text",
    }
}

fn literal(sql: Sql, value: &Json) -> String {
    match (sql, value) {
        (_, Json::Null) => "NULL".to_owned(),
        (_, Json::Bool(_) | Json::Number(_)) => value.to_string(),
        (Sql::Postgres, Json::String(text)) => {
            format!("convert_from(decode('{}', 'hex'), 'UTF8')", hexadecimal(text))
        }
        (Sql::Mysql, Json::String(text)) if text.is_empty() => "''".to_owned(),
        (Sql::Mysql, Json::String(text)) => {
            format!("CONVERT(X'{}' USING utf8mb4)", hexadecimal(text))
        }
        // The Data API supports neither lists nor objects.
        (_, Json::Array(_) | Json::Object(_)) => "value_of_no_type".to_owned(),
    }
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(sql: Sql, text: &str) -> Statement {
        let variables = json!({ ":a": "it's", ":b": 1 });
        Statement::parse(sql, text, variables.as_object().unwrap()).unwrap()
    }

    #[test]
    fn variables_become_parameters_and_nothing_else_does() {
        let text = "SELECT ':a' , \":a\"\":a\", x::text FROM t WHERE a = :a AND b = :b OR c = :a";
        let postgres = parse(Sql::Postgres, text);
        assert!(postgres.text.ends_with("x::text FROM t WHERE a = $1 AND b = $2 OR c = $1"));
        assert!(postgres.text.starts_with("SELECT ':a' , \":a\"\":a\""));
        assert_eq!(parse(Sql::Mysql, text).values.len(), 3);
    }

    #[test]
    fn values_are_written_in_digits() {
        let script = parse(Sql::Postgres, "SELECT :a, :b").script(Sql::Postgres);
        assert!(script.contains("PREPARE s (text, bigint) AS SELECT $1, $2;"), "{script}");
        assert!(script.contains("EXECUTE s(convert_from(decode('69742773', 'hex'), 'UTF8'), 1);"));
    }

    #[test]
    fn a_variable_that_is_not_given_is_refused() {
        assert!(Statement::parse(Sql::Mysql, ":c", &Map::new()).is_err());
    }
}
