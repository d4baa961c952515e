//! Hashes that distinguish names which had to be shortened.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first hexadecimal digits of a text's SHA-256, lower case, 64 at most. They are part of names
/// that are deployed, so they never change.
pub fn short_hash(text: &str, digits: usize) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    hash.truncate(digits);
    hash
}

#[cfg(test)]
mod tests {
    use super::short_hash;

    /// Source of truth: FIPS 180-2, appendix B.1.
    #[test]
    fn digits_are_those_of_sha_256() {
        assert_eq!(short_hash("abc", 8), "ba7816bf");
        assert_eq!(short_hash("abc", 3), "ba7");
        assert_eq!(short_hash("abc", 100).len(), 64);
    }
}
