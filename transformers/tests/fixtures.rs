//! The fixtures of the directives: projects, and what a compilation reports and adds.
//!
//! A folder `fixtures` in the folder of a directive holds a folder for each project: `schema.graphql`, and
//! whichever of `burgeon.yaml`, `resolvers/` and other files it needs. Next to these are the
//! expectations, as far as there is anything to expect:
//!
//! - `diagnostics.expected`: what the program prints on standard error;
//! - `schema.expected`: the expanded schema of a project that compiles, without the definitions that
//!   every schema with a model has.
//!
//! `UPDATE_FIXTURES=1 cargo test -p burgeon-transformers --test fixtures` writes them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use burgeon::Project;
use burgeon::core::diagnostics::RenderedDiagnostic;
use burgeon::core::files::Memory;
use burgeon::{Compilation, Compiler};
use burgeon_diagnostics::human::{Printer, Style};
use libtest_mimic::{Arguments, Failed, Trial};

const DIAGNOSTICS: &str = "diagnostics.expected";
const SCHEMA: &str = "schema.expected";

/// The definitions that a schema with a model has.
static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let compiled =
        Compiler::new().source("schema.graphql", "type Common @model { id: ID! }").compile();
    let schema = compiled.unwrap_or_else(|failure| panic!("{failure}")).schema();
    definitions(&schema).map(str::to_owned).collect()
});

fn main() {
    let mut fixtures = Vec::new();
    find(&source(), &mut fixtures);
    fixtures.sort();
    assert!(fixtures.len() > 20, "{} fixtures were found", fixtures.len());
    let trials = fixtures.into_iter().map(|folder| {
        let name = folder.strip_prefix(source()).unwrap_or(&folder).display().to_string();
        Trial::test(name.replace("/fixtures/", "/"), move || check(&folder))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The folders in all folders called `fixtures`.
fn find(folder: &Path, fixtures: &mut Vec<PathBuf>) {
    for path in entries(folder).into_iter().filter(|path| path.is_dir()) {
        match path.ends_with("fixtures") {
            true => fixtures.extend(entries(&path).into_iter().filter(|path| path.is_dir())),
            false => find(&path, fixtures),
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("it can be listed").path()).collect()
}

fn check(folder: &Path) -> Result<(), Failed> {
    let mut files = Memory::new();
    hold(folder, folder, &mut files);
    let compiled = Project::with_files(Arc::new(files), ["schema.graphql"]).compiler().compile();
    let (reports, schema) = match &compiled {
        Ok(compilation) => {
            ([&*compilation.warnings, &*compilation.advice].concat(), added(compilation))
        }
        Err(failure) => (failure.reports.clone(), String::new()),
    };
    let found = [(DIAGNOSTICS, printed(&reports)), (SCHEMA, schema)];
    let faults: Vec<String> =
        found.iter().filter_map(|(file, found)| compare(&folder.join(file), found)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
}

/// Reads the files of a project, by their paths from its folder.
fn hold(root: &Path, folder: &Path, files: &mut Memory) {
    for path in entries(folder) {
        if path.is_dir() {
            hold(root, &path, files);
        } else if path.extension().is_none_or(|extension| extension != "expected") {
            let text = fs::read(&path).expect("a file");
            files.insert(path.strip_prefix(root).expect("it is below"), text);
        }
    }
}

/// The diagnostics as the program prints them.
fn printed(reports: &[RenderedDiagnostic]) -> String {
    let printer = Printer::new(Style { unicode: false, colors: false, width: 100 });
    reports.iter().map(|report| printer.print(report)).collect()
}

/// The definitions of the expanded schema that not every schema with a model has.
fn added(compilation: &Compilation) -> String {
    let schema = compilation.schema();
    let added: Vec<&str> =
        definitions(&schema).filter(|definition| !COMMON.contains(*definition)).collect();
    added.join("\n\n") + "\n"
}

fn definitions(schema: &str) -> impl Iterator<Item = &str> {
    schema.trim_end().split("\n\n")
}

/// Compares a text with the expectation, or writes it. An empty text has no file.
fn compare(file: &Path, found: &str) -> Option<String> {
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == found {
        return None;
    }
    if std::env::var_os("UPDATE_FIXTURES").is_none() {
        return Some(format!("{}: expected\n{expected}\nfound\n{found}", file.display()));
    }
    match found.is_empty() {
        true => fs::remove_file(file).expect("it can be removed"),
        false => fs::write(file, found).expect("it can be written"),
    }
    None
}
