//! Changes of the disk, as the operating system reports them.

use std::collections::BTreeSet;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Failed;
use super::changes::{Changes, Next, Watched};

/// Reports changes of the disk.
pub(super) struct DiskChanges {
    watcher: RecommendedWatcher,
    watched: BTreeSet<Watched>,
    events: Receiver<notify::Result<Event>>,
}

impl DiskChanges {
    /// Reports nothing yet.
    pub fn new() -> Result<Self, Failed> {
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).map_err(|reason| refused(&reason))?;
        Ok(Self { watcher, watched: BTreeSet::new(), events })
    }
}

impl Changes for DiskChanges {
    fn watch(&mut self, folders: BTreeSet<Watched>) -> Result<(), Failed> {
        for gone in self.watched.difference(&folders) {
            // The system has ended this itself if the folder was removed.
            let _ = self.watcher.unwatch(&gone.path);
        }
        for Watched { path, is_recursive } in folders.difference(&self.watched) {
            let mode = match is_recursive {
                true => RecursiveMode::Recursive,
                false => RecursiveMode::NonRecursive,
            };
            self.watcher.watch(path, mode).map_err(|reason| refused(&reason))?;
        }
        self.watched = folders;
        Ok(())
    }

    fn next(&mut self, within: Option<Duration>) -> Next {
        let event = match within {
            None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(time) => self.events.recv_timeout(time),
        };
        match event {
            Ok(Ok(event)) => of_event(event),
            Ok(Err(_)) | Err(RecvTimeoutError::Timeout) => Next::Nothing,
            Err(RecvTimeoutError::Disconnected) => Next::Ended,
        }
    }
}

fn of_event(event: Event) -> Next {
    match event.kind {
        EventKind::Access(_) => Next::Nothing,
        _ => Next::Changed(event.paths),
    }
}

fn refused(reason: &notify::Error) -> Failed {
    Failed::Message(
        format!("cannot watch the files: {reason}"),
        "build without `--watch`, or raise the system's limit of watched files".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    #[test]
    fn what_only_reads_a_file_is_no_change() {
        let event = |kind| of_event(Event::new(kind).add_path("a.graphql".into()));
        assert_eq!(event(EventKind::Access(AccessKind::Any)), Next::Nothing);
        let changed = Next::Changed(vec!["a.graphql".into()]);
        assert_eq!(event(EventKind::Modify(ModifyKind::Any)), changed);
    }
}
