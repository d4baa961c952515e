//! Parses conditions. Precedence, loosest first: `OR`, `AND`, `NOT`, comparisons.

use super::condition::{Comparator, Condition, Operand};
use super::parser::Parser;
use super::path::Path;
use crate::dynamodb::attribute_value::{AttributeValue, TYPE_NAMES};
use crate::dynamodb::error::Error;

/// DynamoDB's limit on the operands of one `IN`.
const MAXIMUM_IN_OPERANDS: usize = 100;

const COMPARATORS: [(&str, Comparator); 6] = [
    ("=", Comparator::Equal),
    ("<>", Comparator::NotEqual),
    ("<", Comparator::Less),
    ("<=", Comparator::LessOrEqual),
    (">", Comparator::Greater),
    (">=", Comparator::GreaterOrEqual),
];

impl Parser<'_> {
    /// A condition.
    pub fn condition(&mut self) -> Result<Condition, Error> {
        let mut left = self.conjunction()?;
        while self.take_keyword("OR") {
            self.count_operator()?;
            left = Condition::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Condition, Error> {
        let mut left = self.negation()?;
        while self.take_keyword("AND") {
            self.count_operator()?;
            left = Condition::And(Box::new(left), Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Condition, Error> {
        let mut negations = 0;
        while self.take_keyword("NOT") {
            self.count_operator()?;
            negations += 1;
        }
        let inner = self.primary()?;
        Ok((0..negations).fold(inner, |inner, _| Condition::Not(Box::new(inner))))
    }

    fn primary(&mut self) -> Result<Condition, Error> {
        let open = self.position();
        if self.take("(") {
            let inner = self.nested(Self::condition)?;
            let close = self.position();
            self.expect(")")?;
            if self.last_parentheses == Some((open + 1, close.saturating_sub(1))) {
                return Err(self.invalid("The expression has redundant parentheses;"));
            }
            self.last_parentheses = Some((open, close));
            return Ok(inner);
        }
        match self.peek_function() {
            Some("size") | None => self.comparison(),
            Some(_) => self.function(),
        }
    }

    fn comparison(&mut self) -> Result<Condition, Error> {
        let left = self.operand()?;
        self.count_operator()?;
        if self.take_keyword("BETWEEN") {
            let lower = self.operand()?;
            self.expect_keyword("AND")?;
            let upper = self.operand()?;
            for operand in [&left, &lower, &upper] {
                self.check_type("BETWEEN", operand, &["S", "N", "B"])?;
            }
            self.check_bounds(&lower, &upper)?;
            return Ok(Condition::Between(left, lower, upper));
        }
        if self.take_keyword("IN") {
            self.expect("(")?;
            let list = self.list(Self::operand)?;
            self.expect(")")?;
            if list.len() > MAXIMUM_IN_OPERANDS {
                return Err(self.invalid(format!(
                    "Incorrect number of operands for operator or function; operator or function: IN, number of operands: {}",
                    list.len()
                )));
            }
            for operand in &list {
                self.check_distinct("IN", &left, operand)?;
            }
            return Ok(Condition::In(left, list));
        }
        let Some((symbol, comparator)) =
            COMPARATORS.into_iter().find(|(symbol, _)| self.take(symbol))
        else {
            return Err(self.syntax_error());
        };
        let right = self.operand()?;
        if !matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
            self.check_type(symbol, &left, &["S", "N", "B"])?;
            self.check_type(symbol, &right, &["S", "N", "B"])?;
        }
        self.check_distinct(symbol, &left, &right)?;
        Ok(Condition::Compare(comparator, left, right))
    }

    fn function(&mut self) -> Result<Condition, Error> {
        let name = self.peek_function().unwrap_or_default().to_owned();
        let arity = match name.as_str() {
            "attribute_exists" | "attribute_not_exists" => 1,
            "attribute_type" | "begins_with" | "contains" => 2,
            _ => {
                return Err(self.invalid(format!("Invalid function name; function: {name}")));
            }
        };
        let arguments = self.arguments(Self::operand)?;
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (first, second) = (arguments.next(), arguments.next());
        match (name.as_str(), first, second) {
            _ if count != arity => Err(self.invalid(format!(
                "Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {count}"
            ))),
            ("attribute_exists", Some(first), _) => {
                Ok(Condition::Exists(self.require_path(&name, first)?))
            }
            ("attribute_not_exists", Some(first), _) => {
                Ok(Condition::Exists(self.require_path(&name, first)?).negated())
            }
            ("attribute_type", Some(first), Some(second)) => {
                let path = self.require_path(&name, first)?;
                match second {
                    Operand::Value(AttributeValue::S(name)) if TYPE_NAMES.contains(&&*name) => {
                        Ok(Condition::HasType(path, name))
                    }
                    other => Err(self.invalid(format!("Invalid attribute type name found; {other:?}"))),
                }
            }
            ("begins_with", Some(first), Some(second)) => {
                self.check_type(&name, &first, &["S", "B"])?;
                self.check_type(&name, &second, &["S", "B"])?;
                self.check_distinct(&name, &first, &second)?;
                Ok(Condition::BeginsWith(first, second))
            }
            (_, Some(first), Some(second)) => {
                self.check_distinct(&name, &first, &second)?;
                Ok(Condition::Contains(first, second))
            }
            _ => Err(self.syntax_error()),
        }
    }

    fn operand(&mut self) -> Result<Operand, Error> {
        if self.peek_function() == Some("size") {
            let arguments = self.arguments(Self::path)?;
            return match <[Path; 1]>::try_from(arguments) {
                Ok([path]) => Ok(Operand::Size(path)),
                Err(arguments) => Err(self.invalid(format!(
                    "Incorrect number of operands for operator or function; operator or function: size, number of operands: {}",
                    arguments.len()
                ))),
            };
        }
        match self.value()? {
            Some(value) => Ok(Operand::Value(value)),
            None => Ok(Operand::Path(self.path()?)),
        }
    }

    fn require_path(&self, function: &str, operand: Operand) -> Result<Path, Error> {
        match operand {
            Operand::Path(path) => Ok(path),
            _ => Err(self.invalid(format!(
                "Operator or function requires a document path; operator or function: {function}"
            ))),
        }
    }

    /// The types of values in the request are checked before any item is read.
    fn check_type(&self, operator: &str, operand: &Operand, types: &[&str]) -> Result<(), Error> {
        let type_name = match operand {
            Operand::Path(_) => return Ok(()),
            Operand::Value(value) => value.type_name(),
            Operand::Size(_) => "N",
        };
        if types.contains(&type_name) {
            return Ok(());
        }
        Err(self.invalid(format!(
            "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {type_name}"
        )))
    }

    fn check_distinct(&self, operator: &str, a: &Operand, b: &Operand) -> Result<(), Error> {
        match (a, b) {
            (Operand::Path(a), Operand::Path(b)) if a == b => Err(self.invalid(format!(
                "The first operand must be distinct from the remaining operands for this operator or function; operator: {operator}, first operand: [{a}]"
            ))),
            _ => Ok(()),
        }
    }

    fn check_bounds(&self, lower: &Operand, upper: &Operand) -> Result<(), Error> {
        let (Operand::Value(lower), Operand::Value(upper)) = (lower, upper) else {
            return Ok(());
        };
        if lower.type_name() != upper.type_name() {
            return Err(self.invalid(
                "The BETWEEN operator requires same data type for lower and upper bounds",
            ));
        }
        if lower > upper {
            return Err(self.invalid(
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound",
            ));
        }
        Ok(())
    }
}
