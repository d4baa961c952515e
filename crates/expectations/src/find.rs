//! Finds the test files of a folder, a glob or a file.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The extensions of test files.
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// Why test files cannot be listed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FindError {
    /// A folder or file cannot be read.
    #[error("cannot read `{}`: {reason}", .path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// The error of the file system.
        reason: io::Error,
    },
    /// No test file was found.
    #[error("`{}` holds no test", .0.display())]
    NoTest(PathBuf),
}

/// The test files of a path, sorted: the JSON and YAML files of a folder and of all folders in it,
/// the files that match a glob, or the file itself, with any name.
///
/// Links to folders are not followed, which protects against links to a parent.
///
/// # Errors
///
/// A folder cannot be read, or there is no test file.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, FindError> {
    let mut files = Vec::new();
    if !path.exists() && is_glob(path) {
        files = matches(path)?;
    } else if path.is_dir() {
        add_folder(path, &mut files)?;
    } else {
        path.metadata().map_err(|reason| unreadable(path, reason))?;
        files.push(path.to_owned());
    }
    files.sort();
    if files.is_empty() { Err(FindError::NoTest(path.to_owned())) } else { Ok(files) }
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn matches(path: &Path) -> Result<Vec<PathBuf>, FindError> {
    let found = glob::glob(&path.to_string_lossy())
        .map_err(|reason| unreadable(path, io::Error::new(io::ErrorKind::InvalidInput, reason)))?;
    found
        .filter(|file| file.as_ref().map_or(true, |file| file.is_file()))
        .map(|file| {
            file.map_err(|fault| {
                let path = fault.path().to_owned();
                unreadable(&path, fault.into())
            })
        })
        .collect()
}

fn add_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), FindError> {
    for entry in folder.read_dir().map_err(|reason| unreadable(folder, reason))? {
        let entry = entry.map_err(|reason| unreadable(folder, reason))?;
        let path = entry.path();
        if entry.file_type().map_err(|reason| unreadable(&path, reason))?.is_dir() {
            add_folder(&path, files)?;
        } else if path.extension().is_some_and(|end| EXTENSIONS.iter().any(|known| end == *known)) {
            files.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, reason: io::Error) -> FindError {
    FindError::Unreadable { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_globs_and_files_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b")).unwrap();
        for file in ["b.json", "a/x.yaml", "a/b/y.yml", "a/note.txt"] {
            fs::write(root.join(file), "{}").unwrap();
        }
        let names = |path: &str| -> Vec<String> {
            let found = find(&root.join(path)).unwrap();
            found
                .iter()
                .map(|file| file.strip_prefix(root).unwrap().display().to_string())
                .collect()
        };
        assert_eq!(names(""), ["a/b/y.yml", "a/x.yaml", "b.json"]);
        assert_eq!(names("a/*.yaml"), ["a/x.yaml"]);
        assert_eq!(names("a/note.txt"), ["a/note.txt"]);
    }

    #[test]
    fn nothing_found_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(find(folder.path()), Err(FindError::NoTest(_))));
        assert!(matches!(find(&folder.path().join("x*")), Err(FindError::NoTest(_))));
        let missing = find(&folder.path().join("missing"));
        assert!(matches!(missing, Err(FindError::Unreadable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_links_to_itself_has_an_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.json"), "{}").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(find(folder.path()).unwrap().len(), 1);
    }
}
