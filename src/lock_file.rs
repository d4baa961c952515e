//! The lock file, which records the stack of each model.

use std::io;
use std::path::Path;
use std::sync::Arc;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::files::FileSystem;
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{Code, Diagnostic};

/// The name of the lock file, beside the schema, or beside settings that are named explicitly. It
/// records the stack of each model.
pub const LOCK_FILE: &str = "burgeon.lock";

/// The limit of a lock file in bytes, far above that of any account's models.
const SIZE_LIMIT: u64 = 100_000_000;

/// Every kind of diagnostic about the lock file.
pub(crate) static CODES: &[&Code] = &[&LOCK, &UNREADABLE];

static LOCK: Code = Code {
    name: "stack/lock",
    explanation: "`burgeon.lock` records the stack of each model, which keeps tables in their stacks. \
`burgeon build` writes it, and it is not meant to be edited. Restore it from version control; if \
nothing was deployed yet, delete it.",
};

static UNREADABLE: Code = Code {
    name: "stack/unreadable-lock",
    explanation: "\
`burgeon.lock`, beside the schema, cannot be read: its permissions do not allow it, or it is not
UTF-8. It records the stack of each model, which keeps tables in their stacks; a build without it could
move them. Make it readable, or restore it from version control.",
};

/// The text of a lock file; `None` if it does not exist.
pub(crate) fn read(files: &dyn FileSystem, path: &Path) -> Result<Option<String>, Diagnostic> {
    match files.read_text(path, SIZE_LIMIT) {
        Ok(text) => Ok(Some(text)),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(reason) => {
            let message = format!("cannot read `{}`: {reason}", path.display());
            let help = "check its permissions, and that it is a UTF-8 text";
            Err(Diagnostic::error(&UNREADABLE, message).help(help))
        }
    }
}

/// The placement that a lock file records.
pub(crate) fn placement(source: &Arc<Source>) -> Result<Placement, Diagnostic> {
    Placement::from_lock(&source.text).map_err(|fault| {
        let line_start = line_start(&source.text, fault.line);
        let place = SourceLocation::Text(source.clone(), line_start..line_start);
        Diagnostic::error(&LOCK, format!("`{}` cannot be read: {fault}", source.path))
            .at(place, "this line")
            .help("restore the file from version control")
    })
}

/// The byte at which a line (from 1) begins.
fn line_start(text: &str, line: u64) -> usize {
    let before =
        text.split_inclusive('\n').take(usize::try_from(line).unwrap_or(1).saturating_sub(1));
    before.map(str::len).sum()
}
