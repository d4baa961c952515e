//! The width of texts, and their breaking into lines.
//!
//! Widths are those of DejaVu Sans. Verdana, the first typeface of the sheet, is hardly different: both are on almost
//! every system, and so a text fits where the layout has made room for it.

use unicode_width::UnicodeWidthChar;

/// The widths of the printable ASCII characters, from the space on, in thousandths of the size.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
/// The same in bold.
const BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];
/// The maximal ratio of a text's real width to its measured one.
const MARGIN: f64 = 1.03;

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
        let em: f64 = text.chars().map(|character| self.em(character)).sum();
        em * self.size * MARGIN
    }

    /// Breaks a text into a number of lines of a width. A longer text ends in `…`.
    ///
    /// Lines break at blanks and after punctuation, and within words that are too wide.
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

    /// The width of a character, as a part of the size.
    fn em(&self, character: char) -> f64 {
        let widths = if self.bold { BOLD } else { REGULAR };
        let ascii = u32::from(character).checked_sub(32).and_then(|at| widths.get(at as usize));
        match (ascii, character.width().unwrap_or(0)) {
            (Some(width), _) => f64::from(*width) / 1000.0,
            (None, 0) => 0.0,
            (None, 1) => 0.8,
            (None, _) => 1.3,
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
        assert_eq!(FONT.wrap("one two three", 50.0, 5), ["one two", "three"]);
        assert_eq!(FONT.wrap("dynamodb:getItem", 60.0, 5), ["dynamodb:", "getItem"]);
        assert_eq!(FONT.wrap("CheckTheOrder", 60.0, 5), ["CheckThe", "Order"]);
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
