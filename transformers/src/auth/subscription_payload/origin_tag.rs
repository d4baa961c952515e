//! Tags objects with the operation that returned them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use burgeon_core::Name;
use burgeon_core::appsync::LOOP_LIMIT;
use burgeon_core::resolver::Statements;
use burgeon_core::steps::guard::when;
use burgeon_core::steps::source_field::OPERATION;

/// The deepest level that is tagged: a DynamoDB item nests 32 levels deep, and is in a page.
pub(super) const LEVELS: usize = 33;

/// Tags the objects of an answer, and the objects nested in them.
#[derive(Debug)]
pub(super) struct OriginTag {
    /// The type of the answer's objects, which may be abstract.
    pub(super) ty: Name,
    /// Whether the field can be below a query, too; otherwise it is a mutation itself.
    pub(super) is_below: bool,
    /// Whether the answer is a page of objects.
    pub(super) is_page: bool,
    /// The level of the deepest objects; `LEVELS` if the type is recursive.
    pub(super) levels: usize,
    /// The types of fields with nested objects.
    pub(super) types: BTreeSet<Name>,
    /// By the type of the object: the fields with nested objects, with their types.
    pub(super) parts: BTreeMap<Name, BTreeMap<Name, Name>>,
}

impl Statements for OriginTag {
    fn on_final_result(&self, answer: &str) -> String {
        let objects = if self.is_page { format!("{answer}.items") } else { answer.to_owned() };
        let text = Text { tag: self, objects: &objects, operation: OPERATION, limit: LOOP_LIMIT };
        let statements = burgeon_core::mapping_template::render(&text) + "\n";
        if !self.is_below {
            return statements;
        }
        let there =
            if text.is_single() { format!(" && !$util.isNull(${objects})") } else { String::new() };
        let below = format!(
            "$util.defaultIfNull($ctx.source.get(\"{OPERATION}\"), \"\") == \"Mutation\"{there}"
        );
        when(&below, &statements)
    }
}

#[derive(Template)]
#[template(path = "auth/subscription_payload/origin_tag.vtl", escape = "none")]
struct Text<'a> {
    tag: &'a OriginTag,
    /// The reference to the object, or to a list of objects.
    objects: &'a str,
    operation: &'static str,
    limit: usize,
}

impl Text<'_> {
    /// Whether the answer is one object without nested objects.
    fn is_single(&self) -> bool {
        self.tag.levels == 0
    }

    /// The first level without objects.
    fn end(&self) -> usize {
        self.tag.levels + 1
    }

    /// The fields with nested objects, as a map of maps.
    fn parts(&self) -> String {
        let fields = |fields: &BTreeMap<Name, Name>| {
            let fields = fields.iter().map(|(field, ty)| format!("\"{field}\": \"{ty}\""));
            fields.collect::<Vec<_>>().join(", ")
        };
        let types = self.tag.parts.iter();
        let types = types.map(|(ty, parts)| format!("\"{ty}\": {{{}}}", fields(parts)));
        types.collect::<Vec<_>>().join(", ")
    }

    /// The fields with nested objects of the current object. An abstract type depends on the object.
    fn fields(&self) -> &'static str {
        match self.tag.types.iter().all(|ty| self.tag.parts.contains_key(ty)) {
            true => "$parts.get($ofType.key)",
            false => {
                "$util.defaultIfNull($parts.get($ofType.key), \
                 $util.defaultIfNull($parts.get($part.get(\"__typename\")), {}))"
            }
        }
    }

    /// An empty list for each type.
    fn empty_lists(&self) -> String {
        let types = self.tag.types.iter().map(|ty| format!("\"{ty}\": []"));
        types.collect::<Vec<_>>().join(", ")
    }
}
