use std::collections::BTreeSet;

use crate::{LogicalId, Map, Name, Value};

/// One thing that CloudFormation creates, updates and deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    pub(crate) kind: Name,
    pub(crate) condition: Option<LogicalId>,
    pub(crate) depends_on: BTreeSet<LogicalId>,
    pub(crate) deletion_policy: Option<Retention>,
    pub(crate) update_replace_policy: Option<Retention>,
    pub(crate) metadata: Map,
    pub(crate) properties: Map,
}

/// What happens to a resource that is removed from its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// The resource is deleted with its data.
    Delete,
    /// The resource is retained, outside of any stack.
    Retain,
    /// The resource is retained, unless the stack's creation is rolled back. For deletion only.
    RetainExceptOnCreate,
    /// The resource is deleted after a snapshot. For types with snapshots only.
    Snapshot,
}

impl Retention {
    /// Every one.
    pub(crate) const ALL: [Self; 4] =
        [Self::Delete, Self::Retain, Self::RetainExceptOnCreate, Self::Snapshot];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::RetainExceptOnCreate => "RetainExceptOnCreate",
            Self::Snapshot => "Snapshot",
        }
    }
}

impl Resource {
    /// A resource of a type such as `AWS::DynamoDB::Table`.
    pub fn new(kind: impl Into<Name>) -> Self {
        Self {
            kind: kind.into(),
            condition: None,
            depends_on: BTreeSet::new(),
            deletion_policy: None,
            update_replace_policy: None,
            metadata: Map::new(),
            properties: Map::new(),
        }
    }

    /// The type of the resource.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The properties in order.
    pub fn properties(&self) -> &Map {
        &self.properties
    }

    /// The properties, to be changed.
    pub fn properties_mut(&mut self) -> &mut Map {
        &mut self.properties
    }

    /// Sets a property.
    #[must_use]
    pub fn property(mut self, name: impl Into<Name>, value: impl Into<Value>) -> Self {
        self.properties.insert(name, value);
        self
    }

    /// Sets a property if there is a value for it.
    #[must_use]
    pub fn optional(self, name: impl Into<Name>, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.property(name, value),
            None => self,
        }
    }

    /// Waits for another resource that no property refers to.
    #[must_use]
    pub fn depends_on(mut self, resource: &LogicalId) -> Self {
        self.depends_on.insert(resource.clone());
        self
    }

    /// Exists only where the condition holds.
    #[must_use]
    pub fn condition(mut self, condition: &LogicalId) -> Self {
        self.condition = Some(condition.clone());
        self
    }

    /// Sets the deletion policy and the update replace policy.
    #[must_use]
    pub fn retention(self, retention: Retention) -> Self {
        self.deletion_policy(retention).update_replace_policy(retention)
    }

    /// Sets the deletion policy.
    #[must_use]
    pub fn deletion_policy(mut self, retention: Retention) -> Self {
        self.deletion_policy = Some(retention);
        self
    }

    /// Sets the update replace policy.
    #[must_use]
    pub fn update_replace_policy(mut self, retention: Retention) -> Self {
        self.update_replace_policy = Some(retention);
        self
    }

    /// Its metadata, for tools.
    #[must_use]
    pub fn metadata(mut self, name: impl Into<Name>, value: impl Into<Value>) -> Self {
        self.metadata.insert(name, value);
        self
    }
}
