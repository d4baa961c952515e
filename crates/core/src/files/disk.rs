//! The file system of the machine.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::file_system::{not_a_file, too_large};
use super::{Entry, FileKind, FileSystem, Metadata};

/// The file system of the machine; relative paths begin in the current folder.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileSystem for Disk {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let found = fs::metadata(real(path))?;
        let kind = match () {
            () if found.is_file() => FileKind::File,
            () if found.is_dir() => FileKind::Folder,
            () => FileKind::Other,
        };
        Ok(Metadata { kind, bytes: found.len() })
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
        // Opening a pipe would wait for a writer.
        let found = self.metadata(path)?;
        if found.kind != FileKind::File {
            return Err(not_a_file());
        }
        if found.bytes > most_bytes {
            return Err(too_large(most_bytes));
        }
        // A file that exceeds its size is not read further.
        let mut bytes = Vec::new();
        File::open(path)?.take(most_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        match u64::try_from(bytes.len()) {
            Ok(length) if length <= most_bytes => Ok(bytes),
            _ => Err(too_large(most_bytes)),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(real(folder))? {
            let entry = entry?;
            let is_folder = entry.file_type()?.is_dir();
            entries.push(Entry { path: folder.join(entry.file_name()), is_folder });
        }
        entries.sort();
        Ok(entries)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(real(path))
    }
}

/// The path for the system: the folder of `schema.graphql` is the empty path.
fn real(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}
