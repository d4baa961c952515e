//! Checks the invariants of `docs/architecture.md` that show in the sources.

mod circles;
mod modules;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The packages that depend on none of the workspace, or on these only.
const LEAVES: [(&str, &[&str]); 8] = [
    ("appsync-js", &["appsync-vtl", "burgeon-diagnostics", "burgeon-quotas"]),
    ("appsync-vtl", BASICS),
    ("amazon-states-language", BASICS),
    ("burgeon-cloudformation", BASICS),
    ("burgeon-quotas", &[]),
    ("burgeon-documents", BASICS),
    ("burgeon-expectations", BASICS),
    ("burgeon-diagnostics", &[]),
];

/// The packages that every package may depend on.
const BASICS: &[&str] = &["burgeon-diagnostics", "burgeon-diagram", "burgeon-quotas"];

/// The dependencies of the program and of imports, and of no other package.
const OF_THE_PROGRAM: [&str; 8] = [
    "anstream",
    "clap",
    "clap_complete",
    "clap_mangen",
    "sqlparser",
    "mimalloc",
    "notify",
    "terminal_size",
];

/// A package of the workspace.
struct Package {
    folder: PathBuf,
    /// Those of `[dependencies]`: tests may depend on any package.
    dependencies: BTreeSet<String>,
}

fn packages() -> BTreeMap<String, Package> {
    let crates = fs::read_dir("crates").expect("there are crates");
    let crates = crates.map(|entry| entry.expect("it can be listed").path());
    let folders = crates.chain(["transformers", "."].map(PathBuf::from));
    folders.filter(|folder| folder.join("Cargo.toml").is_file()).map(package).collect()
}

