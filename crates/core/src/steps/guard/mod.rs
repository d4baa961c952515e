//! Allows or denies callers by a policy.
//!
//! The template that acts on a policy also decides it: no decision is carried from one template, or
//! from one field, to another. An undecidable case is denied.

mod authorizer;
mod change;
mod claims;
mod conflict_payload;
mod filter_side_channel;
mod item_rules;
mod page;

use askama::Template;

pub use change::{
    Change, Lookup, change, change_in_statement, change_with_conflict_payload, remove,
    remove_with_conflict_payload,
};
pub use conflict_payload::ConflictPayload;
pub use filter_side_channel::{RestrictedFields, restrict_filter, restrict_key};
pub use item_rules::{ItemRule, ItemRules};
pub use page::{PageKey, read_many};

use crate::model::Key;
use crate::policy::Policy;
use crate::steps::keys::KeyValue;
use crate::stored::Stored;
use authorizer::{Authorizer, OwnershipRule};

/// A step of a resolver that allows or denies callers.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The policy.
    pub policy: Policy,
    /// The object that the policy depends on.
    pub subject: Subject,
}

/// The object that a policy depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// None: rules that depend on an object allow no caller.
    None,
    /// The object whose field is resolved.
    Source,
    /// The object that the next request creates, reads, updates or deletes.
    Request,
}

/// The statements that a guard adds to a request and to its response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// Run before the request is made.
    pub request: String,
    /// Run on the response. For a write, they check the error first; for a read, they run last,
    /// when the objects have the names of the API.
    pub response: String,
}

impl Guard {
    /// A guard of what the next request does.
    pub fn of_request(policy: Policy) -> Self {
        Self { policy, subject: Subject::Request }
    }

    /// Whether every caller is denied.
    pub fn is_closed(&self) -> bool {
        match self.subject {
            Subject::None => {
                Authorizer::strict(&without_objects(&self.policy)).possible_access().is_none()
            }
            Subject::Source | Subject::Request => {
                Authorizer::strict(&self.policy).possible_access().is_none()
            }
        }
    }

    /// The statements that stop callers that the policy denies, for every following request.
    ///
    /// With [`Subject::Request`] they stop callers that it denies for every object; the request that
    /// follows must be guarded itself.
    pub fn statements(&self) -> String {
        match self.subject {
            Subject::None => {
                refuse_unless_caller(&Authorizer::strict(&without_objects(&self.policy)))
            }
            Subject::Request => refuse_unless_caller(&Authorizer::strict(&self.policy)),
            Subject::Source => {
                let authorizer = Authorizer::strict(&self.policy);
                authorizer.with_claims(unless(authorizer.full_access_to("ctx.source"), REFUSAL))
            }
        }
    }
}

/// The guard of a request that puts the `input` argument. It fills in the owner.
pub fn put(policy: &Policy) -> Statements {
    put_beside(policy, None)
}

/// Like [`put`], without filling in fields of the key.
pub fn put_beside(policy: &Policy, key: Option<&Key>) -> Statements {
    let authorizer = Authorizer::strict(policy);
    let request = match authorizer.is_item_dependent() || authorizer.is_field_dependent() {
        true => authorizer.with_claims(text(&Put { authorizer: &authorizer, key })),
        false => refuse_unless_caller(&authorizer),
    };
    Statements { request, response: String::new() }
}

/// Around a request that reads one object by its key. If the key contains a name, no request is made
/// that would be denied.
pub fn read(policy: &Policy, key: &[KeyValue], stored: &Stored) -> Statements {
    read_from(policy, "ctx.result", |named| {
        let is_part = |value: &&KeyValue| stored.is_field(&named.field, &value.attribute);
        key.iter().find(is_part).map(|value| named.is_one_of(&value.to_string()))
    })
}

/// Around a request that reads one object, which is the first of the result's items.
pub fn read_first(policy: &Policy) -> Statements {
    let mut statements = read_from(policy, "item", |_| None);
    if !statements.response.is_empty() {
        statements.response.insert_str(0, "#set( $item = $ctx.result.items[0] )\n");
    }
    statements
}

