//! MySQL's types.

use burgeon_core::Name;
use burgeon_core::relational::{ColumnType, Dialect, Scalar};
use serde_json::Value as Json;

/// Strings are compared by their characters, without a language's collation.
pub(super) const TABLE_OPTIONS: &str = " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

/// Bytes that the key of an index has at most, and that a character of utf8mb4 takes.
///
/// Source of truth: MySQL's reference manual, "InnoDB Limits".
const KEY_BYTES: usize = 3072;
const CHARACTER_BYTES: usize = 4;

/// Characters that a name of an object has at most.
const NAME: usize = 255;

/// The type of a column that is part of a key of so many columns, or of none; `words` are those of
/// an enum.
pub(super) fn column_type<'a>(
    ty: &ColumnType,
    key_parts: Option<usize>,
    words: impl Fn(&Name) -> &'a [Name],
) -> String {
    let scalar = match ty {
        ColumnType::One(scalar) => scalar,
        ColumnType::List(_) | ColumnType::Json => return "json".to_owned(),
    };
    match (scalar, key_parts) {
        (Scalar::Id | Scalar::Text, Some(parts)) => {
            let fitting = KEY_BYTES / CHARACTER_BYTES / parts.max(1);
            format!("varchar({})", fitting.min(NAME))
        }
        (Scalar::Id, None) => format!("varchar({NAME})"),
        (Scalar::Text, None) => "mediumtext".to_owned(),
        (Scalar::Integer, _) => "int".to_owned(),
        (Scalar::Float, _) => "double".to_owned(),
        (Scalar::Boolean, _) => "boolean".to_owned(),
        (Scalar::Date, _) => "date".to_owned(),
        (Scalar::Time, _) => "time(3)".to_owned(),
        (Scalar::DateTime, _) => "datetime(3)".to_owned(),
        (Scalar::Epoch, _) => "bigint".to_owned(),
        (Scalar::Enum(name), _) => {
            let words: Vec<String> =
                words(name).iter().map(|word| Dialect::Mysql.text(word)).collect();
            format!("enum({})", words.join(", "))
        }
    }
}

/// The default of a column: an expression where MySQL takes no literal.
pub(super) fn default(ty: &ColumnType, value: &Json) -> String {
    let text = |text: &str| Dialect::Mysql.text(text);
    match (ty, value) {
        (ColumnType::List(_) | ColumnType::Json, value) => {
            format!("({})", text(&value.to_string()))
        }
        (ColumnType::One(Scalar::DateTime), Json::String(moment)) => text(&instant(moment)),
        (ColumnType::One(Scalar::Text), Json::String(value)) => format!("({})", text(value)),
        (ColumnType::One(_), Json::String(value)) => text(value),
        (ColumnType::One(_), other) => other.to_string(),
    }
}

/// A moment in UTC, as MySQL reads it.
fn instant(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(moment) => moment.strftime("%Y-%m-%d %H:%M:%S.%3f").to_string(),
        Err(_) => text.to_owned(),
    }
}
