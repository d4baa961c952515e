//! `burgeon build`

use std::path::{Path, PathBuf};

use burgeon::compilation::Written;
use serde::Serialize;

use super::args::{Build, Format};
use super::input::Input;
use super::stack_usage::{self, Stack};
use super::{Failed, Program, console, show, watch};

/// The output of `--format json`.
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

pub(super) fn run(arguments: &Build, program: &Program) -> Result<(), Failed> {
    let input = Input::new(&arguments.input.files, program)?;
    if arguments.watch && input.is_stdin() {
        return Err(Failed::Message(
            "standard input cannot be watched".to_owned(),
            "name the schema's files in place of `-`".to_owned(),
        ));
    }
    refuse_in_output(arguments, &input.project.inputs())?;
    match arguments.watch {
        true => watch::run(
            &arguments.out,
            || Input::new(&arguments.input.files, program),
            |input| once(arguments, input),
        ),
        false => once(arguments, &input),
    }
}

/// Refuses to replace a folder that the build reads from.
fn refuse_in_output(arguments: &Build, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Ok(output) = arguments.out.canonicalize() else {
        return Ok(());
    };
    let is_inside =
        |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path.starts_with(&output));
    match inputs.iter().find(is_inside) {
        None => Ok(()),
        Some(path) => Err(Failed::Message(
            format!("`{}` is in the output folder, which a build replaces", path.display()),
            "name another folder with `--out`".to_owned(),
        )),
    }
}

/// Builds once and prints the outcome.
fn once(arguments: &Build, input: &Input) -> Result<(), Failed> {
    let format = arguments.input.format;
    let compiler = input.compiler().deny_warnings(arguments.input.deny.is_some());
    let compiled = compiler.template_format(arguments.template_format.into()).compile();
    let compilation = match compiled {
        Ok(compilation) => compilation,
        Err(failure) => return show::fault(format, failure.reports),
    };
    refuse_in_output(arguments, &compilation.referred_files)?;
    let written = compilation.write_to(&arguments.out);
    let locked = |written| input.project.write_lock(&compilation).map(|()| written);
    let Written { sizes } = match written.and_then(locked) {
        Ok(written) => written,
        Err(error) => {
            let reports = compilation.warnings.into_iter().chain([error.report()]).collect();
            return show::fault(format, reports);
        }
    };
    let stacks = stack_usage::stacks(&compilation.stacks, &sizes);
    let summary = || {
        format!(
            "wrote {}: {} files, {}\n{}",
            arguments.out.display(),
            sizes.len(),
            stack_usage::size(sizes.values().sum()),
            stack_usage::table(&stacks)
        )
    };
    match format {
        Format::Human => {
            show::print_reports(&compilation.warnings);
            console::print(&summary())?;
        }
        Format::Json => show::json(&Outcome {
            diagnostics: show::Document::new(&compilation.warnings),
            output: &arguments.out,
            files: sizes.len(),
            stacks: &stacks,
        })?,
        Format::Sarif | Format::Github => {
            show::print(format, &compilation.warnings)?;
            console::eprint(&summary());
        }
    }
    Ok(())
}
