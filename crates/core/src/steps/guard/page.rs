//! Guards of requests for pages of objects.
//!
//! Rules that depend on the object become part of the request's filter. DynamoDB cannot filter by
//! the key of the query: a rule on the partition key is decided by the value in the request, and with
//! rules on the sort key, the objects of a page are checked after the read.

use askama::Template;

use super::authorizer::{Authorizer, OwnershipRule, any_of};
use super::{REFUSAL, Statements, refuse_unless_caller, text, unless};
use crate::Name;
use crate::policy::Policy;
use crate::steps::keys::{KeyCondition, Root, SortCondition};
use crate::stored::Stored;
use crate::vtl::property;

/// The key of a request for a page of objects.
#[derive(Debug, Clone, Copy)]
pub struct PageKey<'a> {
    /// The condition on it.
    pub condition: &'a KeyCondition,
    /// Whether the partition may be left out, for objects of all partitions.
    pub is_optional: bool,
    /// The names of the model's fields in the store.
    pub stored: &'a Stored,
}

/// Around a request that reads the objects which the `filter` argument chooses, by a key if there
/// is one.
pub fn read_many(policy: &Policy, key: Option<PageKey>) -> Statements {
    read_through(&Authorizer::lenient(policy), key)
}

pub(super) fn read_through(authorizer: &Authorizer, key: Option<PageKey>) -> Statements {
    if !authorizer.is_item_dependent() {
        return Statements { request: refuse_unless_caller(authorizer), response: String::new() };
    }
    let page = Page::new(authorizer, key);
    let request = authorizer.with_claims(unless(page.full_access(), &text(&page)));
    let response = match page.sorted.is_empty() {
        true => String::new(),
        false => {
            authorizer.with_claims(unless(page.full_access(), &text(&ReadPage { page: &page })))
        }
    };
    Statements { request, response }
}

/// The rules of a page; as a template, the statements for callers that the key does not allow.
#[derive(Template)]
#[template(path = "steps/guard/page.vtl", escape = "none")]
pub(super) struct Page<'a> {
    authorizer: &'a Authorizer,
    key: Option<PageKey<'a>>,
    /// Rules that a filter can check.
    pub(super) filtered: Vec<&'a OwnershipRule>,
    /// Rules on the partition key, or on a sort key from the source object.
    given: Vec<(&'a OwnershipRule, String)>,
    /// Rules on a sort key that an argument may compare.
    sorted: Vec<(&'a OwnershipRule, &'a Name)>,
}

impl<'a> Page<'a> {
    pub(super) fn new(authorizer: &'a Authorizer, key: Option<PageKey<'a>>) -> Self {
        let mut page = Self { authorizer, key, filtered: vec![], given: vec![], sorted: vec![] };
        for named in &authorizer.ownership_rules {
            match key.and_then(|key| key.part(&named.field)) {
                None => page.filtered.push(named),
                Some(KeyPart::Given(value)) => page.given.push((named, value)),
                Some(KeyPart::Compared(argument)) => page.sorted.push((named, argument)),
            }
        }
        page
    }

    /// A condition that the caller is allowed every page: by the caller alone, or by the key in the
    /// request.
    pub(super) fn full_access(&self) -> Option<String> {
        let given = self.given.iter().map(|(named, value)| named.is_one_of(value));
        let compared = self.sorted.iter().map(|(named, argument)| {
            named.is_one_of(&format!("$ctx.args{}.get(\"eq\")", property(argument)))
        });
        any_of(self.authorizer.caller_rules.iter().cloned().chain(given).chain(compared))
    }

    /// The partition, if it is left out for objects of all partitions.
    pub(super) fn optional_partition(&self) -> Option<String> {
        let key = self.key.filter(|key| key.is_optional)?;
        let has_rules = !self.given.is_empty() || !self.sorted.is_empty();
        has_rules.then(|| key.condition.partition.to_string())
    }

