//! Files in memory.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::file_system::{not_a_file, too_large};
use super::{Entry, FileKind, FileSystem, Metadata};

/// Files that are held in memory. Folders exist as far as files are in them; relative paths begin in
/// the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a file.
    #[must_use]
    pub fn with(mut self, path: impl AsRef<Path>, contents: impl Into<Vec<u8>>) -> Self {
        self.insert(path, contents);
        self
    }

    /// Adds a file, or replaces its contents.
    pub fn insert(&mut self, path: impl AsRef<Path>, contents: impl Into<Vec<u8>>) {
        self.files.insert(absolute(path.as_ref()), contents.into());
    }

    /// Removes a file.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(&absolute(path.as_ref()));
    }

    fn is_a_folder(&self, path: &Path) -> bool {
        let mut below = self.files.range(path.to_owned()..).map(|(file, _)| file);
        below.find(|file| *file != path).is_some_and(|file| file.starts_with(path))
            || path == Path::new("/")
    }
}

/// The path from the root, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(part) => absolute.push(part),
            Component::ParentDir => _ = absolute.pop(),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    absolute
}

impl FileSystem for Memory {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let path = self.canonicalize(path)?;
        Ok(match self.files.get(&path) {
            Some(contents) => Metadata {
                kind: FileKind::File,
                bytes: contents.len().try_into().unwrap_or(u64::MAX),
            },
            None => Metadata { kind: FileKind::Folder, bytes: 0 },
        })
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
        let found = self.metadata(path)?;
        match self.files.get(&absolute(path)) {
            None => Err(not_a_file()),
            Some(_) if found.bytes > most_bytes => Err(too_large(most_bytes)),
            Some(contents) => Ok(contents.clone()),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let root = absolute(folder);
        if self.metadata(folder)?.kind != FileKind::Folder {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let below = self.files.keys().filter_map(|file| file.strip_prefix(&root).ok());
        let mut entries: Vec<Entry> = below
            .filter_map(|rest| {
                let mut parts = rest.components();
                let path = folder.join(parts.next()?);
                Some(Entry { path, is_folder: parts.next().is_some() })
            })
            .collect();
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let path = absolute(path);
        match self.files.contains_key(&path) || self.is_a_folder(&path) {
            true => Ok(path),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }
}
