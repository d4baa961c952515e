//! Diagnostics for people: excerpts of the source with labels.

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::escape::escape_control_chars;
use crate::rendered::{Label, RenderedDiagnostic};

/// The style of a terminal or a file.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether lines may be drawn with characters outside ASCII.
    pub unicode: bool,
    /// Whether colours may be used.
    pub colors: bool,
    /// Columns.
    pub width: usize,
}

/// Prints diagnostics with excerpts.
pub struct Printer(GraphicalReportHandler);

/// The longest line, in bytes, of which an excerpt is shown.
const LONGEST_LINE: usize = 500;

impl Printer {
    /// A printer.
    pub fn new(style: Style) -> Self {
        let ascii = ThemeCharacters::ascii;
        let theme = GraphicalTheme {
            characters: if style.unicode { ThemeCharacters::unicode() } else { ascii() },
            styles: if style.colors { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
        Self(handler.with_width(style.width))
    }

    /// A diagnostic as text. Each of its locations is in there as `path:line:column`.
    pub fn print(&self, diagnostic: &RenderedDiagnostic) -> String {
        let mut shown = diagnostic.clone();
        let has_excerpt = cut_to_one_line(&mut shown);
        if !has_excerpt {
            shown.labels.clear();
        }
        let mut text = self.excerpt(&shown);
        let main = diagnostic.labels.first();
        let is_in_excerpt =
            |label: &Label| has_excerpt && main.is_some_and(|main| main.path == label.path);
        for label in &diagnostic.labels {
            let place = format!("{}:{}", escape_control_chars(&label.path), label.start);
            if !text.contains(&place) && !is_in_excerpt(label) {
                text += &format!("  at {place}: {}\n", label.text);
            }
        }
        text + "\n"
    }

    /// A diagnostic of another kind as text.
    pub fn print_report(&self, report: &dyn miette::Diagnostic) -> String {
        self.excerpt(report) + "\n"
    }

    fn excerpt(&self, report: &dyn miette::Diagnostic) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.0.render_report(&mut text, report);
        text
    }
}

/// Cuts the marked text of the excerpt to one line a label. False if there is no text.
fn cut_to_one_line(diagnostic: &mut RenderedDiagnostic) -> bool {
    let Some(source) = diagnostic.main_source().cloned() else {
        return false;
    };
    let text = &source.text;
    let mut all_fit = true;
    for label in diagnostic.labels.iter_mut().filter(|label| label.path == source.path) {
        let start = label.range.start;
        let Some((before, after)) = text.split_at_checked(start) else {
            return false;
        };
        let length = after.find('\n').unwrap_or(after.len());
        let before = before.rfind('\n').map_or(start, |newline| start - newline);
        label.range = start..label.range.end.clamp(start, start + length);
        all_fit &= before + length <= LONGEST_LINE;
    }
    all_fit && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Arc;

    use super::*;
    use crate::{Code, Diagnostic, Location, Source};

    static CODE: Code = Code { name: "test/code", explanation: "" };

    fn print(text: &str, range: Range<usize>) -> String {
        let source = Source::new("a.graphql", text);
        let found = Diagnostic::error(&CODE, "wrong").at(Location::new(&source, range), "here");
        printed(&found)
    }

    fn printed(found: &Diagnostic<Location>) -> String {
        let printer = Printer::new(Style { unicode: false, colors: false, width: 80 });
        printer.print(&found.render(|location| Some(location.clone())))
    }

    #[test]
    fn the_marked_part_of_the_first_line_is_shown() {
        let text = print("type A {\n  b: C\n}", 11..17);
        assert!(text.contains("a.graphql:2:3") && text.contains("2 |   b: C"), "{text}");
        assert_eq!(text.matches("here").count(), 1, "{text}");
    }

    #[test]
    fn a_long_line_is_named_and_not_shown() {
        let text = print(&"x".repeat(9000), 8000..8001);
        assert!(text.contains("  at a.graphql:1:8001: here") && text.len() < 200, "{text}");
    }

    #[test]
    fn other_files_are_named() {
        let other: Arc<Source> = Source::new("b\u{1b}.graphql", "xy");
        let main = Source::new("a.graphql", "one");
        let found = Diagnostic::error(&CODE, "wrong").at(Location::new(&main, 0..1), "here");
        let text = printed(&found.at(Location::new(&other, 1..2), "and there"));
        assert!(text.contains("  at b\\u{1b}.graphql:1:2: and there"), "{text}");
    }

    #[test]
    fn what_can_be_accepted_has_its_coordinate() {
        let text = printed(&Diagnostic::warning(&CODE, "odd").about("Todo.name"));
        assert!(text.contains("test/code at Todo.name\n"), "{text}");
        let text = printed(&Diagnostic::error(&CODE, "wrong").about("Todo.name"));
        assert!(text.contains("test/code\n"), "{text}");
    }

    #[test]
    fn a_diagnostic_without_location_has_its_message_and_help() {
        let text = printed(&Diagnostic::error(&CODE, "wrong").help("do right"));
        assert!(
            text.contains("test/code")
                && text.contains("x wrong")
                && text.contains("help: do right")
        );
    }
}
