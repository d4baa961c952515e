//! The context of an evaluation: the value of `$ctx`.

use serde_json::Value as Json;

use crate::value::{Entries, List, Map, Value};

/// The parts of `$ctx`, in the order that it shows them.
const PARTS: [&str; 12] = [
    "arguments",
    "args",
    "identity",
    "source",
    "result",
    "prev",
    "error",
    "info",
    "request",
    "stash",
    "outErrors",
    "env",
];

/// The maximal nesting of a context.
const MAX_DEPTH: usize = 128;

/// The context of an evaluation: the value of `$ctx`, also written `$context`.
///
/// Missing parts have AppSync's defaults: `arguments`, `stash` and `env` are empty maps,
/// `outErrors` is an empty list, the others are null.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// `$ctx.arguments`, also written `$ctx.args`: an object.
    pub arguments: Json,
    /// `$ctx.identity`.
    pub identity: Json,
    /// `$ctx.source`.
    pub source: Json,
    /// `$ctx.result`.
    pub result: Json,
    /// `$ctx.prev`: an object with `result`.
    pub prev: Json,
    /// `$ctx.stash`: an object.
    pub stash: Json,
    /// `$ctx.error`.
    pub error: Json,
    /// `$ctx.outErrors`: an array.
    pub out_errors: Json,
    /// `$ctx.info`.
    pub info: Json,
    /// `$ctx.request`: an object with `headers` and `domainName`.
    pub request: Json,
    /// `$ctx.env`, the environment variables of the API: an object of strings.
    pub env: Json,
    /// Variables in addition to `$ctx` and the utilities. AppSync has none; templates for
    /// Velocity may need them.
    pub variables: serde_json::Map<String, Json>,
}

/// A context with an invalid shape for AppSync.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ContextError(String);

impl Context {
    /// A context from the JSON of `aws appsync evaluate-mapping-template`: an object with
    /// any of `arguments` (or `args`), `identity`, `source`, `result`, `prev`, `stash`, `error`,
    /// `outErrors`, `info`, `request` and `env`.
    ///
    /// # Errors
    /// The JSON is not an object, has an unknown key, or a part of it has a wrong type.
    pub fn from_json(json: &Json) -> Result<Self, ContextError> {
        let Json::Object(parts) = json else {
            return Err(ContextError("the context is not an object".into()));
        };
        let mut context = Self::default();
        for (name, part) in parts {
            let slot = match name.as_str() {
                "arguments" | "args" => &mut context.arguments,
                "identity" => &mut context.identity,
                "source" => &mut context.source,
                "result" => &mut context.result,
                "prev" => &mut context.prev,
                "stash" => &mut context.stash,
                "error" => &mut context.error,
                "outErrors" => &mut context.out_errors,
                "info" => &mut context.info,
                "request" => &mut context.request,
                "env" => &mut context.env,
                _ => return Err(ContextError(format!("the context has no part `{name}`"))),
            };
            let fits = match name.as_str() {
                "arguments" | "args" | "stash" | "prev" | "info" | "request" | "env" => {
                    part.is_object() || part.is_null()
                }
                "outErrors" => part.is_array() || part.is_null(),
                _ => true,
            };
            if !fits {
                let kind = if name == "outErrors" { "array" } else { "object" };
                return Err(ContextError(format!("`{name}` of the context is not an {kind}")));
            }
            if !is_shallow(part, MAX_DEPTH) {
                let message = format!("`{name}` of the context is nested deeper than {MAX_DEPTH}");
                return Err(ContextError(message));
            }
            *slot = part.clone();
        }
        Ok(context)
    }

    /// The value of `$ctx`, that of `$ctx.stash` and that of `$ctx.outErrors`.
    pub(crate) fn to_values(&self) -> (Map, Map, List) {
        let map_of = |json: &Json| match Value::from(json) {
            Value::Map(map) => map,
            _ => Map::new(),
        };
        let arguments = map_of(&self.arguments);
        let stash = map_of(&self.stash);
        let out_errors = match Value::from(&self.out_errors) {
            Value::List(list) => list,
            _ => List::new(),
        };
        let values = [
            arguments.clone().into(),
            arguments.into(),
            Value::from(&self.identity),
            Value::from(&self.source),
            Value::from(&self.result),
            Value::from(&self.prev),
            Value::from(&self.error),
            Value::from(&self.info),
            Value::from(&self.request),
            stash.clone().into(),
            out_errors.clone().into(),
            map_of(&self.env).into(),
        ];
        let parts = PARTS.into_iter().zip(values).map(|(name, value)| (name.into(), value));
        (Entries::of_distinct(parts.collect()).into(), stash, out_errors)
    }
}

/// Whether JSON is nested no deeper than `depth`.
fn is_shallow(json: &Json, depth: usize) -> bool {
    match (json, depth) {
        (Json::Array(_) | Json::Object(_), 0) => false,
        (Json::Array(elements), _) => elements.iter().all(|e| is_shallow(e, depth - 1)),
        (Json::Object(entries), _) => entries.values().all(|e| is_shallow(e, depth - 1)),
        _ => true,
    }
}
