//! `burgeon check`

use super::args::{Check, Format};
use super::input::Input;
use super::{Failed, console, show};

pub(super) fn run(arguments: &Check) -> Result<(), Failed> {
    let format = arguments.input.format;
    let compiler = Input::of(&arguments.input)?.compiler();
    match compiler.and_then(|compiler| compiler.compile()) {
        Err(failure) => show::fault(format, failure.reports),
        Ok(compilation) => {
            let warnings = &compilation.warnings;
            match format {
                Format::Human => {
                    show::say(warnings);
                    let found = match warnings.len() {
                        0 => "no fault found".to_owned(),
                        1 => "no fault found, 1 warning".to_owned(),
                        several => format!("no fault found, {several} warnings"),
                    };
                    console::say(&format!("{found}\n"));
                }
                Format::Json => show::json(&show::Document::of(warnings))?,
            }
            Ok(())
        }
    }
}
