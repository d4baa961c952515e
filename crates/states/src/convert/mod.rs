//! Converts state machines from JSONPath to JSONata.
//!
//! Every state gets the fields of JSONata: `Arguments` for `Parameters`, `Output` for
//! `ResultSelector`, `ResultPath` and `OutputPath`, `Condition` for comparisons, and so on. A path in
//! JSONPath fails if it finds nothing, and in JSONata it has no value then; [`Checks`] decides
//! whether the converted machine keeps the failures.

mod code;
mod condition;
mod data;
mod filter;
mod intrinsic;
mod machine;
mod map;
mod path;
mod state;

use serde_json::Value as Json;

use crate::checked::Definition;
use crate::fault::{Fault, Problem};

/// Whether expressions check what JSONPath checks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Checks {
    /// The converted machine fails where the original fails: on a path that finds nothing, and on
    /// comparisons of values of other types it chooses as the original does.
    #[default]
    Keep,
    /// Expressions are as short as possible, and treat absent values as JSONata does.
    Omit,
}

/// Converts a definition to JSONata. States that use JSONata already keep their fields.
///
/// # Errors
///
/// A fault for each construct that has no equivalent.
pub fn to_jsonata(definition: &Definition, checks: Checks) -> Result<Json, Vec<Fault>> {
    let mut converter = Converter { checks, refused: Vec::new() };
    let converted = converter.machine(&definition.machine, &definition.document, true);
    match converter.refused.is_empty() {
        true => Ok(converted),
        false => Err(definition.located(converter.refused)),
    }
}

struct Converter {
    checks: Checks,
    refused: Vec<Problem>,
}

/// A construct that has no equivalent in JSONata.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    construct: String,
    help: &'static str,
}

impl Refusal {
    fn new(construct: impl Into<String>, help: &'static str) -> Self {
        Self { construct: construct.into(), help }
    }
}

impl Converter {
    fn keeps_checks(&self) -> bool {
        self.checks == Checks::Keep
    }
}
