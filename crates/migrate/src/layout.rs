//! The layout around a position in a text, for edits in the author's style.

use std::ops::Range;

use apollo_compiler::Node;

/// The bytes of a node in its file's text.
pub(crate) fn range<T: ?Sized>(node: &Node<T>) -> Range<usize> {
    node.location().map_or(0..0, |span| span.offset()..span.end_offset())
}

/// The range to delete to remove a range without a gap.
pub(crate) fn removal(text: &str, range: Range<usize>) -> Range<usize> {
    let blank = |c: char| matches!(c, ' ' | '\t' | ',' | '\r');
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let spaces_after = after.len() - after.trim_start_matches(blank).len();
    let rest = &after[spaces_after..];
    let Some(line_before) = before.trim_end_matches(blank).strip_suffix('\n') else {
        return before.trim_end_matches(blank).len()..range.end;
    };
    let line_before = line_before.trim_end_matches('\r');
    let is_commented = line_before.rsplit('\n').next().is_some_and(|line| line.contains('#'));
    match rest.chars().next() {
        None | Some('\n') => line_before.len()..range.end + blank_to_line_end(after),
        // A comment keeps its line, and no code becomes part of it.
        Some(next) if next == '#' || is_commented => range.start..range.end + spaces_after,
        Some(_) => line_before.len()..range.end,
    }
}

/// The spaces before the line ends, without what ends it.
fn blank_to_line_end(after: &str) -> usize {
    after.split('\n').next().unwrap_or(after).trim_end_matches('\r').len()
}

/// The position for a new line after the given end and a comment behind it. `None` if
/// something else follows in the line.
pub(crate) fn line_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let line = rest.split('\n').next().unwrap_or(rest).trim_end_matches('\r');
    let is_free = |line: &str| line.is_empty() || line.starts_with('#');
    is_free(line.trim_start_matches([' ', '\t', ','])).then_some(end + line.len())
}

/// The spaces before what begins a line; none if it does not.
pub(crate) fn indent(text: &str, start: usize) -> Option<&str> {
    let before = text.get(..start)?;
    let line = before.rsplit('\n').next().unwrap_or(before);
    line.chars().all(char::is_whitespace).then_some(line)
}

/// The line ending of the text.
pub(crate) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn removed(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        let range = removal(text, start..start + part.len());
        format!("{}{}", &text[..range.start], &text[range.end..])
    }

    #[test]
    fn a_line_of_its_own_goes_whole() {
        assert_eq!(removed("type A @m\n  @k(x)\n{ }", "@k(x)"), "type A @m\n{ }");
        assert_eq!(removed("type A @m\r\n  @k(x)  \r\n{ }", "@k(x)"), "type A @m\r\n{ }");
    }

    #[test]
    fn what_shares_the_line_stays() {
        assert_eq!(removed("type A @m # of\n  @k(x) {", "@k(x)"), "type A @m # of\n  {");
        assert_eq!(removed("type A\n  @m\n  @k(x) {", "@k(x)"), "type A\n  @m {");
        assert_eq!(removed("type A @m\n  @k(x) # why\n{", "@k(x)"), "type A @m\n  # why\n{");
        assert_eq!(removed("type A @m @k(x) {", "@k(x)"), "type A @m {");
        assert_eq!(removed("type A @k(x)@m{", "@k(x)"), "type A@m{");
    }

    #[test]
    fn a_line_ends_behind_its_comment() {
        assert_eq!(line_end("a: B # c\r\nd", 4), Some(8));
        assert_eq!(line_end("a: B }", 4), None);
        assert_eq!(indent("x\n  a", 4), Some("  "));
        assert_eq!(indent("x a", 2), None);
    }
}
