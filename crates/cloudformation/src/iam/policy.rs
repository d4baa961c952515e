use super::merge::merged;
use super::{Principal, Statement};
use crate::{Map, Value};

/// A policy document, merged and sorted.
///
/// Statements that differ in their actions only, or in their resources only, are one statement;
/// what is allowed stays the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    statements: Vec<Statement>,
}

impl Policy {
    /// The trust policy of a role for a service, such as `appsync.amazonaws.com`.
    pub fn assume_role(service: impl Into<String>) -> Self {
        Self::from_iter([Statement::trust(Principal::Service(service.into()))])
    }

    /// The statements, merged and sorted.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Whether it has no statements. IAM rejects such a policy.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

impl FromIterator<Statement> for Policy {
    fn from_iter<I: IntoIterator<Item = Statement>>(statements: I) -> Self {
        Self { statements: merged(statements.into_iter().collect()) }
    }
}

impl Extend<Statement> for Policy {
    fn extend<I: IntoIterator<Item = Statement>>(&mut self, statements: I) {
        self.statements.extend(statements);
        self.statements = merged(std::mem::take(&mut self.statements));
    }
}

impl From<&Policy> for Value {
    fn from(policy: &Policy) -> Self {
        let statements = policy.statements.iter().map(Statement::to_value).collect();
        Map::from_iter([
            ("Version", Value::from("2012-10-17")),
            ("Statement", Value::List(statements)),
        ])
        .into()
    }
}

impl From<Policy> for Value {
    fn from(policy: Policy) -> Self {
        Self::from(&policy)
    }
}
