//! `burgeon build --watch`

mod changes;
mod disk;
mod ignored;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use burgeon::Project;

use super::{Failed, console, print_failure};
use changes::{Changes, Next, Watched};
use disk::DiskChanges;
use ignored::Ignored;

/// The time without changes before a build; editors write in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// Builds now, and again after every change on the disk; returns only if standard error is closed.
/// `read` finds the project anew each time.
pub(super) fn run<P: AsRef<Project>>(
    output: &Path,
    read: impl FnMut() -> Result<P, Failed>,
    build: impl FnMut(&P) -> Result<(), Failed>,
) -> Result<(), Failed> {
    build_on_changes(&mut DiskChanges::new()?, &Ignored::new(output), read, build)
}

/// Builds now, and again after every change that `changes` reports.
fn build_on_changes<P: AsRef<Project>>(
    changes: &mut dyn Changes,
    ignored: &Ignored,
    mut read: impl FnMut() -> Result<P, Failed>,
    mut build: impl FnMut(&P) -> Result<(), Failed>,
) -> Result<(), Failed> {
    loop {
        // Folders may have come or gone, and with them the settings.
        let project = read()?;
        changes.watch(folders(project.as_ref()))?;
        match build(&project) {
            Err(Failed::Output(reason)) => return Err(Failed::Output(reason)),
            Err(failed) => _ = print_failure(failed),
            Ok(()) => {}
        }
        console::eprint("watching for changes\n");
        wait(changes, ignored)?;
    }
}

/// The folders around all inputs, since editors replace files, and inputs that are folders.
fn folders(project: &Project) -> BTreeSet<Watched> {
    let files = project.file_system();
    let mut folders: BTreeMap<PathBuf, bool> = BTreeMap::new();
    for path in project.inputs().into_iter().chain(project.referred_files()) {
        let around = path.ancestors().skip(1).find(|folder| files.is_folder(folder));
        let itself = Some(path.as_path()).filter(|path| files.is_folder(path));
        for (folder, is_recursive) in [(itself, true), (around, false)] {
            if let Some(path) = folder.and_then(|folder| files.canonicalize(folder).ok()) {
                *folders.entry(path).or_default() |= is_recursive;
            }
        }
    }
    folders.into_iter().map(|(path, is_recursive)| Watched { path, is_recursive }).collect()
}

/// Waits until something has changed and then been left alone.
fn wait(changes: &mut dyn Changes, ignored: &Ignored) -> Result<(), Failed> {
    let stopped = || {
        Failed::Message("the file system is no longer watched".into(), "restart the command".into())
    };
    let is_input = |paths: &[PathBuf]| paths.iter().any(|path| ignored.may_be_input(path));
    loop {
        match changes.next(None) {
            Next::Changed(paths) if is_input(&paths) => break,
            Next::Changed(_) | Next::Nothing => {}
            Next::Ended => return Err(stopped()),
        }
    }
    while let Next::Changed(_) = changes.next(Some(QUIET)) {}
    Ok(())
}
