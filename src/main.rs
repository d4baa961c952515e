//! The program `burgeon`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::guard::guarded(cli::run)
}