fn package(folder: PathBuf) -> (String, Package) {
    let text = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    let section = |name: &str| {
        let mut current = "";
        let lines = text.lines().filter(move |line| {
            if line.starts_with('[') {
                current = line.trim();
            }
            current == name && line.contains('=')
        });
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let name = section("[package]").into_iter().find_map(|line| {
        let name = line.strip_prefix("name = \"")?.strip_suffix('"')?;
        Some(name.to_owned())
    });
    let key = |line: String| {
        let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
        line[..end].to_owned()
    };
    let dependencies = section("[dependencies]").into_iter().map(key).collect();
    (name.expect("a package has a name"), Package { folder, dependencies })
}

/// The packages of the workspace that a package depends on, and the package itself.
fn below(name: &str, packages: &BTreeMap<String, Package>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut next = vec![name.to_owned()];
    while let Some(name) = next.pop() {
        let Some(package) = packages.get(&name) else { continue };
        if found.insert(name) {
            next.extend(package.dependencies.iter().cloned());
        }
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("it can be listed").path();
        match path.is_dir() {
            true => sources(&path, found),
            false if path.extension().is_some_and(|end| end == "rs") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn the_library_has_no_dependency_of_the_command_line() {
    let packages = packages();
    for name in below("burgeon", &packages) {
        let of_the_program: Vec<_> = packages[&name]
            .dependencies
            .iter()
            .filter(|dependency| OF_THE_PROGRAM.contains(&dependency.as_str()))
            .collect();
        assert!(of_the_program.is_empty(), "{name} depends on {of_the_program:?}");
    }
}

#[test]
fn no_package_depends_on_the_program() {
    for (name, package) in packages() {
        assert!(!package.dependencies.contains("burgeon-cli"), "{name}");
    }
}

#[test]
fn only_the_program_depends_on_the_library() {
    for (name, package) in packages() {
        let depends = package.dependencies.contains("burgeon");
        assert!(!depends || name == "burgeon-cli", "{name} depends on `burgeon`");
    }
}

#[test]
fn leaf_packages_are_independent() {
    let packages = packages();
    for (leaf, allowed) in LEAVES {
        let Some(package) = packages.get(leaf) else { continue };
        let others: Vec<_> = package
            .dependencies
            .iter()
            .filter(|name| packages.contains_key(*name) && !allowed.contains(&name.as_str()))
            .collect();
        assert!(others.is_empty(), "{leaf} depends on {others:?}");
    }
}

#[test]
fn core_looks_up_no_directive() {
    let packages = packages();
    let below = below("burgeon-core", &packages);
    for above in ["burgeon-transformers", "burgeon-simulator", "burgeon"] {
        assert!(!below.contains(above), "burgeon-core depends on {above}");
    }
    // Code that looks for a directive by its name belongs to the directive.
    let mut files = Vec::new();
    sources(&packages["burgeon-core"].folder.join("src"), &mut files);
    assert!(files.len() > 50, "{} files were found", files.len());
    for transformer in burgeon::transformers() {
        let definitions = transformer.definitions();
        let names = definitions.lines().filter_map(|line| line.strip_prefix("directive @"));
        for name in names.filter_map(|rest| rest.split(['(', ' ']).next()) {
            for file in &files {
                let text = fs::read_to_string(file).expect("a source");
                for lookup in ["get", "get_all", "has"] {
                    let code = format!("directives().{lookup}(\"{name}\")");
                    let short = format!("directives.{lookup}(\"{name}\")");
                    let is_found = text.contains(&code) || text.contains(&short);
                    assert!(!is_found, "{} looks up `@{name}`", file.display());
                }
            }
        }
    }
}

/// Core has what directives have in common. Its settings, which are one document, name directives.
#[test]
fn core_names_no_directive() {
    let mut files = Vec::new();
    sources(Path::new("crates/core/src"), &mut files);
    files.retain(|file| !file.iter().any(|part| part == "settings"));
    assert!(files.len() > 50, "{} files were found", files.len());
    for transformer in burgeon::transformers() {
        let definitions = transformer.definitions();
        let names = definitions.lines().filter_map(|line| line.strip_prefix("directive @"));
        let names = names.filter_map(|rest| rest.split(['(', ' ']).next());
        // Everything is about models.
        for name in names.filter(|name| *name != "model") {
            let is_name = |text: &str| {
                text.match_indices(&format!("@{name}")).any(|(at, found)| {
                    !text[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
                })
            };
            for file in &files {
                let text = fs::read_to_string(file).expect("a source");
                assert!(!is_name(&text), "{} is about `@{name}`", file.display());
            }
        }
    }
}

#[test]
fn transformers_never_call_each_other() {
    let mut files = Vec::new();
    sources(Path::new("transformers/src"), &mut files);
    assert!(files.len() > 50, "{} files were found", files.len());
    for file in files.iter().filter(|file| !file.ends_with("lib.rs")) {
        let text = fs::read_to_string(file).expect("a source");
        let calls: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .filter(|line| {
                ["Transformer.declare(", "Transformer.expand(", "Transformer.prepare("]
                    .iter()
                    .any(|call| line.contains(call))
            })
            .collect();
        assert!(calls.is_empty(), "{}: {calls:?}", file.display());
    }
}

/// No stage after the transformers changes the API.
#[test]
fn the_stages_after_expanding_change_nothing() {
    let mut files = Vec::new();
    for folder in ["src/plan", "src/emit", "src/access_table"] {
        sources(Path::new(folder), &mut files);
    }
    let others = ["src/validate_api.rs", "src/consistency.rs", "src/data_model.rs"];
    files.extend(others.map(PathBuf::from));
    assert!(files.len() > 20, "{} files were found", files.len());
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for change in ["&mut Api", "Expanding", "Declaring", "Preparing"] {
            assert!(!code.contains(change), "{} has `{change}`", file.display());
        }
    }
}

/// A compilation reads files through [`burgeon::core::files::FileSystem`].
#[test]
fn only_the_file_system_reads_the_disk() {
    // The trait's own implementation.
    let allowed = ["crates/core/src/files"];
    let mut files = Vec::new();
    for folder in ["src", "transformers/src", "crates/core/src"] {
        sources(Path::new(folder), &mut files);
    }
    for file in files.iter().filter(|file| !allowed.iter().any(|room| file.starts_with(room))) {
        let text = fs::read_to_string(file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = file.ends_with("tests.rs") || file.iter().any(|part| part == "tests");
        for call in
            ["fs::read", "File::open", ".read_dir(", "fs::metadata", ".is_file()", ".is_dir()"]
        {
            assert!(is_test || !code.contains(call), "{} calls `{call}`", file.display());
        }
    }
}

/// What a directive deploys is in its folder: the stacks' part of the compiler declares resources of
/// AppSync, of tables and of IAM, and none of functions, machines or search engines.
#[test]
fn stacks_declare_no_resource_of_a_directive() {
    let mut files = Vec::new();
    sources(Path::new("src/emit"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        for service in ["Lambda::Function", "StepFunctions::", "OpenSearch", "SQS::", "Events::"] {
            let resource = format!("\"AWS::{service}");
            assert!(!text.contains(&resource), "{} declares {resource}", file.display());
        }
    }
}
