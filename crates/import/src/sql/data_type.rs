//! The types of columns, as those of fields.

use sqlparser::ast::{ArrayElemTypeDef, DataType, EnumMember, ObjectName};

use super::table::Ty;

/// The type of a field for a column, if there is one; `called` names an enum without a name.
pub(super) fn ty(
    defined: &DataType,
    known: &[(String, Vec<String>)],
    called: &str,
    enums: &mut Vec<(String, Vec<String>)>,
) -> Option<Ty> {
    match defined {
        DataType::Array(ArrayElemTypeDef::SquareBracket(item, _)) => {
            let item = ty(item, known, called, enums)?;
            return Some(Ty::List(Box::new(item)));
        }
        DataType::Enum(members, _) => {
            let word = |member: &EnumMember| match member {
                EnumMember::Name(name) | EnumMember::NamedValue(name, _) => name.clone(),
            };
            enums.push((called.to_owned(), members.iter().map(word).collect()));
            return Some(Ty::Enum(called.to_owned()));
        }
        DataType::Custom(name, _) => {
            let name = unqualified_name(name);
            if known.iter().any(|(known, _)| *known == name) {
                return Some(Ty::Enum(name));
            }
        }
        _ => {}
    }
    let text = defined.to_string().to_ascii_uppercase();
    let word = text.split(['(', ' ']).next().unwrap_or_default();
    Some(Ty::Scalar(match word {
        "TINYINT" if text.starts_with("TINYINT(1)") => "Boolean",
        "BOOL" | "BOOLEAN" => "Boolean",
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "INTEGER" | "BIGINT" | "INT2" | "INT4"
        | "INT8" | "SERIAL" | "SMALLSERIAL" | "BIGSERIAL" => "Int",
        "REAL" | "FLOAT" | "FLOAT4" | "FLOAT8" | "DOUBLE" | "NUMERIC" | "DECIMAL" => "Float",
        "TEXT" | "TINYTEXT" | "MEDIUMTEXT" | "LONGTEXT" | "VARCHAR" | "CHAR" | "CHARACTER" => {
            "String"
        }
        "DATE" => "AWSDate",
        "TIME" => "AWSTime",
        "TIMESTAMP" | "TIMESTAMPTZ" | "DATETIME" => "AWSDateTime",
        "JSON" | "JSONB" => "AWSJSON",
        _ => return None,
    }))
}

/// The name of a table or type without its database and schema.
pub(super) fn unqualified_name(name: &ObjectName) -> String {
    let part = name.0.last().and_then(|part| part.as_ident());
    part.map(|ident| ident.value.clone()).unwrap_or_default()
}
