//! `burgeon completions`

use clap::CommandFactory;

use super::args::{Arguments, Completions};
use super::{Failed, console};

pub(super) fn run(arguments: &Completions) -> Result<(), Failed> {
    // The generator panics where it cannot write, so that it writes to memory.
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "burgeon", &mut script);
    Ok(console::print(&String::from_utf8_lossy(&script))?)
}
