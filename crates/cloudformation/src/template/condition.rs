use crate::{LogicalId, Value};

/// A condition on the parameters of a stack.
///
/// CloudFormation accepts two to ten operands of [`All`](Condition::All) and [`Any`](Condition::Any).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `Fn::Equals`: both values are the same.
    Equals(Value, Value),
    /// `Fn::And`: each of them holds.
    All(Vec<Condition>),
    /// `Fn::Or`: at least one of them holds.
    Any(Vec<Condition>),
    /// `Fn::Not`: it does not hold.
    Not(Box<Condition>),
    /// `Condition`: another condition of the template holds.
    Named(LogicalId),
}

impl Condition {
    /// Whether two values are the same.
    pub fn equals(left: impl Into<Value>, right: impl Into<Value>) -> Self {
        Self::Equals(left.into(), right.into())
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }
}
