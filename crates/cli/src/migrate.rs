//! `burgeon migrate`

use burgeon::{Migrated, Migration};
use serde::Serialize;

use super::args::{Format, Migrate};
use super::input::Input;
use super::{Failed, Program, console, show};

/// The output of `--format json`.
#[derive(Serialize)]
struct Outcome<'a> {
    #[serde(flatten)]
    diagnostics: show::Document<'a>,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    changed: bool,
    text: &'a str,
}

pub(super) fn run(arguments: &Migrate, program: &Program) -> Result<(), Failed> {
    let input = Input::new(&arguments.input.files, program)?;
    if arguments.in_place && input.is_stdin() {
        return Err(Failed::Message(
            "standard input cannot be written in place".to_owned(),
            "leave `--in-place` out, and the new text goes to standard output".to_owned(),
        ));
    }
    let format = arguments.input.format;
    let Migration { files, warnings } = match input.compiler().migrate() {
        Ok(migration) => migration,
        Err(failure) => return show::fault(format, failure.reports),
    };
    if arguments.in_place {
        for file in files.iter().filter(|file| file.is_changed()) {
            if let Err(error) = file.write() {
                return show::fault(format, warnings.into_iter().chain([error.report()]).collect());
            }
        }
    }
    match format {
        Format::Human => {
            show::print_reports(&warnings);
            match arguments.in_place {
                true => files.iter().for_each(print_written),
                false => console::print(&joined(&files))?,
            }
        }
        Format::Sarif | Format::Github => show::print(format, &warnings)?,
        Format::Json => show::json(&Outcome {
            diagnostics: show::Document::new(&warnings),
            files: files.iter().map(file).collect(),
        })?,
    }
    Ok(())
}

fn print_written(file: &Migrated) {
    let what = if file.is_changed() { "rewrote" } else { "nothing to rewrite in" };
    console::eprint(&format!("{what} {}\n", file.path()));
}

/// All texts, each beginning on a new line.
fn joined(files: &[Migrated]) -> String {
    let mut all = String::new();
    for file in files {
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all += &file.text;
    }
    all
}

fn file(file: &Migrated) -> File<'_> {
    File { path: file.path(), changed: file.is_changed(), text: &file.text }
}
