//! Parsing and checking a module's text.

use std::ops::Range;

use burgeon_diagnostics::{Diagnostic, Severity};
use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{SourceType, Span};

use crate::link::{self, Linked};
use crate::{check, codes, nesting};

/// A diagnostic about a range of the module's bytes.
pub(crate) type Finding = Diagnostic<Range<usize>>;

const MAX_CHARS: usize = burgeon_quotas::appsync::CODE_CHARACTERS;
/// Diagnostics of a module that are reported.
const MAX_FINDINGS: usize = 100;
/// Stack that the parser and the checker may take up for each byte of the text: operators, member
/// accesses and `else if` recurse without brackets.
const STACK_PER_BYTE: usize = 4096;
const STACK_BASE: usize = 2 << 20;

/// The bytes of a span.
pub(crate) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// What AppSync refuses in a module, and the module as a function (`link`) if it can be linked.
pub(crate) fn parse(text: &str) -> (Vec<Finding>, Option<Linked>) {
    let length = text.chars().count();
    if length > MAX_CHARS {
        let finding = Finding::error(&codes::SIZE, "the code is too large")
            .at(0..0, format!("has {length} characters"))
            .help(format!("AppSync takes {MAX_CHARS} characters; split the work into functions"));
        return (vec![finding], None);
    }
    if let Some(place) = nesting::too_deep(text) {
        let finding = Finding::error(&codes::NESTING, "brackets nest too deep")
            .at(place, format!("more than {} deep", nesting::MAX_DEPTH))
            .help("assign parts of it to constants");
        return (vec![finding], None);
    }
    let parsed = on_large_stack(text.len(), || parse_here(text));
    let (mut findings, function) = parsed.unwrap_or_else(|| {
        let finding = Finding::error(&codes::NESTING, "cannot parse the code")
            .at(0..0, "there is too little memory for its nesting");
        (vec![finding], None)
    });
    // Errors first: what is cut off must not be the reason to refuse the module.
    let start = |finding: &Finding| finding.location().map_or(0, |location| location.start);
    findings.sort_by_key(|finding| (finding.severity() != Severity::Error, start(finding)));
    findings.truncate(MAX_FINDINGS);
    (findings, function)
}

/// Runs something that recurses as deep as a text of so many bytes makes it.
fn on_large_stack<T: Send>(bytes: usize, run: impl FnOnce() -> T + Send) -> Option<T> {
    let stack = STACK_BASE + bytes * STACK_PER_BYTE;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, run).ok()?;
        thread.join().ok()
    })
}

fn parse_here(text: &str) -> (Vec<Finding>, Option<Linked>) {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    if !parsed.errors.is_empty() || parsed.panicked {
        return (parsed.errors.iter().map(syntax).collect(), None);
    }
    let built = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
    if !built.errors.is_empty() {
        return (built.errors.iter().map(syntax).collect(), None);
    }
    let mut findings = check::check(&built.semantic);
    let (faults, function) = link::link(text, &parsed.program);
    findings.extend(faults);
    (findings, function)
}

/// A syntax error in the words of the parser.
fn syntax(error: &oxc_diagnostics::OxcDiagnostic) -> Finding {
    let mut message = error.message.to_string();
    if message.chars().nth(1).is_some_and(char::is_lowercase)
        && let Some(first) = message.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    let mut finding = Finding::error(&codes::SYNTAX, message.trim_end_matches('.'));
    let labels = error.labels.as_deref().unwrap_or_default();
    for label in labels {
        let place = label.offset()..label.offset() + label.len();
        finding = finding.at(place, label.label().unwrap_or("here"));
    }
    if labels.is_empty() {
        finding = finding.at(0..0, "here");
    }
    match &error.help {
        Some(help) => finding.help(help.trim_end_matches('.')),
        None => finding,
    }
}
