use askama::Template;

use super::authorizer::{Authorizer, OwnershipRule, any_of, list_of};
use super::{IS_REFUSED, REFUSAL, Statements, text, unless, when};
use crate::Name;
use crate::mapping_template::MappingTemplate;
use crate::model::Key;
use crate::policy::{Fields, Policy};
use crate::steps::keys::{KeyValue, Root};

const DENIED_CHANGE: &str = "$util.error(\"Unauthorized on $changed\", \"Unauthorized\")\n";
const DENIED_REMOVAL: &str = "$util.error(\"Unauthorized on $removed\", \"Unauthorized\")\n";

/// The guard of a request that updates or deletes the object in the `input` argument.
///
/// Conditions on the object become part of the write's condition. A write that they reject returns
/// the same error as one without a condition of the caller. For callers with a condition only, the
/// object is read first, and either rejection returns its own error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Around the request itself.
    pub around: Statements,
    /// Whether the statements add to `$required` what the object must hold.
    pub is_item_dependent: bool,
    /// An additional request before the write.
    pub lookup: Option<Lookup>,
}

/// A request that looks the object up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// The request template.
    pub request: MappingTemplate,
    /// The response template.
    pub response: MappingTemplate,
}

/// The guard of a request that updates an object with this key.
pub fn change(policy: &Policy, key: &Key) -> Change {
    around(policy, key, IS_REFUSED)
}

/// The guard of a request that deletes an object with this key.
pub fn remove(policy: &Policy, key: &Key) -> Change {
    around(policy, key, IS_REFUSED_OR_ABSENT)
}

/// Around a request with other reasons for a refusal, whose error contains the object. The object
/// shows whether the write was allowed, so no read is needed before it.
pub fn change_with_conflict_payload(policy: &Policy) -> Change {
    with_conflict_payload(policy, IS_REFUSED)
}

/// Like [`change_with_conflict_payload`], around a request that removes an object.
pub fn remove_with_conflict_payload(policy: &Policy) -> Change {
    with_conflict_payload(policy, IS_REFUSED_OR_ABSENT)
}

/// AppSync treats the deletion of a missing item as a success.
const IS_REFUSED_OR_ABSENT: &str = "(($ctx.error && \
     $ctx.error.type == \"DynamoDB:ConditionalCheckFailedException\") || \
     (!$ctx.error && $util.isNull($ctx.result)))";

fn around(policy: &Policy, key: &Key, refused: &str) -> Change {
    let authorizer = Authorizer::strict(policy);
    let change = Changing { authorizer: &authorizer, classes: classes(&authorizer) };
    let request = change.request();
    if !authorizer.is_item_dependent() {
        let around = Statements { request, response: String::new() };
        return Change { around, is_item_dependent: false, lookup: None };
    }
    let failed = format!("{refused} && $util.isNullOrEmpty($ctx.args.condition)");
    let around = Statements { request, response: change.response(&failed) };
    Change { around, is_item_dependent: true, lookup: Some(change.lookup(key)) }
}

/// Around a request that updates or deletes an object that meets all conditions in `$required`;
/// `failed` is the VTL condition that it did not, for callers without a condition.
pub fn change_in_statement(policy: &Policy, failed: &str) -> Statements {
    let authorizer = Authorizer::strict(policy);
    let change = Changing { authorizer: &authorizer, classes: classes(&authorizer) };
    let response = match authorizer.is_item_dependent() {
        true => change.response(failed),
        false => String::new(),
    };
    Statements { request: change.request(), response }
}

/// The statements that add to `$required` that an object names the caller.
pub(super) fn required(named: &[&OwnershipRule]) -> String {
    text(&Required { named })
}

fn with_conflict_payload(policy: &Policy, refused: &str) -> Change {
    let authorizer = Authorizer::strict(policy);
    let change = Changing { authorizer: &authorizer, classes: classes(&authorizer) };
    let response = match authorizer.is_item_dependent() {
        true => authorizer
            .with_claims(when(refused, &unless(authorizer.full_access(), &change.checks()))),
        false => String::new(),
    };
    let around = Statements { request: change.request(), response };
    Change { around, is_item_dependent: authorizer.is_item_dependent(), lookup: None }
}

/// Fields that the same rules on objects allow to be changed, or set to null.
struct Class<'a> {
    /// Whether setting them to null is meant.
    is_removal: bool,
    /// The fields; absent: all that no other class has.
    fields: Option<Vec<&'a Name>>,
    /// The rules: an object must fulfil one of them.
    named: Vec<&'a OwnershipRule>,
}

struct Changing<'a> {
    authorizer: &'a Authorizer,
    classes: Vec<Class<'a>>,
}