    /// Rules that only a page of all partitions can be filtered by.
    pub(super) fn on_keys(&self) -> Vec<&'a OwnershipRule> {
        let sorted = self.sorted.iter().map(|(named, _)| *named);
        self.given.iter().map(|(named, _)| *named).chain(sorted).collect()
    }

    /// A condition that some object of a partition may name the caller.
    fn possible_access_within_partition(&self) -> Option<String> {
        let sorted = self.sorted.iter().map(|(named, _)| *named);
        let named = self.filtered.iter().copied().chain(sorted);
        let mut conditions: Vec<String> = named.map(OwnershipRule::may_own_items).collect();
        conditions.dedup();
        any_of(conditions)
    }

    /// Statements that query only the caller's objects of a partition, if no other rule could
    /// allow more. New objects have the first of an owner's names.
    fn narrow(&self) -> String {
        let ([], [(named, argument)]) = (self.filtered.as_slice(), self.sorted.as_slice()) else {
            return String::new();
        };
        let is_known = match named.is_owner {
            true => String::new(),
            false => format!(" && ${}.size() == 1", named.variable),
        };
        let variable = &named.variable;
        format!(
            "#if( $util.isNull($ctx.args{}){is_known} )\n  \
             $util.qr($ctx.args.put(\"{argument}\", {{\"eq\": ${variable}[0]}}))\n#end\n",
            property(argument)
        )
    }

    /// The statements for a page of one partition, with rules that are checked after the read.
    fn within_partition(&self) -> String {
        let statements = unless(self.possible_access_within_partition(), REFUSAL) + &self.narrow();
        statements.trim_end().to_owned()
    }

    /// The statements that add the rules on objects to the filter, including rules on key fields that the
    /// request does not use.
    fn filter(&self, by_keys: bool) -> String {
        let mut named = self.filtered.clone();
        if by_keys {
            named = self.authorizer.ownership_rules.iter().collect();
        }
        match named.is_empty() {
            true => REFUSAL.trim_end().to_owned(),
            false => crate::steps::render(&Filter { named: &named }),
        }
    }
}

/// The value of a part of the key in a request.
enum KeyPart<'a> {
    /// Its value, an expression in VTL.
    Given(String),
    /// The argument that it is compared with.
    Compared(&'a Name),
}

impl<'a> PageKey<'a> {
    /// Whether arguments determine the value of one of the fields, and under which condition if
    /// they are optional.
    pub(super) fn compares(self, fields: &[Name]) -> Option<Option<String>> {
        let KeyCondition { partition, sort, .. } = self.condition;
        let holds = |attributes: &[Name]| {
            let is = |attribute: &Name| {
                fields.iter().any(|field| self.stored.is_field(field, attribute.as_str()))
            };
            attributes.iter().any(is)
        };
        let by_partition = partition.root == Root::Arguments && holds(&partition.fields);
        if by_partition && !self.is_optional {
            return Some(None);
        }
        let by_partition = by_partition.then(|| format!("!$util.isNull({partition})"));
        let by_sort = match sort {
            SortCondition::Argument(sort) if holds(&sort.attribute.fields) => {
                Some(format!("!$util.isNull($ctx.args{})", property(&sort.name)))
            }
            _ => None,
        };
        any_of(by_partition.into_iter().chain(by_sort)).map(Some)
    }

    /// The value of a field in the request, if the field alone is a part of the key.
    fn part(self, field: &Name) -> Option<KeyPart<'a>> {
        let is_field = |attribute: &str| self.stored.is_field(field, attribute);
        let KeyCondition { partition, sort, .. } = self.condition;
        match sort {
            _ if is_field(&partition.attribute) => Some(KeyPart::Given(partition.to_string())),
            SortCondition::Equals(value) if is_field(&value.attribute) => {
                Some(KeyPart::Given(value.to_string()))
            }
            SortCondition::Argument(sort) if is_field(&sort.attribute.name) => {
                Some(KeyPart::Compared(&sort.name))
            }
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "steps/guard/filter.vtl", escape = "none")]
struct Filter<'a> {
    named: &'a [&'a OwnershipRule],
}

#[derive(Template)]
#[template(path = "steps/guard/read_page.vtl", escape = "none")]
struct ReadPage<'a> {
    page: &'a Page<'a>,
}

impl ReadPage<'_> {
    /// A condition that an item names the caller.
    fn is_shown(&self) -> String {
        any_of(self.page.authorizer.ownership_rules.iter().map(|named| named.is_in("item")))
            .unwrap_or_default()
    }
}
