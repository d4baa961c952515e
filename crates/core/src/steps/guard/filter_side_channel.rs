//! Around requests that tell of what they compare: by asking often enough, a value that is never
//! shown can be guessed.
//!
//! No comparison of a field that not all who may read an object may read holds where the caller may
//! not read it: whatever compares one also asks that the object lets the caller read it. Where no
//! object could, the request is refused.
//!
//! The template walks through what the caller sent, and through no list of names: a look for keys in
//! its text could refuse it or narrow it as a whole, but not leave alone what an `or` finds besides.

use askama::Template;

use super::authorizer::{Authorizer, Named};
use super::page::{Page, PageKey, read_through};
use super::{Statements, text, unless, when};
use crate::Name;
use crate::appsync::LOOP_LIMIT;
use crate::policy::Policy;

/// How deep filters nest at most that compare such fields. A template has no recursion.
const DEPTH: u32 = 20;

/// Fields that not all who may read an object may read, and who may.
pub type RestrictedFields = (Vec<Name>, Policy);

/// Before a request whose `argument` compares fields of the API, by a key if there is one.
pub fn compare(
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
pub fn compare_key((fields, policy): &RestrictedFields, key: PageKey) -> Statements {
    let Some(asked) = key.compares(fields) else { return Statements::default() };
    let around = read_through(&Authorizer::strict(policy), Some(key));
    let when_asked = |statements: String| match (&asked, statements.is_empty()) {
        (Some(condition), false) => when(condition, &statements),
        _ => statements,
    };
    Statements { request: when_asked(around.request), response: when_asked(around.response) }
}

/// Statements that put into `$limited`, under the name of each of the fields, what an object must
/// hold for the caller to read it; nothing, if every object lets them.
fn rules((fields, policy): &RestrictedFields, key: Option<PageKey>) -> String {
    let authorizer = Authorizer::strict(policy);
    let page = Page::new(&authorizer, key);
    let rules = crate::steps::render(&Rules { page: &page, fields });
    authorizer.with_claims(unless(page.is_open(), &rules))
}

#[derive(Template)]
#[template(path = "steps/guard/compared.vtl", escape = "none")]
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
    fn by_keys(&self) -> Option<(String, Vec<&Named>)> {
        Some((self.page.optional_partition()?, self.page.on_keys()))
    }
}
