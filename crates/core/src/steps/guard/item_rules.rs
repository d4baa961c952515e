//! A policy's rules on objects, for requests whose query language this crate does not know.

use super::authorizer::Authorizer;
use super::{refuse_unless_caller, unless};
use crate::Name;
use crate::policy::Policy;

/// The rules of a policy that depend on an object, for reading.
///
/// ```
/// use burgeon_core::policy::Policy;
/// use burgeon_core::steps::guard::ItemRules;
///
/// let rules = ItemRules::new(&Policy::deny_all());
/// assert_eq!(rules.iter().count(), 0);
/// assert_eq!(rules.restrict("#set( $required = [] )\n"), "$util.unauthorized()\n");
/// ```
pub struct ItemRules(Authorizer);

/// A rule for the callers that a field of the object names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRule<'a> {
    /// The VTL variable that lists the names of the caller; it is empty for callers without any.
    pub variable: &'a str,
    /// The field of the object.
    pub field: &'a Name,
    /// Whether the field is a list of names.
    pub is_list: bool,
}

impl ItemRules {
    /// The rules of a policy.
    pub fn new(policy: &Policy) -> Self {
        Self(Authorizer::lenient(policy))
    }

    /// The rules, in the order of the policy.
    pub fn iter(&self) -> impl Iterator<Item = ItemRule<'_>> {
        self.0.ownership_rules.iter().map(|named| ItemRule {
            variable: &named.variable,
            field: &named.field,
            is_list: named.is_list,
        })
    }

    /// Statements that deny callers, or restrict the request for them.
    ///
    /// `restriction` runs for callers that only the rules on objects can allow. It restricts the
    /// request to objects that one of the rules allows, and denies callers that have no name in any
    /// of the variables. If there are no such rules, all other callers are denied.
    pub fn restrict(&self, restriction: &str) -> String {
        match self.0.is_item_dependent() {
            true => self.unless_allowed(restriction),
            false => refuse_unless_caller(&self.0),
        }
    }

    /// The statements, for callers that are not allowed every object. The variables of the rules are
    /// set before.
    pub fn unless_allowed(&self, statements: &str) -> String {
        self.0.with_claims(unless(self.0.full_access(), statements))
    }
}
