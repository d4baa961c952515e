//! Where changes of files are reported from.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use super::Failed;

/// A folder whose changes are reported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Watched {
    /// Its absolute path.
    pub path: PathBuf,
    /// Whether changes in the folders below it are reported as well.
    pub is_recursive: bool,
}

/// Reports changes of files: of the disk, or of those that something holds in memory.
pub(super) trait Changes {
    /// Sets the folders whose changes are reported, in place of earlier ones.
    fn watch(&mut self, folders: BTreeSet<Watched>) -> Result<(), Failed>;

    /// Waits for the next change, or for a while if a time is given.
    fn next(&mut self, within: Option<Duration>) -> Next;
}

/// What happened while waiting.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// What is at these paths has changed.
    Changed(Vec<PathBuf>),
    /// Nothing, or nothing that changes a file.
    Nothing,
    /// No change can be reported any more.
    Ended,
}
