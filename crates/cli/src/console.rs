//! Standard output for results, standard error for what is said to a person.

use std::io::{self, Write};

/// Writes a result to standard output.
///
/// # Errors
///
/// Standard output takes no more; a reader that has left (`burgeon … | head`) is one such reason.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says something to a person. Where nobody listens, nothing is said.
pub(super) fn say(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
