//! The defaults of columns, as far as a model can have them: literals.

use burgeon_transformers::default_value::is_text_of;
use sqlparser::ast::{Expr, UnaryOperator, Value};

use super::table::Ty;

/// The `@default` of a field of the type; `members` are the values of its enum.
pub(super) fn of_column(default: &Expr, ty: &Ty, members: &[String]) -> Option<String> {
    let text = literal(default)?;
    let Ty::Scalar(scalar) = ty else {
        return (matches!(ty, Ty::Enum(_)) && members.contains(&text)).then_some(text);
    };
    let fits = match *scalar {
        "Int" => text.parse::<i32>().is_ok(),
        "Float" => text.parse::<serde_json::Number>().is_ok(),
        "Boolean" => {
            return match text.to_ascii_lowercase().as_str() {
                "1" | "t" | "true" => Some("true".to_owned()),
                "0" | "f" | "false" => Some("false".to_owned()),
                _ => None,
            };
        }
        "AWSJSON" => serde_json::from_str::<serde_json::Value>(&text).is_ok(),
        other => is_text_of(other, &text),
    };
    fits.then_some(text)
}

/// The text of a literal, regardless of casts.
fn literal(default: &Expr) -> Option<String> {
    match default {
        Expr::Cast { expr, .. } | Expr::Nested(expr) => literal(expr),
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => Some(format!("-{}", literal(expr)?)),
        Expr::Value(value) => match &value.value {
            Value::Number(number, _) => Some(number.clone()),
            Value::SingleQuotedString(text) => Some(text.clone()),
            Value::Boolean(truth) => Some(truth.to_string()),
            _ => None,
        },
        _ => None,
    }
}
