//! Refuses values that break the rules.

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::{FieldRule, Rule};
use burgeon_core::mapping_template::{Statements, render};
use burgeon_core::vtl::{Expression, property};
use indexmap::IndexMap;
use serde_json::Value;

/// The rules of a model, field by field.
#[derive(Debug, Template)]
#[template(path = "validate/step.vtl", escape = "none")]
pub(super) struct Validation {
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    value: String,
    checks: Vec<Check>,
}

#[derive(Debug)]
struct Check {
    condition: String,
    message: Expression,
}

impl Validation {
    pub(super) fn new(rules: &[FieldRule]) -> Self {
        let mut fields: IndexMap<&Name, Field> = IndexMap::new();
        for rule in rules {
            let value = format!("$ctx.args.input{}", property(&rule.field));
            let condition = condition(&rule.rule, &value);
            let check = Check { condition, message: Expression::string(&rule.message) };
            let field = fields.entry(&rule.field);
            field.or_insert_with(|| Field { value, checks: vec![] }).checks.push(check);
        }
        Self { fields: fields.into_values().collect() }
    }
}

impl Statements for Validation {
    fn before(&self) -> String {
        render(self)
    }
}

/// The condition in VTL that a value keeps a rule.
pub(super) fn condition(rule: &Rule, value: &str) -> String {
    let compared = |sign: &str, number: &serde_json::Number| {
        format!("{value} {sign} {}", Expression::literal(&Value::Number(number.clone())))
    };
    match rule {
        Rule::Above(number) => compared(">", number),
        Rule::Below(number) => compared("<", number),
        Rule::AtLeast(number) => compared(">=", number),
        Rule::AtMost(number) => compared("<=", number),
        Rule::MinLength(length) => format!("{value}.length() >= {length}"),
        Rule::MaxLength(length) => format!("{value}.length() <= {length}"),
        Rule::StartsWith(text) => format!("{value}.startsWith({})", Expression::string(text)),
        Rule::EndsWith(text) => format!("{value}.endsWith({})", Expression::string(text)),
        Rule::Matches(pattern) => {
            format!("$util.matches({}, {value})", Expression::string(pattern))
        }
    }
}
