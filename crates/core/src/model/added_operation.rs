use apollo_compiler::ast::OperationType;

use crate::Name;
use crate::policy::Operation;

/// A root field that a transformer adds for the objects of a model, in addition to the operations of
/// `@model`.
///
/// A transformer declares it in [`declare`](crate::Transformer::declare), so rules know that the model
/// has the operation, and the access table lists the field with the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedOperation {
    /// The operation in terms of rules.
    pub operation: Operation,
    /// The root type of the field.
    pub root: OperationType,
    /// The field.
    pub field: Name,
}
