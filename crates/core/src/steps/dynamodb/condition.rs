use crate::steps::vtl::Expression;

/// What must hold of the item that is there, or the write is refused.
///
/// It is written in the terms of the generated condition inputs, which
/// `$util.transform.toDynamoDBConditionExpression` turns into DynamoDB's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    attribute: String,
    operator: &'static str,
    operand: Expression,
}

impl Condition {
    /// The attribute is there: the item exists, if it is part of the key.
    pub fn exists(attribute: impl Into<String>) -> Self {
        let operand = Expression::raw("true");
        Self { attribute: attribute.into(), operator: "attributeExists", operand }
    }

    /// The attribute is not there.
    pub fn missing(attribute: impl Into<String>) -> Self {
        let operand = Expression::raw("false");
        Self { attribute: attribute.into(), operator: "attributeExists", operand }
    }

    /// The attribute has the value.
    pub fn equals(attribute: impl Into<String>, value: Expression) -> Self {
        Self { attribute: attribute.into(), operator: "eq", operand: value }
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { attribute, operator, operand } = self;
        write!(f, "{{\"{attribute}\": {{\"{operator}\": {operand}}}}}")
    }
}