fn read_from(
    policy: &Policy,
    object: &str,
    by_key: impl Fn(&OwnershipRule) -> Option<String>,
) -> Statements {
    let authorizer = Authorizer::lenient(policy);
    let response =
        match authorizer.full_access_to(object).filter(|_| authorizer.is_item_dependent()) {
            Some(open) => {
                let refused = format!("!$util.isNull(${object}) && !({open})");
                authorizer.with_claims(when(&refused, REFUSAL))
            }
            None => String::new(),
        };
    Statements {
        request: authorizer.with_claims(unless(authorizer.possible_access_if(by_key), REFUSAL)),
        response,
    }
}

/// Around a request that reads the objects which fulfil all that `$required` lists.
pub fn require(policy: &Policy) -> Statements {
    require_through(&Authorizer::lenient(policy))
}

/// Like [`require`], for objects of which the caller may read a field.
pub fn require_readable(policy: &Policy) -> Statements {
    require_through(&Authorizer::strict(policy))
}

fn require_through(authorizer: &Authorizer) -> Statements {
    let request = match authorizer.is_item_dependent() {
        true => {
            let named: Vec<&OwnershipRule> = authorizer.ownership_rules.iter().collect();
            authorizer.with_claims(unless(authorizer.full_access(), &change::required(&named)))
        }
        false => refuse_unless_caller(authorizer),
    };
    Statements { request, response: String::new() }
}

/// The statements that set `$owner` to the owner of the caller's objects. A caller who is not an
/// owner by this policy is denied.
pub fn owner(policy: &Policy) -> String {
    let authorizer = Authorizer::strict(policy);
    let Some(named) =
        authorizer.ownership_rules.iter().find(|named| named.is_owner && named.is_whole())
    else {
        return REFUSAL.to_owned();
    };
    let names = &named.variable;
    let refuse = unless(Some(named.may_own_items()), REFUSAL);
    authorizer.with_claims(format!("{refuse}#set( $owner = ${names}[0] )\n"))
}

/// Around the opening of a subscription to the objects that the `filter` argument chooses.
pub fn listen(policy: &Policy) -> Statements {
    let authorizer = Authorizer::strict(policy);
    let response = match authorizer.is_item_dependent() {
        true => {
            let rules = text(&Listen { authorizer: &authorizer });
            authorizer.with_claims(unless(authorizer.full_access(), &rules))
        }
        false => refuse_unless_caller(&authorizer),
    };
    Statements { request: String::new(), response }
}

/// The statement that denies the caller.
pub const REFUSAL: &str = "$util.unauthorized()\n";

/// A condition that a write was refused for what the item there is, or is not.
const IS_REFUSED: &str =
    "$ctx.error && $ctx.error.type == \"DynamoDB:ConditionalCheckFailedException\"";

fn refuse_unless_caller(authorizer: &Authorizer) -> String {
    authorizer.with_claims(unless(authorizer.possible_access(), REFUSAL))
}

/// The text of a template of statements, with the line end that askama takes from its end.
fn text(template: &impl Template) -> String {
    let text = super::render(template);
    if text.is_empty() { text } else { text + "\n" }
}

/// The statements, run only if a condition is false; always, if there is no condition.
fn unless(condition: Option<String>, statements: &str) -> String {
    match condition {
        Some(condition) => when(&format!("!({condition})"), statements),
        None => statements.to_owned(),
    }
}

/// The statements, run only when a condition holds.
pub fn when(condition: &str, statements: &str) -> String {
    let indented: String = statements.lines().map(|line| format!("  {line}\n")).collect();
    format!("#if( {condition} )\n{indented}#end\n")
}

fn without_objects(policy: &Policy) -> Policy {
    let grants = policy.grants.iter().filter(|grant| grant.caller.naming().is_none());
    Policy { grants: grants.cloned().collect() }
}

#[derive(Template)]
#[template(path = "steps/guard/put.vtl", escape = "none")]
struct Put<'a> {
    authorizer: &'a Authorizer,
    key: Option<&'a Key>,
}

impl Put<'_> {
    fn fills_in(&self, named: &OwnershipRule) -> bool {
        named.is_owner && !self.key.is_some_and(|key| key.contains(&named.field))
    }
}

#[derive(Template)]
#[template(path = "steps/guard/listen.vtl", escape = "none")]
struct Listen<'a> {
    authorizer: &'a Authorizer,
}
