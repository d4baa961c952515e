//! What the book says is true: its schemas compile, its settings are read, its links lead somewhere.
//!
//! Its Rust programs are documentation tests of the library.

use std::fs;
use std::path::{Path, PathBuf};

use burgeon::{Compiler, Settings};

/// The files of the book, the directives' pages (in which definitions stand too) and the README.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("README.md")];
    for folder in ["docs", "docs/directives"] {
        let entries = fs::read_dir(folder).expect("the book is there");
        let files = entries.map(|entry| entry.expect("it can be listed").path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    pages.sort();
    pages
}

/// The blocks of a page in a language, each with the line that it begins in.
fn blocks(page: &Path, language: &str) -> Vec<(usize, String)> {
    let text = fs::read_to_string(page).expect("a page can be read");
    let mut blocks = Vec::new();
    let mut open: Option<(usize, bool, String)> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((number + 1, info == language, String::new())),
            (Some(_), Some("")) => {
                if let Some((line, true, block)) = open.take() {
                    blocks.push((line, block));
                }
            }
            (Some((_, _, block)), _) => *block += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{}: a block is never closed", page.display());
    blocks
}

/// The definitions of state machines that schemas refer to, and what they hold.
const MACHINES: [&str; 2] = ["machines/transcode.yaml", "machines/quote.yaml"];
const MACHINE: &str = "{ StartAt: A, States: { A: { Type: Task, End: true, \
                       Resource: 'arn:aws:lambda:us-east-1:123456789012:function:a' } } }";

/// Settings under which a rule may speak of callers of every kind.
fn all_modes() -> Settings {
    let text = "auth: { default: apiKey, additional: [userPools, iam, oidc, function], \
                userPools: { userPoolId: us-east-1_abc123 }, \
                iam: { authenticatedRole: members, unauthenticatedRole: guests }, \
                oidc: { issuer: 'https://example.com' }, function: { name: authorizer } }\n\
                predictions: { bucket: pictures }";
    let source = burgeon::core::source::Source::new("burgeon.yaml", text);
    Settings::read(&source).unwrap_or_else(|found| panic!("{:?}", found.reports()))
}

/// The same, with all models in a PostgreSQL database.
fn in_postgres() -> Settings {
    let text = "storage: { engine: postgres }\n\
                databases: { postgres: { statements: { namesBelow: 'SELECT :price' } } }";
    let source = burgeon::core::source::Source::new("burgeon.yaml", text);
    let read = Settings::read(&source).unwrap_or_else(|found| panic!("{:?}", found.reports()));
    Settings { storage: read.storage, databases: read.databases, ..all_modes() }
}

#[test]
fn every_schema_compiles() {
    compile_all("graphql", &all_modes(), 5);
}

#[test]
fn every_schema_for_a_database_compiles() {
    compile_all("graphql postgres", &in_postgres(), 2);
}

fn compile_all(language: &str, settings: &Settings, at_least: usize) {
    let mut count = 0;
    for page in pages() {
        for (line, schema) in blocks(&page, language) {
            // A directive's page ends with its definitions, which are part of every schema.
            if schema.contains("directive @") {
                continue;
            }
            let name = format!("{}:{line}", page.display());
            let compiler = Compiler::new().source(name.clone(), schema).settings(settings.clone());
            let held = MACHINES.iter().fold(compiler, |with, path| with.file(*path, MACHINE));
            let compiled = held.compile();
            let compilation = compiled.unwrap_or_else(|failure| panic!("{name}: {failure}"));
            assert!(compilation.warnings.is_empty(), "{name}: {:?}", compilation.warnings);
            count += 1;
        }
    }
    assert!(count > at_least, "{count} schemas were found");
}

/// The README's first example is the one in `examples/note`, and what it shows is what is built.
#[test]
fn the_readme_shows_what_is_built() {
    let readme = Path::new("README.md");
    let (_, example) = blocks(readme, "graphql").swap_remove(0);
    assert_eq!(example, fs::read_to_string("examples/note/schema.graphql").expect("it is there"));
    let text = fs::read_to_string(readme).expect("it can be read");
    let (_, section) = text.split_once("## What a schema becomes\n").expect("it says so");
    let (section, _) = section.split_once("\n## ").expect("it goes on");
    let built = ["schema.graphql", "resolvers/Mutation.deleteNote.req.vtl"];
    let built = built.map(|path| fs::read_to_string(format!("snapshots/note/{path}")).expect(path));
    let pieces = section
        .split("```text\n")
        .skip(1)
        .flat_map(|block| block.split_once("```").map_or(block, |(shown, _)| shown).split("…\n"));
    for piece in pieces {
        assert!(built.iter().any(|file| file.contains(piece)), "not built like this:\n{piece}");
    }
}

#[test]
fn all_settings_are_read() {
    let mut count = 0;
    for page in pages() {
        for (line, settings) in blocks(&page, "yaml") {
            let name = format!("{}:{line}", page.display());
            let read = Settings::read(&burgeon::core::source::Source::new(name.as_str(), settings));
            read.unwrap_or_else(|found| panic!("{name}: {:?}", found.reports()));
            count += 1;
        }
    }
    assert!(count > 1, "{count} settings were found");
}

#[test]
fn all_json_is_json() {
    for page in pages() {
        for (line, text) in blocks(&page, "json") {
            let read = serde_json::from_str::<serde_json::Value>(&text);
            read.unwrap_or_else(|fault| panic!("{}:{line}: {fault}", page.display()));
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page can be read");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let is_elsewhere = file.is_empty() || file.contains("://");
            let target = page.parent().unwrap_or(Path::new("")).join(file);
            assert!(is_elsewhere || target.exists(), "{}: {link}", page.display());
        }
    }
}

#[test]
fn every_page_is_in_the_summary() {
    let summary = fs::read_to_string("docs/SUMMARY.md").expect("the summary can be read");
    for page in pages() {
        let Ok(path) = page.strip_prefix("docs") else { continue };
        let listed = summary.contains(&format!("({})", path.display()));
        assert!(listed || path == Path::new("SUMMARY.md"), "{}", page.display());
    }
}
