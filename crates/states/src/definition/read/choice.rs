//! The rules of a `Choice`.

use serde_json::Value as Json;

use super::Reader;
use super::fields::Fields;
use crate::definition::{Comparison, Condition, Operation, Rule, Subject, Template};
use crate::document::{Key, Node};
use crate::fault::Problem;

/// Names for suggestions.
const OPERATORS: &[&str] = &[
    "And",
    "Or",
    "Not",
    "Variable",
    "Next",
    "BooleanEquals",
    "IsBoolean",
    "IsNull",
    "IsNumeric",
    "IsPresent",
    "IsString",
    "IsTimestamp",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "StringEquals",
    "StringGreaterThan",
    "StringGreaterThanEquals",
    "StringLessThan",
    "StringLessThanEquals",
    "StringMatches",
    "TimestampEquals",
    "TimestampGreaterThan",
    "TimestampGreaterThanEquals",
    "TimestampLessThan",
    "TimestampLessThanEquals",
];

impl Reader<'_> {
    pub(super) fn rules(&mut self, fields: &Fields<'_>) -> Option<Vec<Rule>> {
        let node = fields.required("Choices", self)?;
        let Some(nodes) = self.array(node, "`Choices`") else {
            return node.is_placeholder().then(Vec::new);
        };
        if nodes.is_empty() {
            self.report(
                Problem::new("states::field_value", "`Choices` holds no rule", &node.span)
                    .help("write at least one rule"),
            );
        }
        Some(nodes.iter().filter_map(|node| self.rule(node)).collect())
    }

    fn rule(&mut self, node: &Node) -> Option<Rule> {
        let fields = Fields::of(node, "a rule", self)?;
        let comment = fields.string("Comment", self).map(str::to_owned);
        let assign = self.assignment(&fields);
        let next = fields.required("Next", self);
        let next = next.and_then(|node| self.target(node, "Next"));
        let (condition, output) = if self.jsonata() {
            fields.only(&["Condition", "Next", "Assign", "Output", "Comment"], self);
            let condition = fields.required("Condition", self)?;
            (self.condition_field(condition), self.payload(&fields, "Output", false))
        } else {
            (self.condition(&fields, true), None)
        };
        Some(Rule { condition: condition?, next: next?, assign, output, comment })
    }

    /// An expression, or a literal boolean.
    fn condition_field(&mut self, node: &Node) -> Option<Condition> {
        if let Json::Bool(holds) = node.to_json() {
            let all = Condition::And(Vec::new());
            return Some(if holds { all } else { Condition::Not(Box::new(all)) });
        }
        self.required_expression(node, "Condition").map(Condition::Jsonata)
    }

    fn condition(&mut self, fields: &Fields<'_>, top: bool) -> Option<Condition> {
        let mut tests: Vec<(&Key, &Node)> = Vec::new();
        for (key, node) in fields.members {
            match key.name.as_str() {
                "Variable" | "Comment" => {}
                "Next" | "Assign" if top => {}
                "Next" | "Assign" => self.report(
                    Problem::new(
                        "states::unknown_field",
                        format!("a condition in a condition has no `{}`", key.name),
                        &key.span,
                    )
                    .help("move it to the outermost condition"),
                ),
                _ => tests.push((key, node)),
            }
        }
        let Some(((key, node), rest)) = tests.split_first() else {
            self.missing(
                fields,
                "compares nothing",
                "add a comparison such as `StringEquals`".into(),
            );
            return None;
        };
        for (key, _) in rest {
            self.report(
                Problem::new(
                    "states::conflicting_fields",
                    format!("a rule has one comparison, not `{}` as well", key.name),
                    &key.span,
                )
                .help("combine conditions with `And` or `Or`"),
            );
        }
        if matches!(key.name.as_str(), "And" | "Or" | "Not") {
            if let Some((variable, _)) = fields.members.iter().find(|(k, _)| k.name == "Variable") {
                self.report(
                    Problem::new(
                        "states::conflicting_fields",
                        format!("`Variable` has no effect with `{}`", key.name),
                        &variable.span,
                    )
                    .help(format!("move it into the conditions of `{}`", key.name)),
                );
            }
            return self.combination(&key.name, node);
        }
        self.test(fields, key, node)
    }

    fn combination(&mut self, name: &str, node: &Node) -> Option<Condition> {
        if name == "Not" {
            let fields = Fields::of(node, "`Not`", self)?;
            return Some(Condition::Not(Box::new(self.condition(&fields, false)?)));
        }
        let items = self.array(node, &format!("`{name}`"))?;
        if items.is_empty() {
            self.report(
                Problem::new(
                    "states::field_value",
                    format!("`{name}` holds no condition"),
                    &node.span,
                )
                .help("write at least one condition"),
            );
        }
        let mut conditions = Vec::new();
        for item in items {
            let fields = Fields::of(item, "a condition", self)?;
            conditions.push(self.condition(&fields, false)?);
        }
        Some(if name == "And" { Condition::And(conditions) } else { Condition::Or(conditions) })
    }

    fn test(&mut self, fields: &Fields<'_>, key: &Key, node: &Node) -> Option<Condition> {
        let by_path = key.name.strip_suffix("Path").and_then(Comparison::named);
        let by_path = by_path.filter(|comparison| comparison.takes_path());
        let Some(comparison) = by_path.or_else(|| Comparison::named(&key.name)) else {
            let base = key.name.strip_suffix("Path").unwrap_or(&key.name);
            self.report(
                Problem::new(
                    "states::unknown_field",
                    format!("unknown comparison `{}`", key.name),
                    &key.span,
                )
                .help("see the specification for the comparisons")
                .meant(base, OPERATORS.iter().copied()),
            );
            return None;
        };
        let variable = fields.required("Variable", self);
        let variable = variable.and_then(|node| self.path(node, "Variable"));
        let operand = match by_path {
            Some(_) => self.path(node, &key.name).map(Template::Path),
            None => self.operand(comparison, &key.name, node).map(Template::Literal),
        };
        Some(Condition::Test { variable: variable?, comparison, operand: operand? })
    }

    fn operand(&mut self, comparison: Comparison, name: &str, node: &Node) -> Option<Json> {
        let value = node.to_json();
        if node.is_placeholder() {
            return Some(value);
        }
        let expected = match (comparison.operation, comparison.subject) {
            (Operation::Is, _) | (_, Subject::Boolean) if !value.is_boolean() => "a boolean",
            (Operation::Is, _) | (_, Subject::Boolean) => return Some(value),
            (_, Subject::Numeric) if !value.is_number() => "a number",
            (_, Subject::String | Subject::Timestamp) if !value.is_string() => "a string",
            _ => "",
        };
        if !expected.is_empty() {
            self.mistyped(node, &format!("`{name}`"), expected);
            return None;
        }
        if comparison.subject == Subject::Timestamp {
            self.timestamp(node, name)?;
        }
        Some(value)
    }

    /// A time in RFC 3339, with `T` and `Z` in capitals.
    pub(super) fn timestamp(&mut self, node: &Node, name: &str) -> Option<()> {
        let text = self.text(node, &format!("`{name}`"))?;
        let valid = crate::time::parse(text).is_some() || node.is_placeholder();
        if !valid {
            self.report(
                Problem::new(
                    "states::field_value",
                    format!("`{text}` is not a time in RFC 3339"),
                    &node.span,
                )
                .help("write a time such as `2026-01-31T12:00:00Z`"),
            );
        }
        valid.then_some(())
    }
}
