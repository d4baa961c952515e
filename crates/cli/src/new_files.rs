//! Files that are written where there are none.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::{Failed, console};

/// Writes files into a folder, and lists them; all of them, or none if one exists already.
pub(super) fn write(folder: &Path, files: &[(&str, &str)]) -> Result<(), Failed> {
    for (name, _) in files {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(Failed::Message(
                format!("`{}` exists already", path.display()),
                "nothing was written; name another folder, or remove the file".to_owned(),
            ));
        }
    }
    fs::create_dir_all(folder).map_err(|reason| refused(folder, &reason))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::File::create_new(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|reason| refused(&path, &reason))?;
        console::print(&format!("wrote {}\n", path.display()))?;
    }
    Ok(())
}

fn refused(path: &Path, reason: &std::io::Error) -> Failed {
    Failed::Message(
        format!("cannot write `{}`: {reason}", path.display()),
        "check the permissions of the folder and the space on the disk".to_owned(),
    )
}
