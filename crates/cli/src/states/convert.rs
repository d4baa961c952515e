//! `burgeon states convert`

use amazon_states_language::convert::{Checks, to_jsonata};
use amazon_states_language::format::format;

use crate::args::StatesConvert;
use crate::{Failed, console, show};

/// Prints a definition converted to JSONata, or the constructs that cannot be converted.
pub(super) fn run(arguments: &StatesConvert) -> Result<(), Failed> {
    let (definition, _) = arguments.definition.read()?;
    let checks = if arguments.idiomatic { Checks::Omit } else { Checks::Keep };
    let faults = match to_jsonata(&definition, checks) {
        Ok(document) => match format("the converted definition", &document.to_string()) {
            Ok(text) => return Ok(console::print(&text)?),
            Err(faults) => faults.0,
        },
        Err(faults) => faults,
    };
    show::print_faults(&faults);
    Err(Failed::AlreadyReported)
}
