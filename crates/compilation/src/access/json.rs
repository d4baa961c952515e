//! Callers and fields as JSON has them.

use burgeon_core::Name;
use burgeon_core::api::{Caller, Claim, Coordinate, OwnershipClaim, PoolRole, Who};
use burgeon_core::appsync::AuthorizationMode;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::{Access, Action, FieldAccess, OperationAccess};

impl Serialize for Access {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut access = serializer.serialize_struct("Access", 2)?;
        access.serialize_field("caller", &CallerEntry::from(&self.caller))?;
        access.serialize_field("fields", &self.fields)?;
        access.end()
    }
}

impl Serialize for FieldAccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.is_all() {
            true => serializer.serialize_str("all"),
            false => serializer.collect_seq(&self.allowed),
        }
    }
}

/// An operation as it is read: the fields that a caller may not use are those of the operation that
/// are not listed for the caller.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OperationEntry {
    operation: Action,
    by: Vec<String>,
    fields: Vec<Name>,
    allowed: Vec<AccessEntry>,
}

#[derive(Deserialize)]
struct AccessEntry {
    caller: CallerEntry,
    fields: FieldsEntry,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FieldsEntry {
    All(AllFields),
    Some(Vec<Name>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllFields {
    All,
}

impl TryFrom<OperationEntry> for OperationAccess {
    type Error = String;

    fn try_from(entry: OperationEntry) -> Result<Self, String> {
        let by = entry.by.iter().map(|at| at.parse::<Coordinate>());
        let by = by.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        let access = |AccessEntry { caller, fields }: AccessEntry| {
            let is_allowed = |field: &Name| match &fields {
                FieldsEntry::All(_) => true,
                FieldsEntry::Some(some) => some.contains(field),
            };
            let (allowed, denied) = entry.fields.iter().cloned().partition(is_allowed);
            Access { caller: caller.into(), fields: FieldAccess { allowed, denied } }
        };
        let allowed = entry.allowed.into_iter().map(access).collect();
        Ok(Self { operation: entry.operation, by, fields: entry.fields, allowed })
    }
}

/// A caller.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CallerEntry {
    #[serde(skip_deserializing)]
    label: String,
    mode: AuthorizationMode,
    #[serde(flatten)]
    who: WhoEntry,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum WhoEntry {
    Anybody,
    Account,
    SignedIn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pool: Option<String>,
    },
    Guest {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    },
    Group {
        group: String,
        claim: String,
    },
    Owner {
        field: Name,
        is_list: bool,
        claim: String,
    },
    GroupsField {
        field: Name,
        is_list: bool,
        claim: String,
    },
}

impl From<&Caller> for CallerEntry {
    fn from(caller: &Caller) -> Self {
        let who = match caller.who.clone() {
            Who::Anybody => WhoEntry::Anybody,
            Who::OutsideIdentityPool => WhoEntry::Account,
            Who::IdentityPool(PoolRole { signed_in: true, role, pool }) => {
                WhoEntry::SignedIn { role, pool }
            }
            Who::IdentityPool(guest) => WhoEntry::Guest { role: guest.role },
            Who::Group { claim, group } => WhoEntry::Group { group, claim },
            Who::OwnerOrGroupField(OwnershipClaim { field, is_list, claim }) => {
                let text = claim.text();
                match claim {
                    Claim::Identity(_) => WhoEntry::Owner { field, is_list, claim: text },
                    Claim::Groups(_) => WhoEntry::GroupsField { field, is_list, claim: text },
                }
            }
        };
        Self { label: caller.to_string(), mode: caller.mode, who }
    }
}

impl From<CallerEntry> for Caller {
    fn from(CallerEntry { mode, who, .. }: CallerEntry) -> Self {
        let named = |field, is_list, claim| {
            Who::OwnerOrGroupField(OwnershipClaim { field, is_list, claim })
        };
        let who = match who {
            WhoEntry::Anybody => Who::Anybody,
            WhoEntry::Account => Who::OutsideIdentityPool,
            WhoEntry::SignedIn { role, pool } => {
                Who::IdentityPool(PoolRole { signed_in: true, role, pool })
            }
            WhoEntry::Guest { role } => {
                Who::IdentityPool(PoolRole { signed_in: false, role, pool: None })
            }
            WhoEntry::Group { group, claim } => Who::Group { claim, group },
            WhoEntry::Owner { field, is_list, claim } => {
                let claims = claim.split(Claim::DELIMITER).map(str::to_owned).collect();
                named(field, is_list, Claim::Identity(claims))
            }
            WhoEntry::GroupsField { field, is_list, claim } => {
                named(field, is_list, Claim::Groups(claim))
            }
        };
        Self { mode, who }
    }
}
