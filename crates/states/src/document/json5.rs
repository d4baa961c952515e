//! Converts comments, and placeholders without quotes, to valid JSON.
//!
//! A text becomes JSON (or YAML) of the same length, so its locations do not change.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A text without comments, and the placeholders that it wrote without quotes.
pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// `${…}`, by the bytes at which they start.
    pub(super) placeholders: BTreeMap<usize, String>,
}

/// Replaces the comments `//` and `/* */` of a text in JSON by blanks, and each placeholder without
/// quotes by a literal of the same length.
pub(super) fn plain(text: &str) -> Plain<'_> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let looks_like_json = ["{", "[", "//", "/*"].iter().any(|first| start.starts_with(first));
    if !looks_like_json || !(text.contains("//") || text.contains("/*") || text.contains("${")) {
        return Plain { text: Cow::Borrowed(text), placeholders: BTreeMap::new() };
    }
    let mut scan = Scan { text, at: 0, made: String::with_capacity(text.len()), last: '{' };
    let mut placeholders = BTreeMap::new();
    while let Some(c) = scan.rest().chars().next() {
        let before = scan.made.chars().next_back().unwrap_or(' ');
        let separate = before.is_whitespace() || "{}[],:\"".contains(before);
        let rest = scan.rest();
        if c == '"' || (c == '\'' && "{[,:".contains(scan.last)) {
            scan.quoted(c);
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            scan.blank(end);
        } else if (rest.starts_with("//") || c == '#') && separate {
            let end = rest.find('\n').unwrap_or(rest.len());
            scan.blank(end);
        } else if let Some(end) = bare_placeholder(rest).filter(|_| separate) {
            placeholders.insert(scan.at, rest[..end].to_owned());
            scan.last = '$';
            scan.made.push('$');
            scan.made.push_str(&"_".repeat(end - 1));
            scan.at += end;
        } else {
            scan.keep(c);
        }
    }
    Plain { text: Cow::Owned(scan.made), placeholders }
}

/// The length of the placeholder at the beginning of a text.
fn bare_placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("${")?;
    let end = inner.find(['}', '\n'])?;
    let is_whole = inner[end..].starts_with('}') && !inner[..end].trim().is_empty();
    is_whole.then_some(end + 3)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    made: String,
    /// The last character that is not a blank.
    last: char,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn keep(&mut self, c: char) {
        self.made.push(c);
        self.at += c.len_utf8();
        if !c.is_whitespace() {
            self.last = c;
        }
    }

    /// Keeps a text in quotes as it is.
    fn quoted(&mut self, quote: char) {
        self.keep(quote);
        let mut escaped = false;
        while let Some(c) = self.rest().chars().next() {
            self.keep(c);
            match c {
                _ if escaped => escaped = false,
                '\\' if quote == '"' => escaped = true,
                c if c == quote => return,
                _ => {}
            }
        }
    }

    /// Replaces bytes by blanks; lines stay.
    fn blank(&mut self, length: usize) {
        let end = self.at + length;
        for byte in self.text.as_bytes().get(self.at..end).unwrap_or_default() {
            self.made.push(if matches!(byte, b'\n' | b'\r') { *byte as char } else { ' ' });
        }
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_blanks_of_the_same_length() {
        let text = "{ // it's \"so\"\n \"a\": \"http://x /* no */\", /* yes\n */ \"b\": 1 }";
        let plain = plain(text);
        assert_eq!(plain.text.len(), text.len());
        let json: serde_json::Value = serde_json::from_str(&plain.text).unwrap();
        assert_eq!(json, serde_json::json!({"a": "http://x /* no */", "b": 1}));
    }

    #[test]
    fn placeholders_without_quotes_keep_their_place() {
        let text = r#"{"a": ${max}, "b": "${c}"}"#;
        let plain = plain(text);
        assert_eq!(plain.text, r#"{"a": $_____, "b": "${c}"}"#);
        assert_eq!(plain.placeholders, BTreeMap::from([(6, "${max}".to_owned())]));
    }

    #[test]
    fn yaml_stays_as_it_is() {
        let text = "a: http://x // y\nb: ${c}\n";
        assert_eq!(plain(text).text, text);
    }
}
