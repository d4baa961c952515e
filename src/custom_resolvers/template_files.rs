//! The files of the folder of templates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::files::FileSystem;
use burgeon_core::source::Source;
use burgeon_core::{Diagnostic, Diagnostics};

use super::codes;
use crate::plan;

/// The limit of a template, in bytes. AppSync takes 64 KiB, which the checks report.
const SIZE_LIMIT: u64 = 10_000_000;

/// Reads and checks the templates of a folder. One that does not exist has none.
pub(super) fn read(
    files: &dyn FileSystem,
    folder: Option<&Path>,
    faults: &mut Diagnostics,
) -> Vec<Arc<Source>> {
    let Some(folder) = folder.filter(|folder| files.is_folder(folder)) else { return vec![] };
    let paths = list(files, folder).unwrap_or_else(|reason| {
        faults.push(unreadable(folder, &reason));
        vec![]
    });
    let mut sources = Vec::new();
    for path in paths {
        match files.read_text(&path, SIZE_LIMIT) {
            Ok(text) => {
                let name = path.to_string_lossy().replace('\\', "/");
                let source = Source::new(name, text);
                plan::check_template(&source, faults);
                sources.push(source);
            }
            Err(reason) => faults.push(unreadable(&path, &reason)),
        }
    }
    sources
}

fn list(files: &dyn FileSystem, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = files.entries(folder)?.into_iter().map(|entry| entry.path);
    Ok(entries.filter(|path| path.extension().is_some_and(|end| end == "vtl")).collect())
}

fn unreadable(path: &Path, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::error(&codes::UNREADABLE, format!("cannot read `{}`: {reason}", path.display()))
        .help("save it as UTF-8, and check its permissions")
}
