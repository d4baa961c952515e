//! A project that is held in memory compiles to what it compiles to on the disk.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use burgeon::Project;
use burgeon::core::files::{Disk, Memory, Overlay};
use burgeon::{Compilation, Failure};

/// Fixtures with several schema files, with custom templates, with files that the schema refers to.
const FIXTURES: [&str; 4] = ["several-files", "own-templates", "state-machines", "conversation"];

fn compile(project: &Project) -> Result<Compilation, Failure> {
    project.compiler().compile()
}

fn hold(folder: &Path, memory: &mut Memory) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("it can be listed").path();
        match path.is_dir() {
            true => hold(&path, memory),
            false => memory.insert(&path, fs::read(&path).expect("a file")),
        }
    }
}

#[test]
fn memory_compiles_as_the_disk_does() {
    for fixture in FIXTURES {
        let folder = Path::new("tests/fixtures").join(fixture);
        let file = folder.join("schema.graphql");
        let schema = if file.is_file() { file } else { folder.join("schema") };
        let mut memory = Memory::new();
        hold(&folder, &mut memory);
        let held = Project::with_files(Arc::new(memory), [&schema]);
        let [on_disk, held] = [Project::new([&schema]), held].map(|project| {
            let compiled =
                compile(&project).unwrap_or_else(|failure| panic!("{fixture}: {failure}"));
            compiled.files().expect("they are rendered")
        });
        assert!(on_disk.len() > 5, "{fixture}");
        assert!(on_disk == held, "{fixture}");
    }
}

#[test]
fn globs_settings_and_the_lock_are_found_in_memory() {
    let memory = Memory::new()
        .with("api/a.graphql", "type A @model { id: ID! }")
        .with("api/deep/b.graphql", "type B @model { id: ID! }")
        .with("api/burgeon.yaml", "name: held\nauth: { sandbox: true }");
    let project =
        |memory: &Memory| Project::with_files(Arc::new(memory.clone()), ["api/**/*.graphql"]);
    // The settings are beside the first part of the glob, which is a pattern here.
    let named = project(&memory).settings("api/burgeon.yaml");
    let compilation = compile(&named).expect("it compiles");
    assert!(compilation.schema().contains("type B"));
    assert!(compilation.files().expect("they are rendered")["manifest.json"].contains("\"held\""));
    let locked = memory.with("api/burgeon.lock", "{");
    let failure =
        compile(&project(&locked).settings("api/burgeon.yaml")).expect_err("a broken lock");
    assert_eq!(failure.reports[0].code, "stack/lock");
}

#[test]
fn what_is_unsaved_hides_what_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("schema.graphql");
    fs::write(&saved, "type Saved @model { id: ID! }").expect("it is written");
    let unsaved = Memory::new().with(&saved, "type Unsaved @model { id: ID! }");
    let files = Arc::new(Overlay::new(unsaved, Arc::new(Disk)));
    let compiled = compile(&Project::with_files(files, [&saved])).expect("it compiles");
    assert!(
        compiled.schema().contains("type Unsaved") && !compiled.schema().contains("type Saved")
    );
}
