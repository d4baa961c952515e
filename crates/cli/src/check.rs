//! `burgeon check`

use super::args::{Check, Format};
use super::input::Input;
use super::{Failed, Program, console, show};

pub(super) fn run(arguments: &Check, program: &Program) -> Result<(), Failed> {
    let format = arguments.input.format;
    let compiler = Input::new(&arguments.input.files, program)?.compiler();
    match compiler.deny_warnings(arguments.input.deny.is_some()).compile() {
        Err(failure) => show::fault(format, failure.reports),
        Ok(compilation) => {
            let warnings = number(compilation.warnings.len(), "warning", "warnings");
            let advice = number(compilation.advice.len(), "piece of advice", "pieces of advice");
            let found = [compilation.warnings, compilation.advice].concat();
            show::print(format, &found)?;
            if matches!(format, Format::Human | Format::Github) {
                console::eprint(&format!("no errors found{warnings}{advice}\n"));
            }
            Ok(())
        }
    }
}

fn number(count: usize, one: &str, several: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!(", 1 {one}"),
        _ => format!(", {count} {several}"),
    }
}
