//! The file system that a project is read from.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A tree of files that a project is read from: a disk, memory, or one over the other.
///
/// **Invariant**: everything that a compilation reads goes through this trait, so an editor or a test
/// can hold any of it in memory.
pub trait FileSystem: fmt::Debug + Send + Sync {
    /// The kind of the file at a path. Links are followed.
    ///
    /// # Errors
    ///
    /// The path does not exist ([`io::ErrorKind::NotFound`]), or access is denied.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// The bytes of a regular file of at most `most_bytes`.
    ///
    /// # Errors
    ///
    /// The file does not exist, it is larger ([`io::ErrorKind::FileTooLarge`]), it is not a regular file
    /// (a device or a pipe might have no end), or access is denied.
    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<Vec<u8>>;

    /// The entries of a folder, sorted by path. The paths begin with that of the folder.
    ///
    /// # Errors
    ///
    /// The folder does not exist, or access is denied.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// The absolute path of a file, with links resolved.
    ///
    /// # Errors
    ///
    /// The path does not exist, or access is denied.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether there is a regular file at a path.
    fn is_file(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|found| found.kind == FileKind::File)
    }

    /// Whether there is a folder at a path.
    fn is_folder(&self, path: &Path) -> bool {
        self.metadata(path).is_ok_and(|found| found.kind == FileKind::Folder)
    }

    /// Whether there is anything at a path.
    fn exists(&self, path: &Path) -> bool {
        self.metadata(path).is_ok()
    }

    /// The text of a regular file of at most `most_bytes`, without a byte order mark.
    ///
    /// # Errors
    ///
    /// As [`FileSystem::read`], and for what is not UTF-8 ([`io::ErrorKind::InvalidData`]).
    fn read_text(&self, path: &Path, most_bytes: u64) -> io::Result<String> {
        let text = String::from_utf8(self.read(path, most_bytes)?);
        let text = text.map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8")
        })?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }
}

/// The metadata of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    /// The kind of the file.
    pub kind: FileKind,
    /// The bytes of a file.
    pub bytes: u64,
}

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A device, a pipe or a socket, which is never read.
    Other,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path, beginning with that of the folder.
    pub path: PathBuf,
    /// Whether it is a folder itself, rather than a link to one.
    pub is_folder: bool,
}

/// The error for a file that is larger than it may be.
pub(super) fn too_large(most_bytes: u64) -> io::Error {
    let message = format!("it is larger than {most_bytes} bytes");
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

/// The error for what is not a regular file.
pub(super) fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is not a file")
}
