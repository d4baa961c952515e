//! Self-contained SVG documents: without scripts, and without fonts, pictures or styles from elsewhere.
//!
//! Texts are escaped, and links cannot refer to scripts. Colors are classes of one style sheet, with a second set for
//! dark mode.

use std::fmt::Write;

use crate::geometry::{Point, Rect};

/// The radius of the corners of lines.
const CORNER: f64 = 6.0;
/// The size of an arrow head.
const HEAD: (f64, f64) = (3.5, 8.0);

/// The sheet of all documents. Every rule names the root, because a page may hold several documents.
const STYLE: &str = include_str!("svg.css");

/// Which end of a text is at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text starts there.
    Start,
    /// The middle of the text is there.
    Middle,
}

/// A document that is being written.
#[derive(Debug)]
pub struct Svg {
    text: String,
    open: Vec<&'static str>,
}

impl Svg {
    /// Starts a document of a size. Readers show the title as its name.
    pub fn new(width: f64, height: f64, title: &str) -> Self {
        let (width, height) = (width.ceil(), height.ceil());
        let mut svg = Self { text: String::new(), open: vec!["svg"] };
        let _ = writeln!(
            svg.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bd\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\">"
        );
        svg.title(title);
        let _ = writeln!(svg.text, "<style>\n{STYLE}</style>");
        svg
    }

    /// Opens a group; `data` are attributes `data-…`.
    pub fn open(&mut self, class: &str, data: &[(&str, &str)]) {
        let _ = write!(self.text, "<g class=\"{}\"", escape(class));
        for (name, value) in data {
            let _ = write!(self.text, " data-{name}=\"{}\"", escape(value));
        }
        self.text.push_str(">\n");
        self.open.push("g");
    }

    /// Opens a link, or a group if the address is that of a script.
    pub fn open_link(&mut self, address: &str) {
        if !is_plain_address(address) {
            return self.open("link", &[]);
        }
        let _ = writeln!(self.text, "<a href=\"{}\">", escape(address));
        self.open.push("a");
    }

    /// Closes what was opened last.
    pub fn close(&mut self) {
        if self.open.len() > 1
            && let Some(name) = self.open.pop()
        {
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// The text that readers show at the group that is open. Its lines stay.
    pub fn title(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.text, "<title>{}</title>", escape(text));
        }
    }

    /// Writes a rectangle with corners of a radius.
    pub fn rect(&mut self, area: Rect, class: &str, radius: f64) {
        let Rect { left, top, width, height } = area;
        let _ = write!(
            self.text,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            number(left),
            number(top),
            number(width),
            number(height)
        );
        if radius > 0.0 {
            let _ = write!(self.text, " rx=\"{}\"", number(radius));
        }
        self.text.push_str("/>\n");
    }

    /// Writes a circle.
    pub fn circle(&mut self, center: Point, radius: f64, class: &str) {
        let _ = writeln!(
            self.text,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            number(center.x),
            number(center.y),
            number(radius)
        );
    }

    /// Writes a path, moved to a point. `data` is not escaped.
    pub fn shape(&mut self, at: Point, data: &'static str, class: &str) {
        let _ = writeln!(
            self.text,
            "<path class=\"{class}\" transform=\"translate({} {})\" d=\"{data}\"/>",
            number(at.x),
            number(at.y)
        );
    }

    /// Writes a closed polygon.
    pub fn polygon(&mut self, points: &[Point], class: &str) {
        let _ = write!(self.text, "<polygon class=\"{class}\" points=\"");
        for (index, point) in points.iter().enumerate() {
            let between = if index == 0 { "" } else { " " };
            let _ = write!(self.text, "{between}{},{}", number(point.x), number(point.y));
        }
        self.text.push_str("\"/>\n");
    }

    /// Writes a line with rounded corners.
    pub fn line(&mut self, points: &[Point], class: &str) {
        let _ = writeln!(self.text, "<path class=\"{class}\" d=\"{}\"/>", rounded(points));
    }

