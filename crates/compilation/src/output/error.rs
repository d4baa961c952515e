//! Errors of writing a build.

use std::io;
use std::path::{Path, PathBuf};

use burgeon_core::Defect;
use burgeon_core::diagnostics::{Code, Diagnostic, Diagnostics, RenderedDiagnostic};

/// Every kind of diagnostic that writing the output reports.
pub const CODES: &[&Code] = &[&FOREIGN_FOLDER, &UNWRITABLE];

static FOREIGN_FOLDER: Code = Code {
    name: "output/foreign-folder",
    explanation: "\
A build replaces the whole output folder, including files of the last build. To protect your files,
Burgeon replaces a folder only if it is missing, empty, or contains the `manifest.json` of a build.

Name another folder with `--out`, or remove this one if nothing in it is needed.",
};

static UNWRITABLE: Code = Code {
    name: "output/unwritable",
    explanation: "\
The operating system refused to write the output: the folder's permissions, a full disk, a file
where a folder is needed, or a mount point that cannot be moved. The last build is unchanged.

A build is first written beside the output folder, whose parent must be writable too. If the output
folder is a mount point (such as a container's volume), name a folder inside it.",
};

/// Why a build was not written. The last build is unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder holds something that no build of Burgeon's left there.
    #[error("`{}` does not hold a build of Burgeon", .folder.display())]
    ForeignFolder {
        /// The output folder.
        folder: PathBuf,
    },
    /// The operating system refused something.
    #[error("cannot {action} `{}`: {reason}", .path.display())]
    Unwritable {
        /// The failed action, as a verb.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// The reason of the operating system.
        reason: io::Error,
    },
    /// An internal error of the compiler.
    #[error(transparent)]
    Defect(#[from] Defect),
}

impl OutputError {
    /// The error as a diagnostic, to be shown like those of the schema.
    pub fn report(&self) -> RenderedDiagnostic {
        let diagnostic = match self {
            Self::Defect(defect) => defect.diagnostic(),
            Self::ForeignFolder { .. } => Diagnostic::error(&FOREIGN_FOLDER, self.to_string()).help(
                "name another folder with `--out`, or remove this one if nothing in it is needed",
            ),
            Self::Unwritable { .. } => Diagnostic::error(&UNWRITABLE, self.to_string())
                .help("check permissions and free space; the last build is unchanged"),
        };
        let mut found = Diagnostics::default();
        found.push(diagnostic);
        found.reports().remove(0)
    }
}

pub(super) fn unwritable(action: &'static str, path: &Path, reason: io::Error) -> OutputError {
    OutputError::Unwritable { action, path: path.to_owned(), reason }
}
