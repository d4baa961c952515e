use crate::vtl::Expression;

/// A condition on the existing item. If it is false, the write is rejected.
///
/// It has the form of the generated condition inputs, which
/// `$util.transform.toDynamoDBConditionExpression` converts to DynamoDB's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Comparison { attribute: String, operator: &'static str, operand: Expression },
    Required,
}

impl Condition {
    /// The attribute exists. If it is part of the key, the item exists.
    pub fn exists(attribute: impl Into<String>) -> Self {
        Self::comparison(attribute, "attributeExists", Expression::raw("true"))
    }

    /// The attribute is not there.
    pub fn missing(attribute: impl Into<String>) -> Self {
        Self::comparison(attribute, "attributeExists", Expression::raw("false"))
    }

    /// The attribute has the value.
    pub fn equals(attribute: impl Into<String>, value: Expression) -> Self {
        Self::comparison(attribute, "eq", value)
    }

    /// The conditions in the variable `$required` at the time of the request.
    pub fn required() -> Self {
        Self(Kind::Required)
    }

    fn comparison(
        attribute: impl Into<String>,
        operator: &'static str,
        operand: Expression,
    ) -> Self {
        Self(Kind::Comparison { attribute: attribute.into(), operator, operand })
    }

    /// Whether it is known only when the request is made.
    pub(super) fn is_required(&self) -> bool {
        self.0 == Kind::Required
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::Comparison { attribute, operator, operand } => {
                write!(f, "{{\"{attribute}\": {{\"{operator}\": {operand}}}}}")
            }
            Kind::Required => f.write_str("{\"and\": $required}"),
        }
    }
}