impl Changing<'_> {
    fn request(&self) -> String {
        let mut statements = match self.authorizer.is_field_dependent() {
            true => text(&Changed { authorizer: self.authorizer }),
            false => String::new(),
        };
        for class in &self.classes {
            let required = match class.named.is_empty() {
                true if class.is_removal => DENIED_REMOVAL.to_owned(),
                true if self.authorizer.is_field_dependent() => DENIED_CHANGE.to_owned(),
                true => REFUSAL.to_owned(),
                false => required(&class.named),
            };
            statements += &self.concerning(class, &required);
        }
        self.authorizer.with_claims(unless(self.authorizer.full_access(), &statements))
    }

    /// Maps a write that failed only because no rule allows it to an authorization error.
    fn response(&self, failed: &str) -> String {
        let refused = match self.authorizer.is_field_dependent() {
            false => REFUSAL.to_owned(),
            true => {
                let needed = "!$changed.isEmpty() || !$removed.isEmpty()";
                text(&Changed { authorizer: self.authorizer }) + &when(needed, REFUSAL)
            }
        };
        let refused = self.authorizer.with_claims(unless(self.authorizer.full_access(), &refused));
        when(failed, &refused)
    }

    fn lookup(&self, key: &Key) -> Lookup {
        let skip = "#return($util.toJson({}))\n";
        let mut statements = when("$util.isNullOrEmpty($ctx.args.condition)", skip);
        if let Some(open) = self.authorizer.full_access() {
            statements += &self.authorizer.with_claims(when(&open, skip));
        }
        let mut request =
            crate::steps::request(&LookupRequest { key: &KeyValue::of_key(key, Root::Input) });
        request.statements.insert_str(0, &statements);
        let error = include_str!("../dynamodb/error.vtl");
        let checks =
            self.authorizer.with_claims(unless(self.authorizer.full_access(), &self.checks()));
        let statements = error.to_owned() + &checks;
        let response = MappingTemplate { statements, output: "$util.toJson({})\n".to_owned() };
        Lookup { request, response }
    }

    /// Denies what the object, which is the result, does not allow the caller.
    fn checks(&self) -> String {
        let mut checks = match self.authorizer.is_field_dependent() {
            true => text(&Changed { authorizer: self.authorizer }),
            false => String::new(),
        };
        for class in &self.classes {
            let named = class.named.iter().map(|named| named.is_in("ctx.result"));
            let refuse = unless(any_of(named), REFUSAL);
            checks += &self.concerning(class, &refuse);
        }
        checks
    }

    /// The statements, run only when the input has fields of a class.
    fn concerning(&self, class: &Class, statements: &str) -> String {
        if !self.authorizer.is_field_dependent() {
            return statements.to_owned();
        }
        let variable = if class.is_removal { "removed" } else { "changed" };
        let (fields, operation) = match &class.fields {
            Some(fields) => (list_of(fields.iter().copied()), "copyAndRetainAll"),
            None => (self.listed(class.is_removal), "copyAndRemoveAll"),
        };
        let concerned = format!("!$util.list.{operation}(${variable}, $fields).isEmpty()");
        format!("#set( $fields = {fields} )\n") + &when(&concerned, statements)
    }

    fn listed(&self, is_removal: bool) -> String {
        let same = self.classes.iter().filter(|class| class.is_removal == is_removal);
        let fields = same.flat_map(|class| class.fields.iter().flatten());
        list_of(fields.copied())
    }
}

/// Every field falls into one class of changes, and into one of removals.
fn classes(authorizer: &Authorizer) -> Vec<Class<'_>> {
    if !authorizer.is_field_dependent() {
        let named = authorizer.ownership_rules.iter().collect();
        return vec![Class { is_removal: false, fields: None, named }];
    }
    let of = |is_removal: bool| {
        let allowed = move |named: &'_ OwnershipRule| match is_removal {
            true => named.removable.clone(),
            false => named.writable.clone(),
        };
        let mut classes: Vec<Class> = Vec::new();
        let mut seen: Vec<&Name> = Vec::new();
        for listing in &authorizer.ownership_rules {
            let fields = if is_removal { &listing.removable } else { &listing.writable };
            let Fields::Only(fields) = fields else { continue };
            for field in fields.iter() {
                if seen.contains(&field) {
                    continue;
                }
                seen.push(field);
                let allows = |named: &&OwnershipRule| match allowed(named) {
                    Fields::All => true,
                    Fields::Only(only) => only.contains(field),
                };
                let named: Vec<&OwnershipRule> =
                    authorizer.ownership_rules.iter().filter(allows).collect();
                let same = |class: &&mut Class| {
                    let ours = class.named.iter().map(std::ptr::from_ref);
                    ours.eq(named.iter().map(std::ptr::from_ref))
                };
                match classes.iter_mut().find(same).and_then(|class| class.fields.as_mut()) {
                    Some(fields) => fields.push(field),
                    None => {
                        let fields = Some(vec![field]);
                        classes.push(Class { is_removal, fields, named });
                    }
                }
            }
        }
        let others = authorizer
            .ownership_rules
            .iter()
            .filter(|named| allowed(named) == Fields::All)
            .collect();
        classes.push(Class { is_removal, fields: None, named: others });
        classes
    };
    let mut classes = of(false);
    classes.extend(of(true));
    classes
}

#[derive(Template)]
#[template(path = "steps/guard/changed.vtl", escape = "none")]
struct Changed<'a> {
    authorizer: &'a Authorizer,
}

#[derive(Template)]
#[template(path = "steps/guard/required.vtl", escape = "none")]
struct Required<'a> {
    named: &'a [&'a OwnershipRule],
}

#[derive(Template)]
#[template(path = "steps/guard/lookup.vtl", escape = "none")]
struct LookupRequest<'a> {
    key: &'a [KeyValue],
}
