//! Files in memory are watched as those of the disk are.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use burgeon::Project;
use burgeon::core::files::Memory;

use super::changes::{Changes, Next, Watched};
use super::{Failed, Ignored, build_on_changes, folders};

struct Held(Project);

impl AsRef<Project> for Held {
    fn as_ref(&self) -> &Project {
        &self.0
    }
}

fn project(memory: &Memory) -> Held {
    Held(Project::with_files(Arc::new(memory.clone()), ["/api/schema"]))
}

/// Changes of files in memory, made when they are waited for.
struct Edits<'a> {
    memory: &'a RefCell<Memory>,
    /// The files that are written, and the texts.
    edits: VecDeque<(&'a str, &'a str)>,
    watched: BTreeSet<Watched>,
}

impl Changes for Edits<'_> {
    fn watch(&mut self, folders: BTreeSet<Watched>) -> Result<(), Failed> {
        self.watched = folders;
        Ok(())
    }

    fn next(&mut self, within: Option<Duration>) -> Next {
        if within.is_some() {
            return Next::Nothing;
        }
        let Some((path, text)) = self.edits.pop_front() else { return Next::Ended };
        self.memory.borrow_mut().insert(path, text);
        let path = Path::new(path);
        let is_in = |folder: &Watched| match folder.is_recursive {
            true => path.starts_with(&folder.path),
            false => path.parent() == Some(&folder.path),
        };
        match self.watched.iter().any(is_in) {
            true => Next::Changed(vec![path.to_owned()]),
            false => Next::Nothing,
        }
    }
}

#[test]
fn every_change_of_an_input_in_memory_is_built() {
    let memory = Memory::new().with("/api/schema/a.graphql", "type A @model { id: ID! }");
    let memory = RefCell::new(memory);
    let edits = VecDeque::from([
        ("/api/schema/b.graphql", "type B @model { id: ID! }"),
        ("/api/build/schema.graphql", "not an input"),
        ("/api/burgeon.lock", "{}"),
        ("/elsewhere/c.graphql", "type C @model { id: ID! }"),
        ("/api/burgeon.yaml", "name: two"),
    ]);
    let mut changes = Edits { memory: &memory, edits, watched: BTreeSet::new() };
    let mut built = Vec::new();
    let outcome = build_on_changes(
        &mut changes,
        &Ignored::new(Path::new("/api/build")),
        || Ok(project(&memory.borrow())),
        |held| {
            let compilation = held.0.compiler().compile()?;
            let types = ["type A ", "type B ", "type C "];
            let types = types.map(|ty| compilation.schema().contains(ty));
            built.push((compilation.name, types));
            Ok(())
        },
    );
    assert!(matches!(outcome, Err(Failed::Message(..))), "changes have ended");
    let built: Vec<_> = built.iter().map(|(name, types)| (name.as_str(), *types)).collect();
    let [a, b] = [[true, false, false], [true, true, false]];
    assert_eq!(built, [("api", a), ("api", b), ("two", b)]);
}

#[test]
fn a_closed_standard_output_ends_it() {
    let memory = RefCell::new(Memory::new());
    let mut changes = Edits { memory: &memory, edits: VecDeque::new(), watched: BTreeSet::new() };
    let outcome = build_on_changes(
        &mut changes,
        &Ignored::new(Path::new("/api/build")),
        || Ok(project(&memory.borrow())),
        |_| Err(io::Error::from(io::ErrorKind::BrokenPipe).into()),
    );
    assert!(matches!(outcome, Err(Failed::Output(_))));
}

#[test]
fn the_nearest_folder_that_exists_is_watched() {
    let memory = Memory::new().with("/api/schema/a.graphql", "type A @model { id: ID! }");
    let watched = folders(&project(&memory).0);
    let watched = |path: &str, is_recursive| {
        watched.contains(&Watched { path: PathBuf::from(path), is_recursive })
    };
    assert!(watched("/api/schema", true) && watched("/api", false));
    assert!(!watched("/api/schema/a.graphql", false) && !watched("/api/resolvers", true));
}
