//! Guards of requests with comparisons: repeated requests could guess a value that is never shown.
//!
//! A comparison of a field that some readers of the object may not read does not match where the
//! caller may not read it: it also requires that the object allows the caller to read the field. If
//! no object could allow it, the request is denied.
//!
//! The template visits the caller's filter, not a list of names. A search for names in its text could
//! deny or narrow the whole filter, but not leave the other branches of an `or` alone.

use askama::Template;

use super::authorizer::{Authorizer, OwnershipRule};
use super::page::{Page, PageKey, read_through};
use super::{Statements, text, unless, when};
use crate::Name;
use crate::appsync::LOOP_LIMIT;
use crate::policy::Policy;

/// The maximal nesting of filters with such fields. A template has no recursion.
const DEPTH: u32 = 20;

/// Fields that some readers of an object may not read, and their readers.
pub type RestrictedFields = (Vec<Name>, Policy);

/// Before a request whose `argument` compares fields of the API, by a key if there is one.
pub fn restrict_filter(
    argument: &'static str,
    limited: &[RestrictedFields],
    key: Option<PageKey>,
) -> String {
    if limited.is_empty() {
        return String::new();
    }
    let rules = limited.iter().map(|limited| rules(limited, key).trim_end().to_owned()).collect();
    text(&Compared { argument, rules })
}

/// Around a request for a page whose key is compared with arguments.
pub fn restrict_key((fields, policy): &RestrictedFields, key: PageKey) -> Statements {
    let Some(compared) = key.compares(fields) else { return Statements::default() };
    let around = read_through(&Authorizer::strict(policy), Some(key));
    let when_compared = |statements: String| match (&compared, statements.is_empty()) {
        (Some(condition), false) => when(condition, &statements),
        _ => statements,
    };
    Statements { request: when_compared(around.request), response: when_compared(around.response) }
}

/// Statements that set `$limited`: by field, the conditions on an object under which the caller
/// may read the field. Fields that are always readable are omitted.
fn rules((fields, policy): &RestrictedFields, key: Option<PageKey>) -> String {
    let authorizer = Authorizer::strict(policy);
    let page = Page::new(&authorizer, key);
    let rules = crate::steps::render(&Rules { page: &page, fields });
    authorizer.with_claims(unless(page.full_access(), &rules))
}

#[derive(Template)]
#[template(path = "steps/guard/filter_side_channel.vtl", escape = "none")]
struct Compared {
    argument: &'static str,
    rules: Vec<String>,
}

#[derive(Template)]
#[template(path = "steps/guard/compared_rules.vtl", escape = "none")]
struct Rules<'a> {
    page: &'a Page<'a>,
    fields: &'a [Name],
}

impl Rules<'_> {
    /// Rules that only a page of all partitions can be filtered by, and the partition.
    fn by_keys(&self) -> Option<(String, Vec<&OwnershipRule>)> {
        Some((self.page.optional_partition()?, self.page.on_keys()))
    }
}
