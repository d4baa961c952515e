//! Globs: paths with wildcards.

use std::io;
use std::path::{Component, Path, PathBuf};

use glob::Pattern;

use super::FileSystem;

/// Whether a path has a wildcard.
pub fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// The regular files that match a glob, sorted. `*` and `?` match within a name, `[…]` one character
/// of it, and `**` any number of folders; links to folders are not followed by `**`.
///
/// # Errors
///
/// The glob is malformed ([`io::ErrorKind::InvalidInput`]). A folder that cannot be read matches
/// nothing.
pub fn find_matches(files: &dyn FileSystem, glob: &Path) -> io::Result<Vec<PathBuf>> {
    let mut start = PathBuf::new();
    let mut parts = Vec::new();
    for component in glob.components() {
        match component {
            Component::Normal(part) => parts.push(Part::new(&part.to_string_lossy())?),
            other if parts.is_empty() => start.push(other),
            // Rare, and treated as a name.
            other => parts.push(Part::Name(other.as_os_str().into())),
        }
    }
    let mut found = Vec::new();
    walk(files, start, &parts, &mut found);
    found.sort();
    found.dedup();
    Ok(found)
}

/// A part of a glob, between two separators.
enum Part {
    Name(PathBuf),
    Pattern(Pattern),
    /// `**`
    Folders,
}

impl Part {
    fn new(text: &str) -> io::Result<Self> {
        if text == "**" {
            return Ok(Self::Folders);
        }
        if !is_glob(Path::new(text)) {
            return Ok(Self::Name(text.into()));
        }
        let pattern = Pattern::new(text);
        pattern.map(Self::Pattern).map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))
    }
}

fn walk(files: &dyn FileSystem, path: PathBuf, parts: &[Part], found: &mut Vec<PathBuf>) {
    let Some((part, rest)) = parts.split_first() else {
        if files.is_file(&path) {
            found.push(path);
        }
        return;
    };
    match part {
        Part::Name(name) => walk(files, path.join(name), rest, found),
        Part::Pattern(pattern) => {
            for entry in files.entries(&path).unwrap_or_default() {
                let name = entry.path.file_name().unwrap_or_default();
                if pattern.matches(&name.to_string_lossy()) {
                    walk(files, entry.path, rest, found);
                }
            }
        }
        Part::Folders => {
            walk(files, path.clone(), rest, found);
            for entry in files.entries(&path).unwrap_or_default() {
                if entry.is_folder {
                    walk(files, entry.path, parts, found);
                }
            }
        }
    }
}
