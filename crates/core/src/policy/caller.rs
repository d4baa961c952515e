use std::borrow::Cow;
use std::fmt;

use crate::Name;
use crate::appsync::AuthorizationMode;
use crate::settings::{Auth, Iam};

/// Some of the callers of one authorization mode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Caller {
    /// The mode.
    pub mode: AuthorizationMode,
    /// Which of its callers.
    pub who: Who,
}

/// Which callers of an authorization mode are meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// All of them.
    Anybody,
    /// IAM identities of the account, other than those of a Cognito identity pool.
    OutsideIdentityPool,
    /// IAM identities of a Cognito identity pool.
    IdentityPool(PoolRole),
    /// Members of a group.
    Group {
        /// The claim of the token that lists the caller's groups.
        claim: String,
        /// The group.
        group: String,
    },
    /// The users or groups in a field of the object.
    OwnerOrGroupField(OwnershipClaim),
}

/// Which identities of a Cognito identity pool are meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PoolRole {
    /// Whether they have signed in, or are guests.
    pub signed_in: bool,
    /// The name of the IAM role of the pool; absent: the role is unknown, and no caller matches.
    pub role: Option<String>,
    /// The pool, if every signed-in identity of it matches, with any role.
    pub pool: Option<String>,
}

/// A field of an object that names callers, by a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnershipClaim {
    /// The field that holds the name, or the names.
    pub field: Name,
    /// Whether the field is a list.
    pub is_list: bool,
    /// The claim of the caller's token.
    pub claim: Claim,
}

/// A claim of a caller's token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// The identity. Of several claims, the joined values match, and each value alone.
    Identity(Vec<String>),
    /// One of the caller's groups.
    Groups(String),
}

impl PoolRole {
    /// Identities that have signed in.
    pub fn signed_in(iam: &Iam) -> Self {
        let (role, pool) = (iam.authenticated_role.clone(), iam.identity_pool_id.clone());
        Self { signed_in: true, role, pool }
    }

    /// Guests.
    pub fn guest(iam: &Iam) -> Self {
        Self { signed_in: false, role: iam.unauthenticated_role.clone(), pool: None }
    }

    /// Whether there may be such identities.
    pub fn is_known(&self) -> bool {
        self.role.is_some() || self.pool.is_some()
    }
}

impl Claim {
    /// The delimiter between the values of several claims.
    pub const DELIMITER: &'static str = "::";

    /// The claims as rules write them.
    pub fn text(&self) -> String {
        match self {
            Self::Identity(claims) => claims.join(Self::DELIMITER),
            Self::Groups(claim) => claim.clone(),
        }
    }
}

impl Caller {
    /// All callers of a mode.
    pub fn anybody(mode: AuthorizationMode) -> Self {
        Self { mode, who: Who::Anybody }
    }

    /// The callers that the settings allow everywhere, regardless of rules.
    pub fn always_allowed(auth: &Auth) -> Option<Self> {
        let account = Self { mode: AuthorizationMode::Iam, who: Who::OutsideIdentityPool };
        (auth.iam.allow_all_identities && auth.offers(AuthorizationMode::Iam)).then_some(account)
    }

    /// Whether this caller always includes the other, for every object.
    pub fn includes(&self, other: &Self) -> bool {
        self == other || (self.mode == other.mode && self.who == Who::Anybody)
    }

    /// Whether there may be such a caller at all.
    pub fn may_exist(&self) -> bool {
        !matches!(&self.who, Who::IdentityPool(role) if !role.is_known())
    }

    /// The field of the object that names them, if there is one.
    pub fn naming(&self) -> Option<&OwnershipClaim> {
        match &self.who {
            Who::OwnerOrGroupField(naming) => Some(naming),
            _ => None,
        }
    }

    /// The field of an object that names its owner, if that is how they are named.
    pub fn owner_field(&self) -> Option<&Name> {
        let naming = self.naming()?;
        matches!(naming.claim, Claim::Identity(_)).then_some(&naming.field)
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = self.mode.name();
        match &self.who {
            Who::Anybody => f.write_str(mode),
            Who::OutsideIdentityPool => write!(f, "{mode}:account"),
            Who::IdentityPool(role) if role.signed_in => write!(f, "{mode}:signedIn"),
            Who::IdentityPool(_) => write!(f, "{mode}:guest"),
            Who::Group { claim, group } => {
                write!(f, "{mode}:group {group:?}")?;
                if claim != "cognito:groups" { write!(f, " by {}", plain(claim)) } else { Ok(()) }
            }
            Who::OwnerOrGroupField(OwnershipClaim {
                field,
                claim: claim @ Claim::Identity(_),
                ..
            }) => {
                write!(f, "{mode}:owner in {field} by {}", plain(&claim.text()))
            }
            Who::OwnerOrGroupField(OwnershipClaim { field, claim, .. }) => {
                write!(f, "{mode}:groups in {field} by {}", plain(&claim.text()))
            }
        }
    }
}

/// A claim as it is, or in quotes where it would be ambiguous.
fn plain(claim: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-:./@".contains(c);
    match !claim.is_empty() && claim.chars().all(is_plain) {
        true => Cow::Borrowed(claim),
        false => Cow::Owned(format!("{claim:?}")),
    }
}