    /// Writes an arrow head that points down at a point.
    pub fn head(&mut self, at: Point, class: &str) {
        let (x, y) = HEAD;
        let corners = [(at.x - x, at.y - y), (at.x + x, at.y - y), (at.x, at.y)];
        self.polygon(&corners.map(|(x, y)| Point::new(x, y)), class);
    }

    /// Writes a line of text on a base line.
    pub fn text(&mut self, at: Point, anchor: Anchor, class: &str, text: &str) {
        let anchor = if anchor == Anchor::Middle { " text-anchor=\"middle\"" } else { "" };
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            number(at.x),
            number(at.y),
            escape(text)
        );
    }

    /// The document, with everything closed.
    pub fn finish(mut self) -> String {
        while self.open.len() > 1 {
            self.close();
        }
        self.text.push_str("</svg>\n");
        self.text
    }
}

/// The line through points, in the notation of `d`, with rounded corners.
fn rounded(points: &[Point]) -> String {
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| points.get(before));
        match (before, points.get(index + 1)) {
            (None, _) => {
                let _ = write!(path, "M{} {}", number(point.x), number(point.y));
            }
            (Some(_), None) => {
                let _ = write!(path, "L{} {}", number(point.x), number(point.y));
            }
            (Some(before), Some(after)) => {
                let length = |other: &Point| (other.x - point.x).abs() + (other.y - point.y).abs();
                let radius = CORNER.min(length(before) / 2.0).min(length(after) / 2.0);
                let towards = |other: &Point| {
                    let part = if length(other) > 0.0 { radius / length(other) } else { 0.0 };
                    (point.x + (other.x - point.x) * part, point.y + (other.y - point.y) * part)
                };
                let ((ax, ay), (bx, by)) = (towards(before), towards(after));
                let _ = write!(
                    path,
                    "L{} {}Q{} {} {} {}",
                    number(ax),
                    number(ay),
                    number(point.x),
                    number(point.y),
                    number(bx),
                    number(by)
                );
            }
        }
    }
    path
}

/// A number with at most one digit after the point.
fn number(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Whether an address leads to a page or a file: relative, or of a scheme that runs nothing.
fn is_plain_address(address: &str) -> bool {
    // Browsers skip blanks and control characters when they look for the scheme.
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = bare.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
    match scheme {
        None => true,
        Some((scheme, _)) => ["http", "https", "file", "vscode"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

/// The text with XML's special characters as entities, and without invalid characters.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push('\n'),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_round() {
        let points = [Point::new(0.0, 0.0), Point::new(0.0, 20.0), Point::new(4.0, 20.0)];
        assert_eq!(rounded(&points), "M0 0L0 18Q0 20 2 20L4 20");
    }

    #[test]
    fn scripts_are_no_addresses() {
        for address in
            ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "JAVASCRIPT:x"]
        {
            assert!(!is_plain_address(address), "{address}");
        }
        for address in ["a.json#L12", "#x", "https://example.com/a:b", "../a/b:c.json", "?a:b"] {
            assert!(is_plain_address(address), "{address}");
        }
    }

    #[test]
    fn texts_cannot_leave_their_element() {
        let mut svg = Svg::new(10.0, 10.0, "</title><script>");
        svg.open_link("javascript:alert(1)");
        svg.text(Point::default(), Anchor::Middle, "name", "<script>\u{1b}&\"'");
        let text = svg.finish();
        assert!(!text.contains("<script") && !text.contains("javascript"), "{text}");
        assert!(text.contains("&lt;script&gt; &amp;&quot;&#39;"));
        assert!(text.ends_with("</text>\n</g>\n</svg>\n"), "{text}");
    }

    #[test]
    fn the_sheet_loads_nothing_and_knows_dark() {
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains('<'));
        assert!(STYLE.contains("prefers-color-scheme:dark"));
        assert!(STYLE.lines().all(|line| line.is_empty() || line.starts_with(['.', '@', '}'])));
    }
}
