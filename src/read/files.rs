use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::files::{FileSystem, find_matches, is_glob};
use burgeon_core::source::{Source, SourceLocation};

/// The limit of a schema file, in bytes.
///
/// AppSync accepts an expanded schema of 1 MB, which ten times as much annotated SDL always exceeds.
const SIZE_LIMIT: u64 = 10_000_000;

static UNREADABLE: Code = Code {
    name: "read/unreadable",
    explanation: "A schema file or folder that was named cannot be read: it does not exist, or \
its permissions do not allow it. Check the path; it is relative to the current folder.",
};

static NO_SCHEMA: Code = Code {
    name: "read/no-schema",
    explanation: "No schema was found: the folder contains no `*.graphql` or `*.gql` file, the glob \
matches no file, or every file has comments only. Name the files of the schema.",
};

static NOT_UTF8: Code = Code {
    name: "read/not-utf-8",
    explanation: "GraphQL documents are UTF-8 texts. Save the file with that encoding (an editor \
calls it `UTF-8`; on the command line, `iconv -f LATIN1 -t UTF-8`).",
};

static TOO_LARGE: Code = Code {
    name: "read/too-large",
    explanation: "A schema file has more than 10 MB. AppSync takes schemas of 1 MB after expansion, so a \
file of this size can never be deployed; it is probably not a schema.",
};

pub(super) static CODES: &[&Code] = &[&UNREADABLE, &NO_SCHEMA, &NOT_UTF8, &TOO_LARGE];

/// The folder from which a schema refers to other files: that of the first schema file.
pub(crate) fn folder<'a>(files: &dyn FileSystem, paths: &'a [PathBuf]) -> Option<&'a Path> {
    let first = paths.first()?;
    if files.is_folder(first) { Some(first) } else { first.parent() }
}

/// The folder of the custom templates.
pub(crate) fn beside_schema(files: &dyn FileSystem, paths: &[PathBuf]) -> Option<PathBuf> {
    Some(folder(files, paths)?.join("resolvers"))
}

/// Reads every file that the paths name: files, folders and globs. The order is that of the paths,
/// within a folder or glob that of the names.
pub(super) fn read_all(
    files: &dyn FileSystem,
    paths: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Source>> {
    let mut all: Vec<PathBuf> = Vec::new();
    for path in paths {
        match find(files, path) {
            Ok(found) if found.is_empty() => diagnostics.push(
                Diagnostic::error(&NO_SCHEMA, format!("no schema file in `{}`", path.display()))
                    .help("name a `.graphql` or `.gql` file, a folder of them, or a glob"),
            ),
            Ok(found) => {
                for file in found {
                    if !all.contains(&file) {
                        all.push(file);
                    }
                }
            }
            Err(reason) => diagnostics.push(unreadable(path, &reason)),
        }
    }
    all.iter().filter_map(|file| read_one(files, file, diagnostics)).collect()
}

/// Removes the empty texts, which are not valid GraphQL documents. Reports an error if all are
/// empty.
pub(super) fn drop_empty(texts: &mut Vec<Arc<Source>>, diagnostics: &mut Diagnostics) {
    let Some(first) = texts.first().cloned() else { return };
    texts.retain(|source| !is_empty(&source.text));
    if texts.is_empty() {
        diagnostics.push(
            Diagnostic::error(&NO_SCHEMA, format!("`{}` is empty", first.path))
                .at(SourceLocation::Text(first, 0..0), "empty")
                .help("write a type: `type Todo @model { title: String }`"),
        );
    }
}

fn is_empty(text: &str) -> bool {
    let is_blank = |line: &str| line.is_empty() || line.starts_with('#');
    text.lines().all(|line| is_blank(line.trim_matches([' ', '\t', ','])))
}

fn find(files: &dyn FileSystem, path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if files.is_folder(path) {
        let is_schema = |path: &PathBuf| {
            path.extension().is_some_and(|end| end == "graphql" || end == "gql")
                && files.is_file(path)
        };
        let entries = files.entries(path)?.into_iter().map(|entry| entry.path);
        return Ok(entries.filter(is_schema).collect());
    }
    if !files.exists(path) && is_glob(path) {
        return find_matches(files, path);
    }
    Ok(vec![path.to_owned()])
}

fn read_one(
    files: &dyn FileSystem,
    file: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Source>> {
    let name = file.to_string_lossy().replace('\\', "/");
    match files.read(file, SIZE_LIMIT) {
        Ok(bytes) => decode(&name, bytes, diagnostics),
        Err(reason) if reason.kind() == std::io::ErrorKind::FileTooLarge => {
            let size = files.metadata(file).map_or(0, |found| found.bytes);
            diagnostics.push(too_large(&name, size));
            None
        }
        Err(reason) => {
            diagnostics.push(unreadable(file, &reason));
            None
        }
    }
}

fn too_large(name: &str, size: u64) -> Diagnostic {
    let message = match size > SIZE_LIMIT {
        true => format!("`{name}` has {size} bytes, more than the {SIZE_LIMIT} a schema may have"),
        // The system does not know the size of some files.
        false => format!("`{name}` has more than the {SIZE_LIMIT} bytes that a schema may have"),
    };
    Diagnostic::error(&TOO_LARGE, message)
        .at(SourceLocation::Text(Source::new(name, ""), 0..0), "not read")
        .help("name the file that holds the schema")
}

fn decode(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Arc<Source>> {
    match String::from_utf8(bytes) {
        // A byte order mark is not part of the text.
        Ok(text) => Some(Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(broken) => {
            let valid = broken.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(broken.as_bytes()).into_owned();
            let place = SourceLocation::Text(Source::new(name, text), valid..valid + 1);
            diagnostics.push(
                Diagnostic::error(&NOT_UTF8, format!("`{name}` is not UTF-8"))
                    .at(place, "the first invalid byte")
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

fn unreadable(path: &Path, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::error(&UNREADABLE, format!("cannot read `{}`: {reason}", path.display()))
        .help("check the path and its permissions")
}
