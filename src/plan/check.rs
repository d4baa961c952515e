//! Parses every template before it is written.

use std::collections::HashSet;
use std::sync::Arc;

use appsync_vtl::{Fault, Template};
use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::source::{Place, Source};
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::PlannedResolver;

static SYNTAX: Code = Code {
    name: "template/syntax",
    explanation: "The template is not Velocity as AppSync runs it. The place is where the fault \
was noticed. `burgeon eval` runs a template with a context of your own.",
};

static UNKNOWN_UTILITY: Code = Code {
    name: "template/unknown-utility",
    explanation: "The template calls something below `$util` or `$extensions` that AppSync does \
not have. AppSync would answer nothing, silently, in its place.",
};

static ARGUMENT_COUNT: Code = Code {
    name: "template/argument-count",
    explanation: "The template calls something below `$util` or `$extensions` with more or fewer \
arguments than it takes. AppSync would answer nothing, silently, in its place.",
};

static DEFECT: Code = Code {
    name: "template/defect",
    explanation: "A template that Burgeon wrote itself does not parse. This is a defect of Burgeon: \
nothing in a schema should lead here. Please report the schema.",
};

pub(super) static CODES: &[&Code] = &[&SYNTAX, &UNKNOWN_UTILITY, &ARGUMENT_COUNT, &DEFECT];

/// Faults of a template, in the order of their places.
fn faults(text: &str) -> Vec<Fault> {
    match Template::parse(text) {
        Ok(template) => template.check(),
        Err(faults) => faults.0,
    }
}

/// Reports the faults of a template of the author's: what does not parse, and utilities that do not
/// exist or take other arguments.
pub fn check_template(source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    for fault in faults(&source.text) {
        let code = match fault.code {
            "vtl::unknown_utility" => &UNKNOWN_UTILITY,
            "vtl::argument_count" => &ARGUMENT_COUNT,
            _ => &SYNTAX,
        };
        let start = fault.span.offset();
        let place = Place::Text(source.clone(), start..start + fault.span.len());
        let found = Diagnostic::error(code, fault.message).at(place, fault.label);
        diagnostics.push(match fault.help {
            Some(help) => found.help(help),
            None => found,
        });
    }
}

/// The faults of the templates that the compiler wrote: there should be none.
pub(crate) fn defects(resolvers: &[PlannedResolver]) -> Vec<Diagnostic> {
    let all = resolvers.iter().flat_map(|resolver| resolver.kind.templates());
    // Many templates of many models are the same text.
    let distinct: HashSet<&str, FixedState> = all.collect();
    distinct
        .into_par_iter()
        .flat_map_iter(|text| {
            let source = Source::new("generated.vtl", text);
            faults(text).into_iter().map(move |fault| {
                let start = fault.span.offset();
                let place = Place::Text(source.clone(), start..start + fault.span.len());
                Diagnostic::error(&DEFECT, fault.message).at(place, fault.label)
            })
        })
        .collect()
}
