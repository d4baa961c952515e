//! Expressions of DynamoDB, with the names and values that they refer to.

mod placeholders;

use serde_json::{Value as Json, json};

use self::placeholders::Placeholders;
use crate::state::{Interrupt, State};
use crate::util::arguments::{any, map};
use crate::util::json;
use crate::value::Value;

/// The maximal number of values of `IN`.
const MAX_IN: usize = 100;

/// A filter as an expression, as JSON: `{"expression", "expressionNames", "expressionValues"}`.
pub fn to_expression(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    map(args, 0)?;
    let filter = any(args, 0).to_json(state)?;
    let mut builder = Builder { placeholders: Placeholders::new(state) };
    let expression = builder.all(&filter, "")?.map(Expression::alone).unwrap_or_default();
    let (names, values) = builder.placeholders.into_parts();
    let expression = json!({
        "expression": expression,
        "expressionNames": names,
        "expressionValues": values,
    });
    json::print_json(state, &expression)
}

/// An expression, and whether it is alternatives.
struct Expression {
    text: String,
    is_or: bool,
}

impl Expression {
    /// Its text, which can be joined to others with `AND` as it is.
    fn alone(self) -> String {
        if self.is_or { format!("({})", self.text) } else { self.text }
    }
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Self { text, is_or: false }
    }
}

struct Builder<'b, 'e> {
    placeholders: Placeholders<'b, 'e>,
}

