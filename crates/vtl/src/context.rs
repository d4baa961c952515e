//! What a template is evaluated against: the value of `$ctx`.

use serde_json::Value as Json;

/// What a template is evaluated against: the value of `$ctx`, also written `$context`.
///
/// Parts that were not given are as AppSync has them: `arguments` and `stash` are empty maps,
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
}

/// A context that is not of the shape that AppSync takes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ContextError(String);

impl Context {
    /// A context of the JSON that `aws appsync evaluate-mapping-template` takes: an object with
    /// any of `arguments` (or `args`), `identity`, `source`, `result`, `prev`, `stash`, `error`,
    /// `outErrors`, `info` and `request`.
    ///
    /// # Errors
    /// The JSON is not an object, has a key that is none of these, or a part of it is of another
    /// type than it has to be.
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
                _ => return Err(ContextError(format!("the context has no part `{name}`"))),
            };
            let fits = match name.as_str() {
                "arguments" | "args" | "stash" | "prev" | "info" | "request" => {
                    part.is_object() || part.is_null()
                }
                "outErrors" => part.is_array() || part.is_null(),
                _ => true,
            };
            if !fits {
                let kind = if name == "outErrors" {
                    "array"
                } else {
                    "object"
                };
                return Err(ContextError(format!(
                    "`{name}` of the context is not an {kind}"
                )));
            }
            *slot = part.clone();
        }
        Ok(context)
    }
}
