//! Replaces the last build by a new one.
//!
//! The files are written to a temporary folder on the same file system, which is then swapped with
//! the last build in one atomic step. A reader finds the last build or the new one, even if the
//! process is stopped. Files are not flushed to the disk (`fsync`): building again repairs an output
//! after a power failure, and thousands of flushes would take much longer than the build.

mod error;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use error::unwritable;
pub use error::{CODES, OutputError};

/// The texts of an output folder by their paths, parts separated by `/`. Texts that the compilation
/// holds are borrowed from it.
pub(crate) type Texts<'a> = BTreeMap<String, Cow<'a, str>>;

/// Writes the files, by their paths inside of `folder`, in place of what the folder holds.
pub(crate) fn replace(folder: &Path, files: &Texts<'_>) -> Result<(), OutputError> {
    let target = Target::new(folder)?;
    target.recover();
    target.check()?;
    let aside = Aside::create(&target)?;
    write_all(&aside.new_build(), files)?;
    aside.swap(&target)
}

/// Writes one file in place of the former one, at once.
///
/// # Errors
///
/// The file system rejected an operation; the former file is unchanged.
pub fn replace_file(file: &Path, text: &str) -> Result<(), OutputError> {
    let refused = |reason| unwritable("write", file, reason);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let aside = tempfile::Builder::new()
        .prefix(".burgeon-")
        .tempdir_in(folder.unwrap_or(Path::new(".")))
        .map_err(refused)?;
    let new = aside.path().join(NEW);
    fs::write(&new, text).and_then(|()| fs::rename(&new, file)).map_err(refused)
}

/// The output folder, symbolic links followed.
struct Target {
    path: PathBuf,
    parent: PathBuf,
    /// The prefix of the names of temporary folders.
    prefix: String,
}

impl Target {
    fn new(folder: &Path) -> Result<Self, OutputError> {
        let refused = |reason| unwritable("write to", folder, reason);
        let path = match fs::symlink_metadata(folder) {
            Ok(_) => folder.canonicalize().map_err(refused)?,
            Err(_) => std::path::absolute(folder).map_err(refused)?,
        };
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(refused(io::ErrorKind::InvalidInput.into()));
        };
        fs::create_dir_all(parent).map_err(|reason| unwritable("create", parent, reason))?;
        let parent = parent.canonicalize().map_err(|reason| unwritable("open", parent, reason))?;
        Ok(Self {
            path: parent.join(name),
            prefix: format!(".{}.burgeon-", name.to_string_lossy()),
            parent,
        })
    }

    /// Removes the folders of killed runs, and restores the last build if one of them had already
    /// moved it. What cannot be removed now is left to the next run.
    fn recover(&self) {
        for entry in fs::read_dir(&self.parent).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&self.prefix) {
                self.recover_from(&entry.path());
            }
        }
    }

    fn recover_from(&self, aside: &Path) {
        match File::open(aside.join(LOCK)) {
            Ok(lock) if lock.try_lock().is_ok() => {
                if !self.path.exists() {
                    let _ = fs::rename(aside.join(OLD), &self.path);
                }
                let _ = fs::remove_dir_all(aside);
            }
            Ok(_) => {}
            // Its run was stopped before it had a lock, or when it had no use for one any more. If
            // it is alive after all and about to lock it, it makes itself another one.
            Err(_) => {
                if fs::remove_dir(aside).is_err() && !aside.join(LOCK).exists() {
                    let _ = fs::remove_dir_all(aside);
                }
            }
        }
    }

    /// Refuses a folder that may not be replaced.
    fn check(&self) -> Result<(), OutputError> {
        let path = &self.path;
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(reason) => return Err(unwritable("open", path, reason)),
        };
        if !metadata.is_dir() {
            let reason = io::ErrorKind::NotADirectory.into();
            return Err(unwritable("replace", path, reason));
        }
        if metadata.permissions().readonly() {
            let reason = io::ErrorKind::PermissionDenied.into();
            return Err(unwritable("replace", path, reason));
        }
        let mut entries = fs::read_dir(path).map_err(|reason| unwritable("open", path, reason))?;
        if entries.next().is_none() || is_build(path) {
            return Ok(());
        }
        Err(OutputError::ForeignFolder { folder: path.clone() })
    }
}