impl Builder<'_, '_> {
    /// All entries of a filter. `scope` begins the placeholders of its values.
    fn all(&mut self, filter: &Json, scope: &str) -> Result<Option<Expression>, Interrupt> {
        let entries = filter
            .as_object()
            .ok_or_else(|| Interrupt::exception(format!("`{filter}` is not a filter")))?;
        let mut parts = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let below = format!("{scope}{name}_");
            parts.extend(match name.as_str() {
                _ if value.is_null() => None,
                "and" | "or" => self.each(value, &below, name == "or")?,
                "not" => {
                    let not = |e: Expression| format!("NOT ({})", e.text).into();
                    self.all(value, &below)?.map(not)
                }
                field => self.attribute("", field, value, &format!("{scope}{field}"))?,
            });
        }
        self.join(parts, false)
    }

    /// Each of a list of filters, or a single one.
    fn each(
        &mut self,
        filters: &Json,
        scope: &str,
        is_or: bool,
    ) -> Result<Option<Expression>, Interrupt> {
        let Json::Array(filters) = filters else {
            return self.all(filters, scope);
        };
        let mut parts = Vec::with_capacity(filters.len());
        for (index, filter) in filters.iter().enumerate() {
            parts.extend(self.all(filter, &format!("{scope}{index}_"))?);
        }
        self.join(parts, is_or)
    }

    /// One expression as it is, several joined.
    fn join(
        &mut self,
        mut parts: Vec<Expression>,
        is_or: bool,
    ) -> Result<Option<Expression>, Interrupt> {
        if parts.len() < 2 {
            return Ok(parts.pop());
        }
        self.placeholders.state.allocate(parts.iter().map(|p| p.text.len() + 8).sum())?;
        let parts: Vec<String> = parts.into_iter().map(|p| format!("({})", p.text)).collect();
        Ok(Some(Expression { text: parts.join(if is_or { " OR " } else { " AND " }), is_or }))
    }

    /// All conditions on the attribute `name` below `path`.
    fn attribute(
        &mut self,
        path: &str,
        name: &str,
        conditions: &Json,
        label: &str,
    ) -> Result<Option<Expression>, Interrupt> {
        let (placeholder, is_new) = self.placeholders.name(name)?;
        let expression = self.field(conditions, &format!("{path}{placeholder}"), label)?;
        if expression.is_none() && is_new {
            // DynamoDB refuses names that are not used.
            self.placeholders.forget(&placeholder);
        }
        Ok(expression)
    }

    /// All conditions on a field, which expressions call `operand` and placeholders `label`.
    fn field(
        &mut self,
        conditions: &Json,
        operand: &str,
        label: &str,
    ) -> Result<Option<Expression>, Interrupt> {
        let conditions = conditions.as_object().ok_or_else(|| {
            Interrupt::exception(format!("the filter of `{operand}` is not a Map of operators"))
        })?;
        let mut parts = Vec::with_capacity(conditions.len());
        for (operator, value) in conditions {
            let label = format!("{label}_{operator}");
            let part = match (operator.as_str(), value) {
                ("attributeExists", Json::Bool(true)) => format!("attribute_exists({operand})"),
                ("attributeExists", Json::Bool(false)) => {
                    format!("attribute_not_exists({operand})")
                }
                ("attributeType", Json::String(name)) => {
                    let code = attribute_type(name).ok_or_else(|| unfit(operator, value))?;
                    let code = self.placeholders.value(&label, &code.into())?;
                    format!("attribute_type({operand}, {code})")
                }
                ("size", Json::Object(_)) => {
                    let size = format!("size({operand})");
                    parts.extend(self.field(value, &size, &label)?);
                    continue;
                }
                ("attributeExists" | "attributeType" | "size", _) => {
                    return Err(unfit(operator, value));
                }
                _ => match self.comparison(operator, value, operand, &label)? {
                    Some(comparison) => comparison,
                    None => {
                        // An attribute within the attribute.
                        if !value.is_object() || operand.starts_with("size(") {
                            return Err(Interrupt::exception(format!(
                                "unknown operator `{operator}` for `{operand}`"
                            )));
                        }
                        let path = format!("{operand}.");
                        parts.extend(self.attribute(&path, operator, value, &label)?);
                        continue;
                    }
                },
            };
            parts.push(part.into());
        }
        self.join(parts, false)
    }

    /// A comparison with values; `None` for an unknown operator.
    fn comparison(
        &mut self,
        operator: &str,
        value: &Json,
        operand: &str,
        label: &str,
    ) -> Result<Option<String>, Interrupt> {
        let (before, after) = match operator {
            "eq" => (format!("{operand} = "), ""),
            "ne" => (format!("{operand} <> "), ""),
            "lt" => (format!("{operand} < "), ""),
            "le" => (format!("{operand} <= "), ""),
            "gt" => (format!("{operand} > "), ""),
            "ge" => (format!("{operand} >= "), ""),
            "between" | "in" => return self.several(operator, value, operand, label).map(Some),
            _ if operand.starts_with("size(") => return Ok(None),
            "contains" => (format!("contains({operand}, "), ")"),
            "notContains" => (format!("NOT contains({operand}, "), ")"),
            "beginsWith" => (format!("begins_with({operand}, "), ")"),
            _ => return Ok(None),
        };
        let value = self.placeholders.value(label, value)?;
        Ok(Some(format!("{before}{value}{after}")))
    }

    fn several(
        &mut self,
        operator: &str,
        values: &Json,
        operand: &str,
        label: &str,
    ) -> Result<String, Interrupt> {
        let counts = if operator == "in" { 1..=MAX_IN } else { 2..=2 };
        let values = values.as_array().filter(|v| counts.contains(&v.len()));
        let values = values.ok_or_else(|| {
            let count = if operator == "in" { "1 to 100" } else { "2" };
            Interrupt::exception(format!("`{operator}` takes a List of {count} values"))
        })?;
        let mut placeholders = Vec::with_capacity(values.len());
        for (index, value) in (1..).zip(values) {
            placeholders.push(self.placeholders.value(&format!("{label}_{index}"), value)?);
        }
        Ok(match operator {
            "in" => format!("{operand} IN ({})", placeholders.join(", ")),
            _ => format!("{operand} BETWEEN {}", placeholders.join(" AND ")),
        })
    }
}

fn unfit(operator: &str, value: &Json) -> Interrupt {
    Interrupt::exception(format!("`{operator}` does not take {value}"))
}

/// DynamoDB's name of a type, from that name or from the one in GraphQL inputs.
fn attribute_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" | "S" => "S",
        "stringSet" | "SS" => "SS",
        "number" | "N" => "N",
        "numberSet" | "NS" => "NS",
        "binary" | "B" => "B",
        "binarySet" | "BS" => "BS",
        "bool" | "boolean" | "BOOL" => "BOOL",
        "_null" | "NULL" => "NULL",
        "list" | "L" => "L",
        "map" | "M" => "M",
        _ => return None,
    })
}
