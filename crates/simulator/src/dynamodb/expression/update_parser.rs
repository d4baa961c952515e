//! Parses updates: each of `SET`, `REMOVE`, `ADD` and `DELETE` at most once, in any order.

use super::parser::Parser;
use super::path::Path;
use super::update::{SetValue, Update};
use crate::dynamodb::attribute_value::AttributeValue;
use crate::dynamodb::error::Error;

impl Parser<'_> {
    /// An update.
    pub fn update(&mut self) -> Result<Update, Error> {
        let mut update = Update::default();
        let mut seen = Vec::new();
        while self.peek().is_some() {
            let clause = ["SET", "REMOVE", "ADD", "DELETE"]
                .into_iter()
                .find(|clause| self.take_keyword(clause))
                .ok_or_else(|| self.syntax_error())?;
            if seen.contains(&clause) {
                return Err(self.invalid(format!(
                    "The \"{clause}\" section can only be used once in an update expression;"
                )));
            }
            seen.push(clause);
            match clause {
                "SET" => update.set = self.list(Self::set_action)?,
                "REMOVE" => update.remove = self.list(Self::path)?,
                "ADD" => {
                    update.add = self.list(|p| p.typed_action(clause, &["N", "SS", "NS", "BS"]))?
                }
                _ => update.delete = self.list(|p| p.typed_action(clause, &["SS", "NS", "BS"]))?,
            }
        }
        self.check_disjoint(update.targets())?;
        Ok(update)
    }

    fn set_action(&mut self) -> Result<(Path, SetValue), Error> {
        self.count_operator()?;
        let path = self.path()?;
        self.expect("=")?;
        let left = self.set_operand()?;
        let value = if self.take("+") {
            self.arithmetic("+", left, SetValue::Plus)?
        } else if self.take("-") {
            self.arithmetic("-", left, SetValue::Minus)?
        } else {
            left
        };
        Ok((path, value))
    }

    fn arithmetic(
        &mut self,
        operator: &str,
        left: SetValue,
        node: fn(Box<SetValue>, Box<SetValue>) -> SetValue,
    ) -> Result<SetValue, Error> {
        self.count_operator()?;
        let right = self.set_operand()?;
        for operand in [&left, &right] {
            self.check_set_type(operator, operand, "N")?;
        }
        Ok(node(Box::new(left), Box::new(right)))
    }

    fn set_operand(&mut self) -> Result<SetValue, Error> {
        if let Some(name) = self.peek_function().map(str::to_owned) {
            let arguments = self.arguments(Self::set_operand)?;
            let count = arguments.len();
            let mut arguments = arguments.into_iter();
            return match (name.as_str(), arguments.next(), arguments.next(), count) {
                ("if_not_exists", Some(SetValue::Path(path)), Some(SetValue::Path(other)), 2)
                    if path == other =>
                {
                    Err(self.invalid(format!(
                        "The first operand must be distinct from the remaining operands for this operator or function; operator: {name}, first operand: [{path}]"
                    )))
                }
                ("if_not_exists", Some(SetValue::Path(path)), Some(default), 2) => {
                    Ok(SetValue::IfNotExists(path, Box::new(default)))
                }
                ("list_append", Some(first), Some(second), 2) => {
                    for operand in [&first, &second] {
                        self.check_set_type(&name, operand, "L")?;
                    }
                    Ok(SetValue::ListAppend(Box::new(first), Box::new(second)))
                }
                ("if_not_exists", _, _, 2) => Err(self.invalid(format!(
                    "Operator or function requires a document path; operator or function: {name}"
                ))),
                ("if_not_exists" | "list_append", ..) => Err(self.invalid(format!(
                    "Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {count}"
                ))),
                _ => Err(self.invalid(format!("Invalid function name; function: {name}"))),
            };
        }
        match self.value()? {
            Some(value) => Ok(SetValue::Value(value)),
            None => Ok(SetValue::Path(self.path()?)),
        }
    }

    fn typed_action(
        &mut self,
        clause: &str,
        types: &[&str],
    ) -> Result<(Path, AttributeValue), Error> {
        self.count_operator()?;
        let path = self.path()?;
        let value = self.value()?.ok_or_else(|| self.syntax_error())?;
        if !types.contains(&value.type_name()) {
            return Err(self.invalid(format!(
                "Incorrect operand type for operator or function; operator: {clause}, operand type: {}",
                value.type_name()
            )));
        }
        Ok((path, value))
    }

    fn check_set_type(
        &self,
        operator: &str,
        operand: &SetValue,
        type_name: &str,
    ) -> Result<(), Error> {
        match operand {
            SetValue::Value(value) if value.type_name() != type_name => Err(self.invalid(format!(
                "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {}",
                value.type_name()
            ))),
            _ => Ok(()),
        }
    }
}
