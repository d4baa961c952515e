//! How deep brackets nest, found without a parser: parsers recurse, and a deep text would take more
//! stack than there is.

use std::ops::Range;

/// How deep brackets may nest.
pub const MAX_DEPTH: usize = 256;

/// The first bracket that is nested too deep.
pub fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, open: Vec::new() };
    scanner.run()
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The brackets that are open; `$` for the `${` of a template literal.
    open: Vec<u8>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Option<Range<usize>> {
        while let Some(&byte) = self.bytes.get(self.at) {
            let start = self.at;
            self.at += 1;
            match byte {
                b'\'' | b'"' => self.string(byte),
                b'`' => self.template(),
                b'/' if self.bytes.get(self.at) == Some(&b'/') => self.skip_past(b"\n"),
                b'/' if self.bytes.get(self.at) == Some(&b'*') => self.skip_past(b"*/"),
                b'(' | b'[' | b'{' => self.open.push(byte),
                b')' | b']' => drop(self.open.pop()),
                b'}' if self.open.pop() == Some(b'$') => self.template(),
                _ => {}
            }
            if self.open.len() > MAX_DEPTH {
                return Some(start..start + 1);
            }
        }
        None
    }

    /// Goes on behind a string, or at the end of its line.
    fn string(&mut self, quote: u8) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' => return,
                _ if byte == quote => return,
                _ => {}
            }
        }
    }

    /// Goes on behind a template literal, or in its next expression.
    fn template(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'`' => return,
                b'$' if self.bytes.get(self.at) == Some(&b'{') => {
                    self.at += 1;
                    self.open.push(b'$');
                    return;
                }
                _ => {}
            }
        }
    }

    fn skip_past(&mut self, end: &[u8]) {
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.windows(end.len()).position(|window| window == end);
        self.at += found.map_or(rest.len(), |found| found + end.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let many = "(".repeat(1000);
        assert_eq!(too_deep(&format!("'{many}' \"{many}\" `{many}` /* {many} */ // {many}")), None);
        assert_eq!(too_deep(&format!("`\\`{many}` + '\\'{many}'")), None);
    }

    #[test]
    fn nested_brackets_and_templates_count() {
        assert_eq!(too_deep(&"(".repeat(256)), None);
        assert_eq!(too_deep(&"[".repeat(257)), Some(256..257));
        assert_eq!(too_deep(&"`${".repeat(257)), Some(768..769));
        assert_eq!(too_deep(&"{}".repeat(1000)), None);
        assert_eq!(too_deep(&"`${a}`".repeat(1000)), None);
    }
}
