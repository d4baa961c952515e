//! `burgeon man`

use std::fs;
use std::path::Path;

use super::args::Man;
use super::{Failed, Program, console};

pub(super) fn run(arguments: &Man, program: &Program) -> Result<(), Failed> {
    let command = program.command().disable_help_subcommand(true);
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        return Ok(console::print(&String::from_utf8_lossy(&page))?);
    };
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|reason| refused(folder, &reason))?;
    Ok(console::print(&format!("wrote the man pages to {}\n", folder.display()))?)
}

fn refused(path: &Path, reason: &std::io::Error) -> Failed {
    Failed::Message(
        format!("cannot write `{}`: {reason}", path.display()),
        "name a folder that can be written to".to_owned(),
    )
}
