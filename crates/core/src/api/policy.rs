use crate::appsync::AuthorizationMode;
use crate::settings::Auth;

/// Who may do something: anybody whom one of the grants lets in. Without grants, nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Each lets some callers in.
    pub grants: Vec<Grant>,
}

/// Lets in some of the callers of one authorization mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The mode.
    pub mode: AuthorizationMode,
    /// Which of its callers.
    pub callers: Callers,
}

/// Which callers of an authorization mode are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Callers {
    /// All.
    All,
    /// IAM identities of the account, other than those of a Cognito identity pool.
    OutsideIdentityPool,
}

impl Policy {
    /// Lets nobody in.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Whether it lets nobody in.
    pub fn is_nobody(&self) -> bool {
        self.grants.is_empty()
    }

    /// What holds for a model that says nothing: nobody, but for what the settings open.
    pub fn of_settings(auth: &Auth) -> Self {
        let mut grants = vec![];
        if auth.sandbox {
            grants.push(Grant { mode: AuthorizationMode::ApiKey, callers: Callers::All });
        }
        if auth.iam.allow_all_identities {
            let callers = Callers::OutsideIdentityPool;
            grants.push(Grant { mode: AuthorizationMode::Iam, callers });
        }
        Self { grants }
    }
}
