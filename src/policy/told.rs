//! Callers and fields as JSON has them.

use burgeon_core::api::{Caller, Claim, OwnershipClaim, PoolRole, Who};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Access, FieldAccess};

impl Serialize for Access {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut access = serializer.serialize_struct("Access", 2)?;
        access.serialize_field("caller", &CallerEntry::of(&self.caller))?;
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CallerEntry<'a> {
    label: String,
    mode: &'static str,
    #[serde(flatten)]
    who: WhoEntry<'a>,
}

#[derive(Serialize)]
#[serde(tag = "who", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum WhoEntry<'a> {
    Anybody,
    Account,
    SignedIn {
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pool: Option<&'a str>,
    },
    Guest {
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<&'a str>,
    },
    Group {
        group: &'a str,
        claim: &'a str,
    },
    Owner {
        field: &'a str,
        is_list: bool,
        claim: String,
    },
    GroupsField {
        field: &'a str,
        is_list: bool,
        claim: String,
    },
}

impl<'a> CallerEntry<'a> {
    fn of(caller: &'a Caller) -> Self {
        let who = match &caller.who {
            Who::Anybody => WhoEntry::Anybody,
            Who::OutsideIdentityPool => WhoEntry::Account,
            Who::IdentityPool(PoolRole { signed_in: true, role, pool }) => {
                WhoEntry::SignedIn { role: role.as_deref(), pool: pool.as_deref() }
            }
            Who::IdentityPool(guest) => WhoEntry::Guest { role: guest.role.as_deref() },
            Who::Group { claim, group } => WhoEntry::Group { group, claim },
            Who::OwnerOrGroupField(OwnershipClaim { field, is_list, claim }) => {
                let (is_list, text) = (*is_list, claim.text());
                match claim {
                    Claim::Identity(_) => WhoEntry::Owner { field, is_list, claim: text },
                    Claim::Groups(_) => WhoEntry::GroupsField { field, is_list, claim: text },
                }
            }
        };
        Self { label: caller.to_string(), mode: caller.mode.name(), who }
    }
}