/// Whether a folder holds a build. Other programs write a `manifest.json` too, so it is read.
fn is_build(folder: &Path) -> bool {
    #[derive(Deserialize)]
    struct Manifest {
        version: u32,
        schema: String,
        #[serde(rename = "resolvers")]
        _resolvers: serde::de::IgnoredAny,
    }
    let text = fs::read(folder.join("manifest.json")).unwrap_or_default();
    serde_json::from_slice::<Manifest>(&text)
        .is_ok_and(|manifest| manifest.version >= 1 && folder.join(manifest.schema).is_file())
}

/// The name of the file, inside of the folder aside, that its process holds a lock on.
const LOCK: &str = "lock";
const NEW: &str = "new";
const OLD: &str = "old";

/// The number of attempts to create a temporary folder. Other runs remove it only between its
/// creation and its lock.
const ATTEMPTS: usize = 10;

/// A temporary folder next to the target, removed when dropped.
struct Aside {
    folder: tempfile::TempDir,
    /// Held while this run is alive, for other runs.
    _lock: File,
}

impl Aside {
    fn create(target: &Target) -> Result<Self, OutputError> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            match Self::try_create(target) {
                // Another run removed it as the folder of a killed run.
                Err(reason) if reason.kind() == io::ErrorKind::NotFound && attempts < ATTEMPTS => {}
                created => {
                    let refused = |reason| unwritable("create a folder in", &target.parent, reason);
                    return created.map_err(refused);
                }
            }
        }
    }

    fn try_create(target: &Target) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(&target.prefix).tempdir_in(&target.parent)?;
        let path = folder.path().join(LOCK);
        let lock = File::create(&path)?;
        // Without locks in the file system, no other run can take this one either.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(io::ErrorKind::NotFound.into());
        }
        fs::metadata(&path)?;
        Ok(Self { folder, _lock: lock })
    }

    fn new_build(&self) -> PathBuf {
        self.folder.path().join(NEW)
    }

    /// Moves the new build to the target. The former one is removed with this folder.
    fn swap(self, target: &Target) -> Result<(), OutputError> {
        let new = self.new_build();
        let refused = |reason| unwritable("replace", &target.path, reason);
        if !target.path.exists() {
            match fs::rename(&new, &target.path) {
                // Another run was faster.
                Err(_) if target.path.exists() => {}
                done => return done.map_err(refused),
            }
        }
        match exchange_folders(&new, &target.path) {
            Err(reason) if reason.kind() == io::ErrorKind::Unsupported => {
                self.swap_in_two_steps(target).map_err(refused)
            }
            done => done.map_err(refused),
        }
    }

    fn swap_in_two_steps(self, target: &Target) -> io::Result<()> {
        let old = self.folder.path().join(OLD);
        fs::rename(&target.path, &old)?;
        fs::rename(self.new_build(), &target.path).inspect_err(|_| {
            if fs::rename(&old, &target.path).is_err() {
                // The next run restores it.
                let _ = self.folder.keep();
            }
        })
    }
}

/// Exchanges two folders atomically, where the system supports it.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn exchange_folders(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // The errors of kernels and file systems that do not support the call.
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn exchange_folders(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn write_all(folder: &Path, files: &Texts<'_>) -> Result<(), OutputError> {
    let mut last_parent = PathBuf::new();
    for name in files.keys() {
        let path = path_inside(folder, name)?;
        if let Some(parent) = path.parent()
            && parent != last_parent
        {
            fs::create_dir_all(parent).map_err(|reason| unwritable("create", parent, reason))?;
            last_parent = parent.to_owned();
        }
    }
    files.par_iter().try_for_each(|(name, text)| {
        // Two names that differ only in case are one file to some file systems.
        File::create_new(folder.join(name))
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|reason| unwritable("write", Path::new(name), reason))
    })
}

/// The path of an output file; nothing in a name leads out of the folder.
fn path_inside(folder: &Path, name: &str) -> Result<PathBuf, OutputError> {
    let is_inside = |part| matches!(part, Component::Normal(_));
    if name.is_empty() || !Path::new(name).components().all(is_inside) {
        let reason = io::ErrorKind::InvalidFilename.into();
        return Err(unwritable("write", Path::new(name), reason));
    }
    Ok(folder.join(name))
}
