//! The store of a model's objects.

use crate::relational::Database;

/// The store of a model's objects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Store {
    /// A separate DynamoDB table.
    #[default]
    DynamoDb,
    /// A table of a relational database.
    Relational(Database),
}

impl Store {
    /// The relational database; none for a DynamoDB table.
    pub fn database(&self) -> Option<&Database> {
        match self {
            Self::DynamoDb => None,
            Self::Relational(database) => Some(database),
        }
    }
}
