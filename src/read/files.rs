use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::source::{Place, Source};

/// Bytes that a schema file may have.
///
/// AppSync takes an expanded schema of 1 MB, so that ten times as much annotated SDL can never
/// become one.
const SIZE_LIMIT: u64 = 10_000_000;

static UNREADABLE: Code = Code {
    name: "read/unreadable",
    explanation: "A schema file or folder that was named cannot be read: it does not exist, or \
its permissions do not allow it. Check the path; it is relative to the current folder.",
};

static NO_SCHEMA: Code = Code {
    name: "read/no-schema",
    explanation: "No schema was found: the folder holds no `*.graphql` or `*.gql` file, the glob \
matches nothing, or every file is empty but for comments. Name the files that hold the schema.",
};

static NOT_UTF8: Code = Code {
    name: "read/not-utf-8",
    explanation: "GraphQL documents are UTF-8 texts. Save the file with that encoding (an editor \
calls it `UTF-8`; on the command line, `iconv -f LATIN1 -t UTF-8`).",
};

static TOO_LARGE: Code = Code {
    name: "read/too-large",
    explanation: "A schema file has more than 10 MB. AppSync takes schemas of 1 MB after \
expansion, so that a file of this size can never be deployed; most likely it is not a schema.",
};

pub(super) static CODES: &[&Code] = &[&UNREADABLE, &NO_SCHEMA, &NOT_UTF8, &TOO_LARGE];

/// The folder from which a schema refers to other files: that of the first schema file.
pub(crate) fn folder(paths: &[PathBuf]) -> Option<&Path> {
    let first = paths.first()?;
    if first.is_dir() { Some(first) } else { first.parent() }
}

/// The folder in which the author's own templates are looked for.
pub(crate) fn beside_schema(paths: &[PathBuf]) -> Option<PathBuf> {
    Some(folder(paths)?.join("resolvers"))
}

/// Reads every file that the paths name: files, folders and globs. The order is that of the paths,
/// within a folder or glob that of the names.
pub(super) fn read_all(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<Arc<Source>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        match find(path) {
            Ok(found) if found.is_empty() => diagnostics.push(
                Diagnostic::error(&NO_SCHEMA, format!("no schema file in `{}`", path.display()))
                    .help("name a `.graphql` or `.gql` file, a folder of them, or a glob"),
            ),
            Ok(found) => {
                for file in found {
                    if !files.contains(&file) {
                        files.push(file);
                    }
                }
            }
            Err(reason) => diagnostics.push(unreadable(path, &reason)),
        }
    }
    files.iter().filter_map(|file| read_one(file, diagnostics)).collect()
}

/// Leaves out the texts in which nothing is written, which is no document to GraphQL; a fault if
/// nothing is written in any.
pub(super) fn drop_empty(texts: &mut Vec<Arc<Source>>, diagnostics: &mut Diagnostics) {
    let Some(first) = texts.first().cloned() else { return };
    texts.retain(|source| !is_empty(&source.text));
    if texts.is_empty() {
        diagnostics.push(
            Diagnostic::error(&NO_SCHEMA, format!("`{}` is empty", first.path))
                .at(Place::Text(first, 0..0), "nothing is written here")
                .help("write a type: `type Todo @model { title: String }`"),
        );
    }
}

fn is_empty(text: &str) -> bool {
    let is_blank = |line: &str| line.is_empty() || line.starts_with('#');
    text.lines().all(|line| is_blank(line.trim_matches([' ', '\t', ','])))
}

fn find(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let is_schema = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "graphql" || end == "gql") && path.is_file()
    };
    let mut found: Vec<PathBuf> = if path.is_dir() {
        let entries = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
        entries.collect::<std::io::Result<Vec<_>>>()?.into_iter().filter(is_schema).collect()
    } else if !path.exists() && is_glob(path) {
        let pattern = path.to_string_lossy();
        let matches = glob::glob(&pattern).map_err(std::io::Error::other)?;
        matches.filter_map(Result::ok).filter(|found| found.is_file()).collect()
    } else {
        vec![path.to_owned()]
    };
    found.sort();
    Ok(found)
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn read_one(file: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<Source>> {
    let name = file.to_string_lossy().replace('\\', "/");
    let size = match std::fs::metadata(file) {
        Ok(metadata) => metadata.len(),
        Err(reason) => {
            diagnostics.push(unreadable(file, &reason));
            return None;
        }
    };
    if size > SIZE_LIMIT {
        let message =
            format!("`{name}` has {size} bytes, more than the {SIZE_LIMIT} a schema may have");
        diagnostics.push(
            Diagnostic::error(&TOO_LARGE, message)
                .at(Place::Text(Source::new(name, ""), 0..0), "not read")
                .help("name the file that holds the schema"),
        );
        return None;
    }
    match std::fs::read(file) {
        Ok(bytes) => decode(&name, bytes, diagnostics),
        Err(reason) => {
            diagnostics.push(unreadable(file, &reason));
            None
        }
    }
}

fn decode(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Arc<Source>> {
    match String::from_utf8(bytes) {
        // A byte order mark is no part of the text.
        Ok(text) => Some(Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(broken) => {
            let valid = broken.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(broken.as_bytes()).into_owned();
            let place = Place::Text(Source::new(name, text), valid..valid + 1);
            diagnostics.push(
                Diagnostic::error(&NOT_UTF8, format!("`{name}` is not UTF-8"))
                    .at(place, "the first byte that is none")
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
