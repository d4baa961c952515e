//! The width of texts, and their breaking into lines.
//!
//! Widths are those of Helvetica and the typefaces that share its metrics (Arial, Liberation Sans), with a margin for
//! those that are a little wider.

use unicode_width::UnicodeWidthChar;

/// The widths of the printable ASCII characters, from the space on, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// How much wider than measured a text may be.
const MARGIN: f64 = 1.06;

/// A size and a weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// The size, in pixels.
    pub size: f64,
    /// Whether the text is bold.
    pub bold: bool,
}

impl Font {
    /// A font of regular weight.
    pub const fn regular(size: f64) -> Self {
        Self { size, bold: false }
    }

    /// A bold font.
    pub const fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    /// The distance between two lines.
    pub fn line(&self) -> f64 {
        (self.size * 1.3).ceil()
    }

    /// The width of a text.
    pub fn width(&self, text: &str) -> f64 {
        let em: f64 = text.chars().map(em).sum();
        em * self.size * MARGIN * if self.bold { 1.07 } else { 1.0 }
    }

    /// Breaks a text into at most so many lines of a width. What does not fit ends in `…`.
    ///
    /// Lines break at blanks and behind punctuation, and within a word only where one alone is too wide.
    pub fn wrap(&self, text: &str, width: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in pieces(&clean(text)) {
            if self.width((line.clone() + piece).trim_end()) <= width {
                line.push_str(piece);
                continue;
            }
            self.end(&mut lines, &mut line);
            for character in piece.trim_start().chars() {
                line.push(character);
                if self.width(line.trim_end()) > width && line.chars().count() > 1 {
                    line.pop();
                    self.end(&mut lines, &mut line);
                    line.push(character);
                }
            }
            if lines.len() > most {
                break;
            }
        }
        self.end(&mut lines, &mut line);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while self.width(last) + self.width("…") > width && last.pop().is_some() {}
                last.truncate(last.trim_end().len());
                last.push('…');
            }
        }
        lines
    }

    fn end(&self, lines: &mut Vec<String>, line: &mut String) {
        let text = std::mem::take(line);
        if !text.trim().is_empty() {
            lines.push(text.trim().to_owned());
        }
    }
}

/// The text in one line: blanks, control characters and those that only steer the direction become one space.
pub fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a text between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let breaks = match before {
            ' ' => character != ' ',
            '.' | '/' | ':' | ',' | ';' | '-' | '_' | '&' | '|' => character.is_alphanumeric(),
            before => before.is_lowercase() && character.is_uppercase(),
        };
        if breaks && at > start {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = character;
    }
    pieces.extend(text.get(start..));
    pieces
}

/// The width of a character, as a part of the size.
fn em(character: char) -> f64 {
    let ascii = u32::from(character).checked_sub(32).and_then(|at| WIDTHS.get(at as usize));
    match (ascii, character.width().unwrap_or(0)) {
        (Some(width), _) => f64::from(*width) / 1000.0,
        (None, 0) => 0.0,
        (None, 1) => 0.65,
        (None, _) => 1.3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font::regular(10.0);

    #[test]
    fn wide_characters_are_wider() {
        assert!(FONT.width("WWW") > 2.0 * FONT.width("iii"));
        assert!(FONT.width("漢字") > FONT.width("ab"));
        assert!(Font::bold(10.0).width("a") > FONT.width("a"));
    }

    #[test]
    fn lines_break_at_blanks_and_behind_punctuation() {
        assert_eq!(FONT.wrap("one two three", 40.0, 5), ["one two", "three"]);
        assert_eq!(FONT.wrap("dynamodb:getItem", 60.0, 5), ["dynamodb:", "getItem"]);
        assert_eq!(FONT.wrap("CheckTheOrder", 50.0, 5), ["CheckThe", "Order"]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_and_what_is_left_is_dots() {
        let lines = FONT.wrap(&"a".repeat(100), 60.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| FONT.width(line) <= 60.0), "{lines:?}");
        assert!(lines[1].ends_with('…'));
        assert_eq!(FONT.wrap("", 60.0, 2), Vec::<String>::new());
    }

    #[test]
    fn control_characters_are_blanks() {
        assert_eq!(clean("a\n\u{202e}b\u{0}c "), "a b c");
    }
}
