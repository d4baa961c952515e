//! Reads the valid definitions of a file with syntax errors.
//!
//! After a missing brace, a parser reads the following definitions as fields. This module therefore
//! splits the file at the keywords of definitions and parses each separately. Damaged definitions
//! are reported and omitted.

use std::ops::Range;
use std::sync::Arc;

use apollo_compiler::ast::Document as Ast;
use apollo_compiler::parser::Parser;
use apollo_parser::TokenKind;
use burgeon_core::Diagnostic;
use burgeon_core::source::{Source, SourceLocation};

use super::diagnostics;
use super::pieces::{Piece, pieces};

/// A file with syntax errors, as far as it can be read.
pub(super) struct Recovered {
    /// The sound definitions, each at its place in the file.
    pub sound: Ast,
    /// The definitions that are left out, as far as they have names.
    pub damaged: Vec<Damaged>,
    /// The syntax errors.
    pub faults: Vec<Diagnostic>,
}

/// A definition with a syntax error.
pub(super) struct Damaged {
    /// The keyword of its kind: `type`, `input`, `extend`.
    pub keyword: String,
    /// Its name.
    pub name: String,
}

/// Reads the sound definitions of a file; none if the damage cannot be confined to some of them.
pub(super) fn recover(source: &Arc<Source>, recursion_limit: usize) -> Option<Recovered> {
    let text = &source.text;
    let pieces = pieces(text);
    let (mut damaged, mut found) = (vec![], vec![]);
    let mut sound = text.clone().into_bytes();
    for (position, piece) in pieces.iter().enumerate() {
        let parser = apollo_parser::Parser::new(&text[piece.range.clone()]);
        let tree = parser.recursion_limit(recursion_limit).parse();
        let errors: Vec<&apollo_parser::Error> = tree.errors().collect();
        if errors.is_empty() {
            continue;
        }
        found.extend(faults_in(source, piece, pieces.get(position + 1), &errors));
        damaged.extend(piece.name.clone().map(|name| {
            let (keyword, name) = (piece.keyword.clone(), text[name].to_owned());
            Damaged { keyword, name }
        }));
        blank(&mut sound[piece.range.clone()]);
    }
    if found.is_empty() {
        return None;
    }
    let sound = String::from_utf8(sound).ok()?;
    let sound = if sound.trim().is_empty() {
        Ast::new()
    } else {
        Parser::new().recursion_limit(recursion_limit).parse_ast(sound, &source.path).ok()?
    };
    Some(Recovered { sound, damaged, faults: found })
}

/// Overwrites a text by spaces; the lines stay.
fn blank(text: &mut [u8]) {
    text.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
}

/// The syntax errors of a piece, without those that follow from another one.
fn faults_in(
    source: &Arc<Source>,
    piece: &Piece,
    next: Option<&Piece>,
    errors: &[&apollo_parser::Error],
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut last_end = None;
    for error in errors {
        let start = piece.range.start + error.index();
        let end = (start + error.data().len()).min(source.text.len());
        let follows =
            last_end.is_some_and(|last| diagnostics::is_consequence(&source.text, last, start));
        last_end = Some(end);
        if !follows {
            faults.push(fault(source, piece, next, error, start..end));
        }
    }
    faults
}

fn fault(
    source: &Arc<Source>,
    piece: &Piece,
    next: Option<&Piece>,
    error: &apollo_parser::Error,
    range: Range<usize>,
) -> Diagnostic {
    let text = &source.text;
    let is_at_end = error.is_eof() || text[range.start..piece.range.end].trim().is_empty();
    let place = |range: Range<usize>| SourceLocation::Text(source.clone(), range);
    match next.filter(|_| is_at_end) {
        // The piece ends where the next definition begins, not the file.
        Some(next) => {
            let found = match next.first_kind {
                TokenKind::StringValue => "StringValue",
                _ => &text[next.first.clone()],
            };
            let message = error.message().replace("got EOF", &format!("got {found}"));
            let fault = diagnostics::syntax(&message, error.is_limit(), place(next.first.clone()));
            match &piece.name {
                Some(name) => fault.at(place(name.clone()), "in this definition"),
                None => fault,
            }
        }
        None => {
            let line_end = text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
            diagnostics::syntax(error.message(), error.is_limit(), place(range.start..line_end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the valid definitions, those of the damaged ones, and the offset of the errors.
    fn recovered(text: &str) -> (Vec<String>, Vec<String>, usize) {
        let read = recover(&Source::new("a.graphql", text), 200).unwrap();
        let sound = read.sound.definitions.iter().filter_map(|one| one.name());
        let damaged = read.damaged.into_iter().map(|damaged| damaged.name);
        (sound.map(ToString::to_string).collect(), damaged.collect(), read.faults.len())
    }

    #[test]
    fn a_missing_brace_damages_one_definition() {
        for text in [
            "type A {\n  a: String\n\ntype B {\n  b: String\n}\n\nenum C { X }",
            "    type A {\n      a: String\n    type B { b: String }\n    enum C { X }",
            "type A\n  a: String\n}\n\"of B\"\ntype B { b: String }\nenum C { X }",
        ] {
            let (sound, damaged, _) = recovered(text);
            assert_eq!(sound, ["B", "C"], "{text}");
            assert_eq!(damaged, ["A"], "{text}");
        }
    }

    #[test]
    fn every_damaged_definition_has_its_own_fault() {
        let text = "type A { a: }\ntype B { b: String }\ninput C { c String }\nunion D = | |\n";
        assert_eq!(
            recovered(text),
            (vec!["B".into()], vec!["A".into(), "C".into(), "D".into()], 3)
        );
    }

    #[test]
    fn what_is_no_definition_damages_none() {
        let (sound, damaged, faults) =
            recovered("type A { a: String } }\ntyp B { b: String }\ntype C { c: String }");
        assert_eq!((sound, faults), (vec!["A".to_owned(), "C".to_owned()], 2));
        assert_eq!(damaged, ["B"]);
    }

    #[test]
    fn a_text_without_an_end_damages_what_it_is_in() {
        let (sound, damaged, _) =
            recovered("type A { a: String }\n\"\"\"of B\ntype B { b: String }\ntype C { c: Int }");
        assert_eq!(sound, ["A", "C"], "{damaged:?}");
    }

    #[test]
    fn a_field_may_be_called_as_a_keyword_is() {
        let text = "type A {\n  type: String\n  input: Int\n}\ntype B { b: }";
        assert_eq!(recovered(text).0, ["A"]);
    }

    #[test]
    fn sound_definitions_keep_their_places() {
        let text = "type Ä { a }\ntype B { b: String }";
        let read = recover(&Source::new("a.graphql", text), 200).unwrap();
        let place = read.sound.definitions.first().and_then(|one| one.location()).unwrap();
        assert_eq!(&text[place.offset()..place.end_offset()], "type B { b: String }");
    }
}
