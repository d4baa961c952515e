//! `burgeon build`

use std::path::Path;

use serde::Serialize;

use super::args::{Build, Format};
use super::budget::{self, Stack};
use super::input::Input;
use super::{Failed, console, show, watch};

/// What `--format json` prints.
#[derive(Serialize)]
struct Outcome<'a> {
    #[serde(flatten)]
    diagnostics: show::Document<'a>,
    /// The folder that was written to.
    output: &'a Path,
    /// The number of files in it.
    files: usize,
    stacks: &'a [Stack],
}

pub(super) fn run(arguments: &Build) -> Result<(), Failed> {
    let input = Input::of(&arguments.input)?;
    if arguments.watch && input.is_stdin() {
        return Err(Failed::Message(
            "standard input cannot be watched".to_owned(),
            "name the schema's files in place of `-`".to_owned(),
        ));
    }
    match arguments.watch {
        true => watch::run(arguments),
        false => once(arguments, &input),
    }
}

/// Builds once and tells the outcome.
pub(super) fn once(arguments: &Build, input: &Input) -> Result<(), Failed> {
    let format = arguments.input.format;
    let compilation = match input.compile() {
        Ok(compilation) => compilation,
        Err(failure) => return show::fault(format, failure.reports),
    };
    if let Err(error) = compilation.write_to(&arguments.out) {
        let reports = compilation.warnings.into_iter().chain([error.report()]).collect();
        return show::fault(format, reports);
    }
    let stacks = budget::stacks(&compilation);
    match format {
        Format::Human => {
            show::say(&compilation.warnings);
            let bytes = compilation.files.values().map(String::len).sum();
            console::print(&format!(
                "wrote {}: {} files, {}\n{}",
                arguments.out.display(),
                compilation.files.len(),
                budget::size(bytes),
                budget::table(&stacks)
            ))?;
        }
        Format::Json => show::json(&Outcome {
            diagnostics: show::Document::of(&compilation.warnings),
            output: &arguments.out,
            files: compilation.files.len(),
            stacks: &stacks,
        })?,
    }
    Ok(())
}
