//! The access table: grants by caller, type, field and operation.

mod html;
mod json;
mod markdown;
mod terminal;

use burgeon_core::api::{Caller, Coordinate, Operation};
use burgeon_core::{Defect, Name};
use indexmap::IndexSet;
use serde::{Deserialize, Serialize, Serializer};

/// The callers of every operation of an API. Everything that it does not list is denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessTable {
    /// The version of this form of it, as JSON.
    pub version: u32,
    /// The API's name.
    pub name: String,
    /// The types, in the order of the schema, the root types last.
    pub types: Vec<TypeAccess>,
    /// Whether the author's rules decide anything.
    pub has_rules: bool,
}

/// The access to a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeAccess {
    /// The type.
    pub name: Name,
    /// The kind of the type.
    pub kind: Kind,
    /// The operations on it, each with its callers.
    pub operations: Vec<OperationAccess>,
    /// The fields with objects of other models, which require the right to read them as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationAccess>,
}

/// The kinds of types that a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A model, whose objects are created, read, changed and removed.
    Model,
    /// A type whose objects are nested in answers.
    Object,
    /// `Query`, `Mutation` or `Subscription`, with the fields that belong to no model.
    Root,
}

/// The callers of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "json::OperationEntry")]
pub struct OperationAccess {
    /// The operation.
    pub operation: Action,
    /// The fields of the root types, or the relations, that perform it; none, if every field that
    /// returns the object does.
    #[serde(serialize_with = "as_text")]
    pub by: Vec<Coordinate>,
    /// The fields that it can be allowed for, one by one.
    pub fields: Vec<Name>,
    /// The callers. Empty: every caller is denied.
    pub allowed: Vec<Access>,
}

/// An operation on a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Action {
    /// Something that is done with the objects of a model.
    Model(Operation),
    /// Something else.
    Other(OtherAction),
}

/// An operation that rules cannot name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OtherAction {
    /// Setting fields of an object to null, which requires the grant to update as well.
    SetToNull,
    /// Reading fields of an object that is part of an answer.
    Read,
    /// Reading objects of a model that relations lead to.
    Follow,
    /// Calling a field of a root type.
    Call,
}

/// A grant to some callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Who.
    pub caller: Caller,
    /// The fields that they may set, remove or read; all fields for an operation that does not
    /// concern single fields.
    pub fields: FieldAccess,
}

/// Some fields of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAccess {
    /// These may be used.
    pub allowed: Vec<Name>,
    /// The other fields.
    pub denied: Vec<Name>,
}

/// A field that leads to another model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RelationAccess {
    /// The field.
    pub field: Name,
    /// The model whose rules decide who follows it.
    pub to: Name,
}

impl Action {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model(operation) => operation.name(),
            Self::Other(OtherAction::SetToNull) => "set to null",
            Self::Other(OtherAction::Read) => "read",
            Self::Other(OtherAction::Follow) => "follow",
            Self::Other(OtherAction::Call) => "call",
        }
    }
}

impl TypeAccess {
    /// All callers in the table, each once.
    pub fn callers(&self) -> Vec<&Caller> {
        let allowed = self.operations.iter().flat_map(|operation| &operation.allowed);
        let callers: IndexSet<&Caller> = allowed.map(|access| &access.caller).collect();
        callers.into_iter().collect()
    }
}

impl OperationAccess {
    /// The access of a caller, if there is any.
    pub fn access(&self, caller: &Caller) -> Option<&Access> {
        self.allowed.iter().find(|access| access.caller == *caller)
    }

    /// Its name among the operations of its type.
    fn name(&self) -> &str {
        match (self.operation, self.by.first()) {
            (Action::Other(OtherAction::Call), Some(at)) => at.field.as_str(),
            (operation, _) => operation.name(),
        }
    }
}

impl FieldAccess {
    /// Whether every field is meant.
    pub fn is_all(&self) -> bool {
        self.denied.is_empty()
    }

    /// The shorter description of the fields: "all", "all but `a`", "`a`, `b`".
    fn to_text(&self, name: impl Fn(&Name) -> String) -> String {
        let list = |names: &[Name]| names.iter().map(&name).collect::<Vec<_>>().join(", ");
        match (self.denied.as_slice(), self.allowed.as_slice()) {
            ([], _) => "all".to_owned(),
            (_, []) => "none".to_owned(),
            (denied, allowed) if denied.len() <= allowed.len() => {
                format!("all but {}", list(denied))
            }
            (_, allowed) => list(allowed),
        }
    }
}

impl AccessTable {
    /// The version of the JSON.
    pub const VERSION: u32 = 1;

    /// Renders the table as JSON.
    ///
    /// `types[].operations[].allowed[]` has the `caller` (`label`, `mode`, `who`, and depending on
    /// `who`: `group`, `claim`, `field`, `isList`, `role`, `pool`), and `fields`: either `"all"` of
    /// the operation's `fields`, or a list.
    ///
    /// # Errors
    ///
    /// An internal error of the compiler.
    pub fn to_json(&self) -> Result<String, Defect> {
        let text = serde_json::to_string_pretty(self);
        Ok(text.map_err(|reason| Defect::new(reason.to_string()).at("the access table"))? + "\n")
    }
}

impl AccessTable {
    /// The same JSON with a line for each type, as a build records it.
    pub(crate) fn to_json_lines(&self) -> Result<String, Defect> {
        let defect =
            |reason: serde_json::Error| Defect::new(reason.to_string()).at("the access table");
        let Self { version, name, types, has_rules } = self;
        let name = serde_json::to_string(name).map_err(defect)?;
        let types = types.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>();
        let types = types.map_err(defect)?.join(",\n");
        let head = format!(r#""version":{version},"name":{name},"hasRules":{has_rules}"#);
        Ok(format!("{{{head},\"types\":[\n{types}\n]}}\n"))
    }
}

fn as_text<S: Serializer>(coordinates: &[Coordinate], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(coordinates.iter().map(ToString::to_string))
}
