use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that is done with the objects of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// Putting a new object.
    Create,
    /// Changing an object that exists.
    Update,
    /// Removing an object; of a field, setting it to null.
    Delete,
    /// Reading one object by its key.
    Get,
    /// Reading pages of objects.
    List,
    /// Searching objects.
    Search,
    /// Receiving the payloads of subscriptions.
    Listen,
    /// Reading what changed since a time.
    Sync,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 8] = [
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Get,
        Self::List,
        Self::Search,
        Self::Listen,
        Self::Sync,
    ];

    /// Its name in rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Get => "get",
            Self::List => "list",
            Self::Search => "search",
            Self::Listen => "listen",
            Self::Sync => "sync",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of operations.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operations(u8);

impl Operations {
    /// None.
    pub const NONE: Self = Self(0);
    /// All.
    pub const ALL: Self = Self(u8::MAX);
    /// Every way of reading.
    pub const READ: Self = Self::from_slice(&[
        Operation::Get,
        Operation::List,
        Operation::Search,
        Operation::Listen,
        Operation::Sync,
    ]);

    const fn from_slice(operations: &[Operation]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < operations.len() {
            bits |= 1 << operations[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether an operation is among them.
    pub fn contains(self, operation: Operation) -> bool {
        self.0 & Self::from_slice(&[operation]).0 != 0
    }

    /// Whether all of the others are among them.
    pub fn contains_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether any of the others is among them.
    pub fn intersects(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and the others.
    #[must_use]
    pub fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// The operations in both sets.
    #[must_use]
    pub fn intersection(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// These operations without the others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Operation> {
        Operation::ALL.into_iter().filter(move |operation| self.contains(*operation))
    }
}

impl FromIterator<Operation> for Operations {
    fn from_iter<T: IntoIterator<Item = Operation>>(operations: T) -> Self {
        operations.into_iter().fold(Self::NONE, |set, one| set.union(Self::from_slice(&[one])))
    }
}

impl fmt::Debug for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_they_were_made_of() {
        for operation in Operation::ALL {
            let set = Operations::from_iter([operation]);
            assert_eq!(set.iter().collect::<Vec<_>>(), [operation]);
            assert!(Operations::ALL.contains(operation) && !Operations::NONE.contains(operation));
        }
        assert_eq!(Operations::from_iter(Operation::ALL), Operations::ALL);
        assert!(!Operations::READ.contains(Operation::Update));
    }
}
