//! `burgeon completions`

use super::args::Completions;
use super::{Failed, Program, console};

pub(super) fn run(arguments: &Completions, program: &Program) -> Result<(), Failed> {
    // The generator panics on a failed write, so it writes to memory.
    let mut script = Vec::new();
    let mut command = program.command();
    clap_complete::generate(arguments.shell, &mut command, program.name(), &mut script);
    Ok(console::print(&String::from_utf8_lossy(&script))?)
}
