//! Every example and fixture compiles to what stands under `snapshots/<name>/`.
//!
//! The files there are those of the output folder, under the names that they have there, so that a
//! reviewer reads a schema as a schema and a stack as a stack; insta would wrap each in a file of
//! its own. `warnings.txt` holds what the compiler said on the way, and `policy.md` who may do what
//! where rules decide: a right more or less is a line more or less.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test snapshots` writes them; read the difference before it is
//! committed.

mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use burgeon::Project;
use burgeon::access::AccessTable;
use burgeon::{Compilation, TemplateFormat};
use libtest_mimic::{Arguments, Failed, Trial};

/// Where projects stand, and how the names of their snapshots begin.
const PROJECTS: [(&str, &str); 2] = [("examples", ""), ("tests/fixtures", "fixtures/")];

/// The fixture whose stacks are written as JSON.
const IN_JSON: &str = "json-templates";

fn main() {
    let mut trials = Vec::new();
    let mut names = Vec::new();
    for (parent, prefix) in PROJECTS {
        for project in projects(Path::new(parent)) {
            let folder = project.file_name().expect("it has a name").to_string_lossy().into_owned();
            let name = format!("{prefix}{folder}");
            names.push(name.clone());
            trials.push(Trial::test(name.clone(), move || check(&project, &name)));
        }
    }
    trials.push(Trial::test("no_snapshot_is_left_over", move || left_over(&names)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The folders with a schema. Paths are relative, as those in warnings are.
fn projects(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).expect("the projects are there");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("they can be listed").path()).collect();
    folders.retain(|folder| schema(folder).exists() && !folder.join("Cargo.toml").exists());
    folders.sort();
    folders
}

fn schema(project: &Path) -> PathBuf {
    let file = project.join("schema.graphql");
    if file.exists() { file } else { project.join("schema") }
}

fn check(project: &Path, name: &str) -> Result<(), Failed> {
    let found = Project::new([schema(project)]);
    let format = if name.ends_with(IN_JSON) { TemplateFormat::Json } else { TemplateFormat::Yaml };
    let compiler = found.compiler().template_format(format);
    let compilation = compiler.compile().map_err(|failure| failure.to_string())?;
    let access = compiler.access_table().map_err(|failure| failure.to_string())?;
    // The lock files of examples are committed, as those of projects are.
    if project.join("burgeon.lock").exists() && !found.is_locked(&compilation)? {
        return Err(Failed::from("`burgeon.lock` is out of date"));
    }
    folder::compare(&Path::new("snapshots").join(name), &files(compilation, &access))
}

fn files(compilation: Compilation, access: &AccessTable) -> BTreeMap<String, String> {
    let warning = |report: &burgeon::core::diagnostics::RenderedDiagnostic| {
        let place = report.labels.first();
        let place = place.map(|at| format!("{at}: "));
        format!("{}{report} [{}]\n", place.unwrap_or_default(), report.code)
    };
    let warnings: String = compilation.warnings.iter().map(warning).collect();
    let mut files = compilation.files().expect("they are rendered");
    if access.has_rules {
        files.insert("policy.md".to_owned(), access.to_markdown());
    }
    if !warnings.is_empty() {
        files.insert("warnings.txt".to_owned(), warnings);
    }
    files
}

fn left_over(names: &[String]) -> Result<(), Failed> {
    for (_, prefix) in PROJECTS {
        for entry in fs::read_dir(Path::new("snapshots").join(prefix))? {
            let name = format!("{prefix}{}", entry?.file_name().to_string_lossy());
            if name != "fixtures" && !names.contains(&name) {
                return Err(Failed::from(format!("snapshots/{name} belongs to no project")));
            }
        }
    }
    Ok(())
}
