//! Text of the author's, made safe to print.

/// The text with control characters (except line breaks) and characters that change the direction
/// of writing as escapes, `\u{1b}`. Printed text cannot steer a terminal, nor show code in another
/// order than it is read.
pub fn escape_control_chars(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hazardous(c) { escaped.extend(c.escape_unicode()) } else { escaped.push(c) }
    }
    escaped
}

fn is_hazardous(c: char) -> bool {
    let is_bidirectional = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    (c.is_control() && c != '\n') || is_bidirectional
}

#[cfg(test)]
mod tests {
    use super::escape_control_chars;

    #[test]
    fn control_and_bidirectional_characters_are_escaped() {
        let text = "`\u{1b}[2J\u{202e}\u{61c}`\r\u{e9}\n\u{9b}";
        let escaped = "`\\u{1b}[2J\\u{202e}\\u{61c}`\\u{d}\u{e9}\n\\u{9b}";
        assert_eq!(escape_control_chars(text), escaped);
    }
}
