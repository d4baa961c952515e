//! Intrinsic functions: `States.Format('{} of {}', $.done, $.all)`.

mod array;
mod encode;
mod function;
mod number;
mod parse;
mod text;

use serde_json::Value as Json;

use crate::path::{Budget, Path, PathError, Roots, SelectError};
pub(crate) use encode::digest;
pub(crate) use function::Function;
pub(crate) use number::mix;
pub(crate) use text::uuid;

/// A call of an intrinsic function.
#[derive(Debug, Clone, PartialEq)]
pub struct Intrinsic {
    pub(crate) function: Function,
    pub(crate) arguments: Vec<Argument>,
}

/// The argument of a function.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Argument {
    Literal(Json),
    Path(Path),
    Call(Intrinsic),
}

/// The error of a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    /// A path of its arguments has no value.
    #[error(transparent)]
    Select(#[from] SelectError),
    /// The function cannot work with its arguments.
    #[error("{0}")]
    Failed(String),
}

impl Intrinsic {
    /// Reads a call such as `States.Array($.a, 1, 'text')`.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        parse::parse(text)
    }

    /// Every path in the call.
    pub(crate) fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        for argument in &self.arguments {
            match argument {
                Argument::Literal(_) => {}
                Argument::Path(path) => paths.push(path),
                Argument::Call(call) => paths.extend(call.paths()),
            }
        }
        paths
    }

    /// The result of the call. `random` supplies random bits.
    pub(crate) fn call(
        &self,
        roots: &Roots<'_>,
        budget: &mut Budget,
        random: &mut dyn FnMut() -> u64,
    ) -> Result<Json, CallError> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            let value = match argument {
                Argument::Literal(value) => value.clone(),
                Argument::Path(path) => path.select(roots, budget)?,
                Argument::Call(call) => call.call(roots, budget, random)?,
            };
            arguments.push(value);
        }
        let value = self.function.call(&arguments, budget, random)?;
        budget.spend_value(&value)?;
        Ok(value)
    }
}
