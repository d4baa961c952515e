use askama::Template;

use crate::appsync::AuthorizationMode;
use crate::policy::{Claim, Who};
use crate::vtl::Expression;

/// The claim that Cognito lists a user's groups in: always a list.
const COGNITO_GROUPS: &str = "cognito:groups";

/// Claims that are texts in each of Cognito's tokens that has them.
const TEXTS_OF_COGNITO: [&str; 3] = ["username", "cognito:username", "email"];

/// A variable that holds what callers of one mode are called: their names, or their groups. It is
/// an empty list for all others. As a template, the statements that set it.
#[derive(Template)]
#[template(path = "steps/guard/claims.vtl", escape = "none")]
pub(super) struct Called {
    pub(super) variable: String,
    pub(super) mode: AuthorizationMode,
    pub(super) claim: Claim,
    /// The variables of the single claims.
    pub(super) parts: Vec<Part>,
    /// Whether a name made of several claims may lack one of them.
    is_lenient: bool,
}

/// One claim of a token.
pub(super) struct Part {
    pub(super) variable: String,
    /// The value of the variable.
    pub(super) value: String,
    /// Whether it can be nothing but a text.
    is_text: bool,
}

impl Part {
    /// A condition that the value is a name: among the types of claims, strings and numbers are.
    fn is_name(&self) -> String {
        let variable = &self.variable;
        let is_there = format!("!$util.isNullOrEmpty(${variable})");
        match self.is_text {
            true => is_there,
            false => format!(
                "{is_there} && ($util.isString(${variable}) || $util.isNumber(${variable}))"
            ),
        }
    }
}

impl Called {
    /// Whether statements use the variable.
    pub(super) fn is_used_in(&self, statements: &str) -> bool {
        let goes_on = |c: char| c.is_ascii_alphanumeric();
        let reference = format!("${}", self.variable);
        statements.split(&reference).skip(1).any(|after| !after.starts_with(goes_on))
    }

    fn auth_type(&self) -> &'static str {
        self.mode.util_auth_type()
    }

    fn is_groups(&self) -> bool {
        matches!(self.claim, Claim::Groups(_))
    }

    /// Whether the claim may be something else than a list.
    fn may_be_text(&self) -> bool {
        self.mode != AuthorizationMode::UserPools
            || self.claim != Claim::Groups(COGNITO_GROUPS.to_owned())
    }

    /// A condition that every claim of the identity exists.
    fn is_complete(&self) -> String {
        self.parts.iter().map(Part::is_name).collect::<Vec<_>>().join(" && ")
    }

    /// The claims' values, joined, as a text.
    fn joined(&self) -> String {
        let parts = self.parts.iter().map(|part| format!("${{{}}}", part.variable));
        format!("\"{}\"", parts.collect::<Vec<_>>().join(Claim::DELIMITER))
    }
}

/// The variables of the authorizer's conditions, each once.
pub(super) struct Claims {
    pub(super) called: Vec<Called>,
    parts: usize,
    is_lenient: bool,
}

impl Claims {
    /// No variables yet.
    pub(super) fn new(is_lenient: bool) -> Self {
        Self { called: vec![], parts: 0, is_lenient }
    }

    /// The variable that holds what callers are called, for those who are known by a claim.
    pub(super) fn variable(&mut self, mode: AuthorizationMode, who: &Who) -> Option<String> {
        let claim = match who {
            Who::Group { claim, .. } => Claim::Groups(claim.clone()),
            Who::OwnerOrGroupField(naming) => naming.claim.clone(),
            Who::Anybody | Who::OutsideIdentityPool | Who::IdentityPool(_) => return None,
        };
        let known = self.called.iter().find(|known| known.mode == mode && known.claim == claim);
        Some(match known {
            Some(known) => known.variable.clone(),
            None => self.add(mode, claim),
        })
    }

    fn add(&mut self, mode: AuthorizationMode, claim: Claim) -> String {
        let is_groups = matches!(claim, Claim::Groups(_));
        let stem = if is_groups { "callerGroups" } else { "callerNames" };
        let number = 1 + self.called.iter().filter(|known| known.is_groups() == is_groups).count();
        let variable = if number == 1 { stem.to_owned() } else { format!("{stem}{number}") };
        let parts = match &claim {
            Claim::Groups(claim) => vec![self.part(mode, claim)],
            Claim::Identity(claims) => claims.iter().map(|claim| self.part(mode, claim)).collect(),
        };
        let is_lenient = self.is_lenient;
        self.called.push(Called { variable: variable.clone(), mode, claim, parts, is_lenient });
        variable
    }

    fn part(&mut self, mode: AuthorizationMode, claim: &str) -> Part {
        self.parts += 1;
        let get = |claim: &str| format!("$ctx.identity.claims.get({})", Expression::string(claim));
        // Cognito's access tokens and its ID tokens call the same thing by different names.
        let value = match claim {
            "username" => {
                format!("$util.defaultIfNull({}, {})", get("username"), get("cognito:username"))
            }
            _ => get(claim),
        };
        // Source of truth: OpenID Connect Core, "ID Token", and Cognito's developer guide, "Using
        // tokens with user pools".
        let is_text = claim == "sub"
            || (mode == AuthorizationMode::UserPools && TEXTS_OF_COGNITO.contains(&claim));
        Part { variable: format!("claim{}", self.parts), value, is_text }
    }
}
