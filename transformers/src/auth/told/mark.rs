//! Says in what a field answers that it is part of what a mutation answers.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use burgeon_core::Name;
use burgeon_core::appsync::LOOP_LIMIT;
use burgeon_core::resolver::Statements;
use burgeon_core::steps::guard::when;
use burgeon_core::steps::source_field::OPERATION;

/// How deep parts are told of: an item of DynamoDB nests 32 levels deep, and stands in a page.
pub(super) const LEVELS: usize = 33;

/// Marks the objects of an answer, and the parts that came with them.
#[derive(Debug)]
pub(super) struct Mark {
    /// What is answered: the type of objects, which may be abstract.
    pub(super) ty: Name,
    /// Whether the field itself may be below a mutation or not; otherwise it is a mutation's own.
    pub(super) is_below: bool,
    /// Whether the objects are those of a page.
    pub(super) is_page: bool,
    /// How deep within the answer the last objects are; `LEVELS` where there is no end.
    pub(super) levels: usize,
    /// The types that fields of objects have.
    pub(super) types: BTreeSet<Name>,
    /// By the type of objects: the fields that hold parts to mark, with their types.
    pub(super) parts: BTreeMap<Name, BTreeMap<Name, Name>>,
}

impl Statements for Mark {
    fn at_last(&self, answer: &str) -> String {
        let objects = if self.is_page { format!("{answer}.items") } else { answer.to_owned() };
        let text = Text { mark: self, objects: &objects, operation: OPERATION, limit: LOOP_LIMIT };
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
#[template(path = "auth/told/mark.vtl", escape = "none")]
struct Text<'a> {
    mark: &'a Mark,
    /// The reference to the object, or to a list of objects.
    objects: &'a str,
    operation: &'static str,
    limit: usize,
}

impl Text<'_> {
    /// Whether there is one object, and none within it.
    fn is_single(&self) -> bool {
        self.mark.levels == 0
    }

    /// The level on which there is nothing any more.
    fn end(&self) -> usize {
        self.mark.levels + 1
    }

    /// The parts, as a map of maps.
    fn parts(&self) -> String {
        let fields = |fields: &BTreeMap<Name, Name>| {
            let fields = fields.iter().map(|(field, ty)| format!("\"{field}\": \"{ty}\""));
            fields.collect::<Vec<_>>().join(", ")
        };
        let types = self.mark.parts.iter();
        let types = types.map(|(ty, parts)| format!("\"{ty}\": {{{}}}", fields(parts)));
        types.collect::<Vec<_>>().join(", ")
    }

    /// The parts of the object at hand. What an abstract type stands for is known by the object.
    fn fields(&self) -> &'static str {
        match self.mark.types.iter().all(|ty| self.mark.parts.contains_key(ty)) {
            true => "$parts.get($ofType.key)",
            false => {
                "$util.defaultIfNull($parts.get($ofType.key), \
                 $util.defaultIfNull($parts.get($part.get(\"__typename\")), {}))"
            }
        }
    }

    /// An empty list for each type.
    fn nothing(&self) -> String {
        let types = self.mark.types.iter().map(|ty| format!("\"{ty}\": []"));
        types.collect::<Vec<_>>().join(", ")
    }
}
