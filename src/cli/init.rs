//! `burgeon init`

use std::fs;
use std::io::Write;
use std::path::Path;

use super::args::Init;
use super::{Failed, console};

const FILES: [(&str, &str); 2] = [
    ("schema.graphql", include_str!("init/schema.graphql")),
    ("burgeon.yaml", include_str!("init/burgeon.yaml")),
];

pub(super) fn run(arguments: &Init) -> Result<(), Failed> {
    let folder = &arguments.folder;
    for (name, _) in FILES {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(Failed::Message(
                format!("`{}` exists already", path.display()),
                "nothing was written; name another folder, or remove the file".to_owned(),
            ));
        }
    }
    fs::create_dir_all(folder).map_err(|reason| refused(folder, &reason))?;
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::File::create_new(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|reason| refused(&path, &reason))?;
        console::print(&format!("wrote {}\n", path.display()))?;
    }
    let schema = folder.join("schema.graphql");
    let schema = schema.strip_prefix(".").unwrap_or(&schema);
    console::say(&format!("next: burgeon build {}\n", schema.display()));
    Ok(())
}

fn refused(path: &Path, reason: &std::io::Error) -> Failed {
    Failed::Message(
        format!("cannot write `{}`: {reason}", path.display()),
        "check the permissions of the folder and the space on the disk".to_owned(),
    )
}
