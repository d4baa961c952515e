//! Parses every template before it is written.

use std::collections::HashMap;
use std::sync::Arc;

use appsync_vtl::{RenderedDiagnostic, Template, codes};
use burgeon_core::api::Coordinate;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{Defect, Diagnostics};
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::PlannedResolver;

pub(super) static CODES: &[&Code] = &[
    &codes::SYNTAX,
    &codes::UNCLOSED,
    &codes::NESTING,
    &codes::SIZE,
    &codes::UNSUPPORTED_DIRECTIVE,
    &codes::UNKNOWN_UTILITY,
    &codes::ARGUMENT_COUNT,
];

/// The diagnostics of a template, in the order of their locations.
fn faults(text: &str) -> Vec<RenderedDiagnostic> {
    match Template::parse(text) {
        Ok(template) => template.check(),
        Err(error) => error.0,
    }
}

/// Reports syntax errors of a custom template, and its utilities that do not exist or take other
/// arguments.
pub fn check_template(source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    for found in faults(&source.text) {
        let diagnostic = Diagnostic::error(found.code, found.message.clone());
        diagnostics.push(in_source(diagnostic, found, source));
    }
}

/// A diagnostic with the locations and the help of what was found in a template.
fn in_source(
    mut diagnostic: Diagnostic,
    found: RenderedDiagnostic,
    source: &Arc<Source>,
) -> Diagnostic {
    for label in found.labels {
        diagnostic = diagnostic.at(SourceLocation::Text(source.clone(), label.range), label.text);
    }
    match found.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The errors of the templates that the compiler wrote. They are defects.
pub(crate) fn defects(resolvers: &[PlannedResolver]) -> Vec<Diagnostic> {
    let all = resolvers.iter().flat_map(|resolver| {
        resolver.kind.templates().into_iter().map(|text| (text, &resolver.at))
    });
    // Many templates of many models are the same text, and most others differ in a name only.
    let distinct: HashMap<&str, &Coordinate, FixedState> = all.collect();
    let by_skeleton: HashMap<String, (&str, &Coordinate), FixedState> =
        distinct.into_iter().map(|(text, at)| (skeleton(text), (text, at))).collect();
    let distinct: Vec<(&str, &Coordinate)> = by_skeleton.into_values().collect();
    distinct
        .into_par_iter()
        .flat_map_iter(|(text, at)| {
            let source = Source::new("generated.vtl", text);
            faults(text).into_iter().map(move |found| {
                let defect = Defect::new(found.message.as_str()).at(at).diagnostic();
                in_source(defect, found, &source)
            })
        })
        .collect()
}

/// The template with one placeholder for every quoted name.
///
/// Velocity reads such names as words, in a string or in text, so two templates that differ in
/// names only have the same errors. No keyword of Velocity has a capital letter.
fn skeleton(text: &str) -> String {
    let is_name = |piece: &str| {
        piece.starts_with(|first: char| first.is_ascii_uppercase())
            && piece.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut skeleton = String::with_capacity(text.len());
    let mut pieces = text.split('"').peekable();
    let mut is_quoted = false;
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        let is_name = is_quoted && !is_last && is_name(piece);
        skeleton.push_str(if is_name { "Name" } else { piece });
        if !is_last {
            skeleton.push('"');
        }
        is_quoted = true;
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{faults, skeleton};

    #[test]
    fn a_skeleton_has_one_name_for_all_in_quotes() {
        let text = "$Post.put(\"Post\", 'Post', \"a Post\")\n\"Tag_2\"";
        let names = "$Post.put(\"Name\", 'Post', \"a Post\")\n\"Name\"";
        assert_eq!(skeleton(text), names);
        assert_eq!(skeleton("\"post\""), "\"post\"");
        assert_eq!(skeleton("Post\"Tag"), "Post\"Tag");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn a_template_has_the_faults_of_its_skeleton(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "\"Post\"", "\"", "'", "Post", "$a", "$", "#", "{", "}", "(", ")", "[", "]", ".", ",",
                    ":", " ", "\n", "\\", "!", "=", "==", "##", "#*", "*#", "#[[", "]]#", "1", "#if(",
                    "#set($a = ", "#foreach($a in ", "#end", "#else", "#macro(", "#Post", "$util.",
                    "$a.put(\"Post\", ",
                ]),
                1..16,
            ),
        ) {
            let text = pieces.concat();
            let codes = |text: &str| -> Vec<_> {
                faults(text).into_iter().map(|found| found.code.name).collect()
            };
            prop_assert_eq!(codes(&text), codes(&skeleton(&text)), "{}", text);
        }
    }
}
