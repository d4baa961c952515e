//! Files in memory over those of another file system.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Entry, FileKind, FileSystem, Memory, Metadata};

/// Files in memory that hide those of another file system: an editor's unsaved files over the disk.
///
/// A file is found in memory by its absolute path, and by the path that it was added with.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The files with precedence.
    pub memory: Memory,
    /// The file system below.
    pub below: Arc<dyn FileSystem>,
}

impl Overlay {
    /// Files in memory over another file system.
    pub fn new(memory: Memory, below: Arc<dyn FileSystem>) -> Self {
        Self { memory, below }
    }

    /// The path of a file in memory: editors use absolute paths, and the command line relative
    /// ones.
    fn held(&self, path: &Path) -> Option<PathBuf> {
        let absolute = std::path::absolute(path).ok();
        let candidates = [Some(path.to_owned()), absolute, self.below.canonicalize(path).ok()];
        candidates.into_iter().flatten().find(|path| self.memory.is_file(path))
    }
}

impl FileSystem for Overlay {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.held(path) {
            Some(held) => self.memory.metadata(&held),
            None => self.below.metadata(path).or_else(|reason| {
                let is_folder = self.memory.is_folder(path);
                is_folder.then_some(Metadata { kind: FileKind::Folder, bytes: 0 }).ok_or(reason)
            }),
        }
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
        match self.held(path) {
            Some(held) => self.memory.read(&held, most_bytes),
            None => self.below.read(path, most_bytes),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let mut held = self.memory.entries(folder).unwrap_or_default();
        for entry in self.memory.entries(&absolute).unwrap_or_default() {
            let name = entry.path.file_name().unwrap_or_default();
            held.push(Entry { path: folder.join(name), ..entry });
        }
        let mut entries = match self.below.entries(folder) {
            Ok(entries) => entries,
            Err(reason) if held.is_empty() => return Err(reason),
            Err(_) => Vec::new(),
        };
        entries.append(&mut held);
        entries.sort();
        entries.dedup_by(|one, other| one.path == other.path);
        Ok(entries)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.below.canonicalize(path).or_else(|reason| {
            [path, &absolute]
                .iter()
                .find_map(|path| self.memory.canonicalize(path).ok())
                .ok_or(reason)
        })
    }
}
