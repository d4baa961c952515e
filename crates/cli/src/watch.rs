//! `burgeon build --watch`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use burgeon::LOCK_FILE;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::Build;
use super::input::Input;
use super::{Failed, Program, build, console, print_failure};

/// The time without changes before a build; editors write in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// Builds now, and again after every change; returns only if standard error is closed.
pub(super) fn run(arguments: &Build, program: &Program) -> Result<(), Failed> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|reason| refused(&reason))?;
    let mut watched = BTreeSet::new();
    loop {
        // Folders may have come or gone, and with them the settings.
        let input = Input::new(&arguments.input.files, program)?;
        watch(&mut watcher, &mut watched, &input)?;
        match build::once(arguments, &input) {
            Err(Failed::Output(reason)) => return Err(Failed::Output(reason)),
            Err(failed) => _ = print_failure(failed),
            Ok(()) => {}
        }
        console::eprint("watching for changes\n");
        wait(&events, &Ignored::new(&arguments.out))?;
    }
}

/// Watches the folders around all inputs, since editors replace files, and folders with all below.
fn watch(
    watcher: &mut RecommendedWatcher,
    watched: &mut BTreeSet<PathBuf>,
    input: &Input,
) -> Result<(), Failed> {
    for path in input.project.inputs().into_iter().chain(input.project.referred_files()) {
        let Ok(path) = std::path::absolute(path) else {
            continue;
        };
        let around = path.ancestors().skip(1).find(|folder| folder.is_dir());
        let itself = Some(path.as_path()).filter(|path| path.is_dir());
        for (folder, mode) in
            [(itself, RecursiveMode::Recursive), (around, RecursiveMode::NonRecursive)]
        {
            if let Some(folder) = folder
                && !watched.contains(folder)
            {
                watcher.watch(folder, mode).map_err(|reason| refused(&reason))?;
                watched.insert(folder.to_owned());
            }
        }
    }
    // A removed folder must be watched again when it returns.
    watched.retain(|folder| folder.is_dir());
    Ok(())
}

/// Waits until something has changed and then been left alone.
fn wait(events: &Receiver<notify::Result<Event>>, ignored: &Ignored) -> Result<(), Failed> {
    let stopped = || {
        Failed::Message("the file system is no longer watched".into(), "restart the command".into())
    };
    let is_change =
        |event: notify::Result<Event>| event.is_ok_and(|event| ignored.concerns(&event));
    while !is_change(events.recv().map_err(|_| stopped())?) {}
    while events.recv_timeout(QUIET).is_ok() {}
    Ok(())
}
/// The files that the build writes.
/// What the build itself changes.
struct Ignored {
    output: PathBuf,
}

impl Ignored {
    fn new(output: &Path) -> Self {
        let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        Self { output: absolute.canonicalize().unwrap_or(absolute) }
    }

    /// Whether the event is a change of something that a build may read.
    fn concerns(&self, event: &Event) -> bool {
        let is_change = !matches!(event.kind, EventKind::Access(_));
        is_change && event.paths.iter().any(|path| self.may_be_input(path))
    }

    fn may_be_input(&self, path: &Path) -> bool {
        let output = self.output.file_name().unwrap_or_default().to_string_lossy();
        let aside = format!(".{output}.burgeon-");
        let is_own = |part: std::path::Component<'_>| {
            let name = part.as_os_str().to_string_lossy();
            name == LOCK_FILE || name.starts_with(&aside) || name.starts_with(".burgeon-")
        };
        !path.starts_with(&self.output) && !path.components().any(is_own)
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
    fn what_the_build_does_itself_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let ignored = Ignored::new(&folder.join("build"));
        let change = |path: &str| {
            let kind = EventKind::Modify(ModifyKind::Any);
            ignored.concerns(&Event::new(kind).add_path(folder.join(path)))
        };
        assert!(change("schema.graphql") && change("resolvers/Query.a.init.1.req.vtl"));
        assert!(!change("build") && !change("build/schema.graphql"));
        assert!(!change(".build.burgeon-x1/new/schema.graphql"));
        assert!(!change("burgeon.lock") && !change(".burgeon-x1/new"));
        let read =
            Event::new(EventKind::Access(AccessKind::Any)).add_path(folder.join("a.graphql"));
        assert!(!ignored.concerns(&read));
    }
}
