//! What a build wrote is read back as the compilation that it was written from, for every example
//! and fixture.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use burgeon::Project;
use burgeon::compilation::{ReadError, Recorded};
use burgeon::core::relational::Dialect;
use burgeon::{Compilation, TemplateFormat};

fn projects() -> Vec<PathBuf> {
    let folders = ["examples", "tests/fixtures"].into_iter().flat_map(|parent| {
        fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    });
    let schema = |folder: PathBuf| {
        [folder.join("schema.graphql"), folder.join("schema")].into_iter().find(|it| it.exists())
    };
    folders.filter(|folder| !folder.join("Cargo.toml").exists()).filter_map(schema).collect()
}

fn compile(schema: &Path, format: TemplateFormat) -> Compilation {
    let compiler = Project::new([schema]).compiler();
    let compiled = compiler.template_format(format).compile();
    compiled.unwrap_or_else(|failure| panic!("{}: {failure}", schema.display()))
}

fn assert_same(read: &Compilation, written: &Compilation, at: &Path) {
    assert_eq!(read.name, written.name, "{at:?}");
    assert!(read.schema == written.schema, "{at:?}: the schema differs");
    assert_eq!(read.authentication, written.authentication, "{at:?}");
    assert_eq!(read.settings, written.settings, "{at:?}");
    assert_eq!(read.resolvers, written.resolvers, "{at:?}");
    assert_eq!(read.data_sources, written.data_sources, "{at:?}");
    assert_eq!(read.tables, written.tables, "{at:?}");
    assert_eq!(statements(read), statements(written), "{at:?}");
    assert_eq!(read.state_machines, written.state_machines, "{at:?}");
    assert_eq!(read.access, written.access, "{at:?}");
    assert_eq!(read.stacks, written.stacks, "{at:?}");
    assert_eq!(read.placement, written.placement, "{at:?}");
    assert_eq!(read.assets, written.assets, "{at:?}");
}

/// The dialect and the statements of each database: a folder holds no more of its tables.
fn statements(compilation: &Compilation) -> Vec<(&String, Dialect, Cow<'_, str>)> {
    let databases = compilation.databases.iter();
    databases.map(|(name, one)| (name, one.dialect, one.statements())).collect()
}

#[test]
fn a_build_is_read_back_as_it_was_compiled() {
    let projects = projects();
    assert!(projects.len() > 10, "{projects:?}");
    for schema in projects {
        for format in [TemplateFormat::Yaml, TemplateFormat::Json] {
            let written = compile(&schema, format);
            let files = written.files().unwrap();
            let read = Compilation::from_files(files.clone());
            let read = read.unwrap_or_else(|error| panic!("{}: {error}", schema.display()));
            assert_same(&read, &written, &schema);
            assert_eq!(read.files().unwrap(), files, "{}", schema.display());
        }
    }
}

/// A small build, as files.
fn files() -> BTreeMap<String, String> {
    let compiler =
        burgeon::Compiler::new().source("schema.graphql", "type Todo @model { id: ID! }");
    compiler.compile().unwrap().files().unwrap()
}

#[test]
fn a_folder_is_read_like_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let build = folder.path().join("build");
    let compiler =
        burgeon::Compiler::new().source("schema.graphql", "type Todo @model { id: ID! }");
    let written = compiler.compile().unwrap();
    let sizes = written.write_to(&build).unwrap().sizes;
    let read = Compilation::read(&build).unwrap();
    assert_same(&read, &written, &build);
    let files = read.files().unwrap();
    assert_eq!(sizes, files.into_iter().map(|(path, text)| (path, text.len())).collect());
}

#[test]
fn what_an_older_build_does_not_hold_is_not_recorded() {
    let mut files = files();
    for file in ["access.json", "settings.json"] {
        files.remove(file).unwrap();
    }
    let mut manifest: serde_json::Value = serde_json::from_str(&files["manifest.json"]).unwrap();
    for key in ["access", "settings", "placement"] {
        manifest.as_object_mut().unwrap().shift_remove(key).unwrap();
    }
    files.insert("manifest.json".to_owned(), manifest.to_string());
    let read = Compilation::from_files(files).unwrap();
    assert_eq!(read.access, Recorded::NotRecorded);
    assert_eq!(read.settings, Recorded::NotRecorded);
    assert_eq!(read.placement, Recorded::NotRecorded);
    assert_eq!(read.lock().unwrap(), None);
    assert!(read.resolvers.len() > 3 && read.stacks.nested.len() == 1, "{read:?}");
}

#[test]
fn a_damaged_build_is_an_error_that_names_the_file() {
    let error = |path: &str, text: Option<&str>| {
        let mut files = files();
        files.remove(path).unwrap();
        files.extend(text.map(|text| (path.to_owned(), text.to_owned())));
        Compilation::from_files(files).unwrap_err().to_string()
    };
    for path in ["manifest.json", "schema.graphql", "template.yaml", "access.json"] {
        let (missing, damaged) = (error(path, None), error(path, Some("}")));
        assert!(missing.contains(path) && missing.contains("missing"), "{missing}");
        assert!(damaged.contains(path) && damaged.contains("cannot be understood"), "{damaged}");
    }
    let missing = error("resolvers/Query.getTodo.req.vtl", None);
    assert!(missing.contains("Query.getTodo.req.vtl"), "{missing}");
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Compilation::read(folder.path()), Err(ReadError::NoBuild { .. })));
}
