//! Exceptions of the engine as errors of an evaluation.

use appsync_vtl::{ErrorCode, EvaluationError};
use burgeon_diagnostics::Position;
use rquickjs::{Ctx, Error, Object, Value};

use super::budget::Exceeded;

/// The file name of modules in the engine's stack traces.
pub(super) const FILE: &str = "module.js";

/// What ended a handler, other than a utility.
#[derive(Debug)]
pub(super) struct Failure {
    pub error: EvaluationError,
    /// Whether the engine can run another handler.
    pub is_usable: bool,
}

impl From<Error> for Failure {
    /// The engine could not start.
    fn from(error: Error) -> Self {
        match error {
            Error::Allocation => out_of_memory(),
            other => Self { error: code_error(other.to_string()), is_usable: false },
        }
    }
}

/// The error behind a failed call. `prefix` is as in [`position`].
pub(super) fn failure(
    ctx: &Ctx<'_>,
    error: &Error,
    exceeded: Option<Exceeded>,
    prefix: usize,
) -> Failure {
    if let Some(limit) = exceeded {
        let _ = ctx.catch();
        let what = match limit {
            Exceeded::Steps => "the evaluation takes too many steps",
            Exceeded::Time => "the evaluation takes too long",
        };
        return Failure { error: EvaluationError::new(ErrorCode::Limit, what), is_usable: false };
    }
    match error {
        Error::Exception => exception(&ctx.catch(), prefix),
        Error::Allocation => out_of_memory(),
        other => {
            let error = code_error(other.to_string());
            Failure { error, is_usable: true }
        }
    }
}

fn exception(thrown: &Value<'_>, prefix: usize) -> Failure {
    let Some(object) = thrown.as_object() else {
        // The engine throws null where there is no memory for an exception.
        return out_of_memory();
    };
    let name = text(object, "name").unwrap_or_else(|| "Error".into());
    let message = text(object, "message").unwrap_or_default();
    if message == "out of memory" {
        return out_of_memory();
    }
    let overflow = message == "Maximum call stack size exceeded";
    let limit = match message.as_str() {
        _ if overflow => Some("functions call each other too deeply"),
        "invalid string length" | "string too long" => Some("a text is too long"),
        "the value is too large" => Some("a value is too large"),
        "the value nests too deep" => Some("a value nests too deep"),
        _ => None,
    };
    let mut error = match limit {
        Some(limit) => EvaluationError::new(ErrorCode::Limit, limit),
        None => code_error(format!("{name}: {message}")),
    };
    error.location = text(object, "stack").and_then(|stack| position(&stack, prefix));
    Failure { error, is_usable: !overflow }
}

fn text(object: &Object<'_>, property: &str) -> Option<String> {
    let value: Value<'_> = object.get(property).ok()?;
    value.as_string()?.to_string().ok()
}

fn out_of_memory() -> Failure {
    let message = "the evaluation takes too much memory";
    Failure { error: EvaluationError::new(ErrorCode::Limit, message), is_usable: false }
}

/// An error of the kind that AppSync calls `Code`.
fn code_error(message: impl Into<String>) -> EvaluationError {
    let mut error = EvaluationError::new(ErrorCode::Exception, message);
    error.error_type = Some("Code".into());
    error
}

/// The topmost place of a stack trace that is in a module. The first line of a module begins behind
/// `prefix` characters of the function that it is compiled as.
pub(super) fn position(stack: &str, prefix: usize) -> Option<Position> {
    let frame = stack.lines().find_map(|line| line.split_once(FILE))?.1;
    let mut numbers = frame.trim_start_matches(':').split([':', ')']);
    let line: usize = numbers.next()?.parse().ok()?;
    let column: usize = numbers.next()?.parse().ok()?;
    let before = if line == 1 { prefix } else { 0 };
    Some(Position { line, column: column.saturating_sub(before).max(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_module() {
        let stack =
            "    at fail (native)\n    at request (module.js:3:12)\n    at run (realm.js:9:1)\n";
        assert_eq!(position(stack, 40), Some(Position { line: 3, column: 12 }));
        assert_eq!(
            position("    at request (module.js:1:52)\n", 40),
            Some(Position { line: 1, column: 12 })
        );
        assert_eq!(position("    at run (realm.js:9:1)\n", 0), None);
    }
}
