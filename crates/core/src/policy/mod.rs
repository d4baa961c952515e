//! Policies: grants to callers. Guards, directives of AppSync and IAM policies are derived
//! from them.

mod caller;
mod model_policy;
mod operation;

pub use caller::{Caller, Claim, OwnershipClaim, PoolRole, Who};
pub use model_policy::ModelPolicy;
pub use operation::{Operation, Operations};

use crate::Name;
use crate::stored::Stored;

/// Allows callers: those of any of the grants. Without grants, it denies every caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Its grants, by caller.
    pub grants: Vec<Grant>,
}

/// The callers that a policy allows, with the fields that they may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The allowed callers.
    pub caller: Caller,
    /// The fields that they may set.
    pub writable: Fields,
    /// The fields that they may set to null where something was.
    pub removable: Fields,
}

/// Some of the fields of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fields {
    /// Every field, including fields that are added to the type.
    All,
    /// These.
    Only(Vec<Name>),
}

impl Fields {
    /// The names, where they are listed.
    pub fn names(&self) -> &[Name] {
        match self {
            Self::All => &[],
            Self::Only(names) => names,
        }
    }
}

impl Policy {
    /// Denies every caller.
    pub fn deny_all() -> Self {
        Self::default()
    }

    /// Allows these callers all fields.
    pub fn for_callers(callers: impl IntoIterator<Item = Caller>) -> Self {
        Self { grants: callers.into_iter().map(Grant::whole).collect() }
    }

    /// Allows a caller as well, without a limit to fields.
    pub fn grant(&mut self, caller: Caller) {
        if !self.grants.iter().any(|grant| grant.caller == caller) {
            self.grants.push(Grant::whole(caller));
        }
    }

    /// Whether it depends on nothing but who calls.
    pub fn is_static(&self) -> bool {
        !self.is_item_dependent() && self.grants.iter().all(Grant::is_whole)
    }

    /// The same, for objects as they are stored: the fields that name callers may be called
    /// otherwise there.
    pub fn as_stored(&self, stored: &Stored) -> Self {
        let mut policy = self.clone();
        for grant in &mut policy.grants {
            if let Who::OwnerOrGroupField(naming) = &mut grant.caller.who
                && let Some(attribute) = stored.attributes.get(&naming.field)
            {
                naming.field = attribute.clone();
            }
        }
        policy
    }

    /// Whether it depends on what an object holds.
    pub fn is_item_dependent(&self) -> bool {
        self.grants.iter().any(|grant| grant.caller.naming().is_some())
    }
}

impl Grant {
    /// Allows callers all fields.
    pub fn whole(caller: Caller) -> Self {
        Self { caller, writable: Fields::All, removable: Fields::All }
    }

    /// Whether it has no limit to fields.
    pub fn is_whole(&self) -> bool {
        self.writable == Fields::All && self.removable == Fields::All
    }
}
