//! `burgeon auth`

use burgeon::Failure;

use super::args::{Auth, Format, TableFormat};
use super::input::Input;
use super::{Failed, Program, console, show};

/// The width of a table that is not shown in a terminal.
const WIDTH: usize = 80;

pub(super) fn run(arguments: &Auth, program: &Program) -> Result<(), Failed> {
    let compiler = Input::new(&arguments.files, program)?.compiler();
    let table = match compiler.access_table() {
        Ok(table) => table,
        Err(failure) => {
            let is_json = arguments.format == TableFormat::Json;
            let format = if is_json { Format::Json } else { Format::Human };
            return show::fault(format, failure.reports);
        }
    };
    let text = match arguments.format {
        TableFormat::Terminal => table.to_text(width()),
        TableFormat::Markdown => table.to_markdown(),
        TableFormat::Json => table.to_json().map_err(Failure::from)?,
        TableFormat::Html => table.to_html().map_err(Failure::from)?,
    };
    Ok(console::print(&text)?)
}

fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    terminal.map_or(WIDTH, |(width, _)| usize::from(width.0))
}
