//! Callers of every kind.

use burgeon_simulator::Identity;
use serde_json::{Value as Json, json};

pub(crate) const AUTHENTICATED_ROLE: &str = "signed-in.role";
pub(crate) const UNAUTHENTICATED_ROLE: &str = "guest-role";

/// Somebody who calls.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Caller {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) identity: Identity,
}

/// How a caller proves who they are, and what AWS itself knows of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    ApiKey,
    UserPools,
    Oidc,
    Function,
    /// With the role of those who have signed in to the identity pool.
    SignedIn,
    /// With the role of the identity pool's guests.
    Guest,
    /// With a role of the identity pool that is neither.
    OtherOfPool,
    /// With an IAM identity of the account itself.
    Account,
}

impl Caller {
    pub(crate) fn new(name: &'static str, kind: Kind, identity: Identity) -> Self {
        Self { name, kind, identity }
    }

    /// A claim of the caller's token.
    pub(crate) fn claim(&self, name: &str) -> &Json {
        &self.identity.as_json()["claims"][name]
    }

    /// All of them.
    pub(crate) fn every() -> Vec<Self> {
        use Kind::{Account, ApiKey, Function, Guest, Oidc, OtherOfPool, SignedIn, UserPools};
        let parts = |identity: Identity, of: &str| {
            let part = |claim: &str| json!(format!("{claim}-{of}"));
            identity.claim("a", part("a")).claim("b", part("b")).claim("c", part("c"))
        };
        let alice = || {
            let identity = Identity::user("alice").claim("email", json!("alice@example.com"));
            parts(identity, "alice")
        };
        let dave = || {
            let identity = Identity::oidc("sub-dave").claim("email", json!("dave@example.com"));
            parts(identity.claim("username", json!("dave")), "dave")
        };
        vec![
            Self::new("a key", ApiKey, Identity::api_key()),
            Self::new("alice", UserPools, alice()),
            Self::new("alice, an admin", UserPools, alice().groups(["Admin", "Other"])),
            Self::new("bob, of teams", UserPools, {
                let teams = json!(["Staff", "Red"]);
                Identity::user("bob").groups([]).claim("teams", teams)
            }),
            Self::new("bob, of one team", UserPools, {
                Identity::user("bob").groups(["Red"]).claim("teams", json!("Admin"))
            }),
            Self::new("a name like two", UserPools, {
                let name = "sub-alice::alice";
                parts(Identity::user(name).claim("email", json!("")), "x::alice")
            }),
            Self::new("somebody without a name", UserPools, {
                let nameless = Identity::user("nobody").claim("username", Json::Null);
                let nameless = nameless.claim("cognito:username", Json::Null);
                nameless.claim("sub", json!("sub-alice")).claim("a", json!("a-alice"))
            }),
            Self::new("a token without claims", UserPools, {
                Identity::user("alice").with("claims", json!({}))
            }),
            Self::new("dave", Oidc, dave()),
            Self::new("dave, of teams in a text", Oidc, {
                dave()
                    .claim("teams", json!("[\"Admin\",\"Red\"]"))
                    .claim("cognito:groups", json!("Staff"))
            }),
            Self::new("alice from elsewhere", Oidc, Identity::oidc("sub-alice")),
            Self::new("a function's", Function, Identity::lambda(json!({ "sub": "sub-alice" }))),
            Self::new(
                "signed in",
                SignedIn,
                Identity::iam_authenticated(AUTHENTICATED_ROLE, "alice"),
            ),
            Self::new("a guest", Guest, Identity::iam_unauthenticated(UNAUTHENTICATED_ROLE)),
            Self::new(
                "of another role",
                OtherOfPool,
                Identity::iam_authenticated("other-role", "alice"),
            ),
            Self::new("of the account", Account, Identity::iam(AUTHENTICATED_ROLE, "session")),
            Self::new("of a role with a longer name", OtherOfPool, {
                Identity::iam_authenticated(&format!("x{AUTHENTICATED_ROLE}"), "alice")
            }),
        ]
    }
}
