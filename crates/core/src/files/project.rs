//! Files that a schema refers to by path.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{Disk, FileSystem};
use crate::source::Source;

/// The files of a project that a schema may refer to: those of its folder, and those that are held
/// in memory.
#[derive(Debug, Clone)]
pub struct ProjectFiles {
    files: Arc<dyn FileSystem>,
    folder: Option<PathBuf>,
    held: BTreeMap<String, Arc<Source>>,
}

impl Default for ProjectFiles {
    fn default() -> Self {
        Self { files: Arc::new(Disk), folder: None, held: BTreeMap::new() }
    }
}

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// The path leads out of the project's folder, or is not written with `/` between its parts.
    Outside,
    /// The file does not exist.
    Missing,
    /// It exceeds the maximal size.
    TooLarge,
    /// The file system refuses it, or it is not UTF-8: why.
    Unreadable(String),
}

impl ProjectFiles {
    /// The files of a folder.
    pub fn in_folder(files: Arc<dyn FileSystem>, folder: impl Into<PathBuf>) -> Self {
        Self { files, folder: Some(folder.into()), held: BTreeMap::new() }
    }

    /// Adds a file that is held in memory; it is taken before one of the folder.
    pub fn hold(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        self.held.insert(path.clone(), Source::new(path, text));
    }

    /// The text of a file up to a size, by its path from the folder.
    ///
    /// # Errors
    ///
    /// The path leads outside, directly or by a link; the file does not exist or cannot be read.
    pub fn read(&self, path: &str, most_bytes: u64) -> Result<Arc<Source>, FileFault> {
        let is_inside = !path.contains('\\')
            && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if path.is_empty() || !is_inside {
            return Err(FileFault::Outside);
        }
        if let Some(source) = self.held.get(path) {
            let is_small = u64::try_from(source.text.len()).is_ok_and(|size| size <= most_bytes);
            return if is_small { Ok(source.clone()) } else { Err(FileFault::TooLarge) };
        }
        let Some(folder) = &self.folder else { return Err(FileFault::Missing) };
        let file = folder.join(path);
        let real = self.files.canonicalize(&file).map_err(unreadable)?;
        if !real.starts_with(self.files.canonicalize(folder).map_err(unreadable)?) {
            return Err(FileFault::Outside);
        }
        let text = self.files.read_text(&real, most_bytes).map_err(unreadable)?;
        let name = file.to_string_lossy().replace('\\', "/");
        Ok(Source::new(name, text))
    }
}

fn unreadable(reason: io::Error) -> FileFault {
    match reason.kind() {
        io::ErrorKind::NotFound => FileFault::Missing,
        io::ErrorKind::FileTooLarge => FileFault::TooLarge,
        _ => FileFault::Unreadable(reason.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let mut files = ProjectFiles::in_folder(Arc::new(Disk), "");
        files.hold("a/b.yaml", "x");
        assert_eq!(files.read("a/b.yaml", 9).map(|found| found.text.clone()), Ok("x".to_owned()));
        assert_eq!(files.read("a/b.yaml", 0), Err(FileFault::TooLarge));
        for path in ["", "/etc/passwd", "../a", "a/../../b", "a\\b", "a/../a/b.yaml"] {
            assert_eq!(files.read(path, 9), Err(FileFault::Outside), "{path}");
        }
        assert_eq!(files.read("no/such.file", 9), Err(FileFault::Missing));
        assert!(matches!(files.read("src", 9), Err(FileFault::Unreadable(_))));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside_too() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link")).unwrap();
        let found = ProjectFiles::in_folder(Arc::new(Disk), folder.path()).read("link", 1_000_000);
        assert_eq!(found, Err(FileFault::Outside));
    }
}
