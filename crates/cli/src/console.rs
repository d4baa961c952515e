//! Standard output for results, standard error for messages.

use std::io::{self, Write};

/// Writes a result to standard output.
///
/// # Errors
///
/// Standard output is closed or full, for example after `burgeon … | head`.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints a message to standard error. A closed standard error is ignored.
pub(super) fn eprint(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
