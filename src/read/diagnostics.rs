//! Translates the diagnostics of apollo-compiler into Burgeon's.

use apollo_compiler::diagnostic::{Diagnostic as ApolloDiagnostic, ToCliReport};
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::Schema;
use apollo_compiler::validation::{DiagnosticData, DiagnosticList};
use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::source::SourceLocation;

use super::messages;

static SYNTAX: Code = Code {
    name: "schema/syntax",
    explanation: "The text is not GraphQL's schema definition language. The location is where the \
parser stopped: the error is there or just before it.",
};

static UNKNOWN_TYPE: Code = Code {
    name: "schema/unknown-type",
    explanation: "A field, an argument, an `implements` or a `union` names a type that neither a \
file nor AppSync defines. AppSync's scalars begin with `AWS`: `AWSDateTime`, `AWSJSON`, …; custom \
scalars are not supported.",
};

static UNKNOWN_DIRECTIVE: Code = Code {
    name: "schema/unknown-directive",
    explanation: "The directive is neither Burgeon's nor AppSync's. `burgeon print-directives` \
prints the known ones.",
};

static UNKNOWN_ARGUMENT: Code = Code {
    name: "schema/unknown-argument",
    explanation: "The directive, or the input object in its argument, has no argument of that \
name. `burgeon explain <directive>` lists those that it has.",
};

static WRONG_VALUE: Code = Code {
    name: "schema/wrong-value",
    explanation: "The value does not have the type of the argument, or lacks a required member. \
`burgeon print-directives` shows the types of all arguments.",
};

static DUPLICATE: Code = Code {
    name: "schema/duplicate",
    explanation: "Two definitions have the same name. Remove one, or write the second as `extend \
type …` if both are meant to be one.",
};

static MISPLACED: Code = Code {
    name: "schema/misplaced-directive",
    explanation: "Each directive has its locations: object types, fields, and so on. `burgeon \
explain <directive>` prints its definition, with the locations after `on`.",
};

static EMPTY: Code = Code {
    name: "schema/empty",
    explanation: "GraphQL requires a type to have fields, an enum to have values, and a union to \
have members. Add one, or remove the definition.",
};

static INVALID: Code = Code {
    name: "schema/invalid",
    explanation: "The schema breaks a rule of the GraphQL specification's chapter on the type \
system: <https://spec.graphql.org/October2021/#sec-Type-System>.",
};

pub(super) static CODES: &[&Code] = &[
    &SYNTAX,
    &UNKNOWN_TYPE,
    &UNKNOWN_DIRECTIVE,
    &UNKNOWN_ARGUMENT,
    &WRONG_VALUE,
    &DUPLICATE,
    &MISPLACED,
    &EMPTY,
    &INVALID,
];

/// Adds all faults, except those that an annotated schema may have.
pub(super) fn report(found: &DiagnosticList, schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut last_syntax: Option<SourceSpan> = None;
    for fault in found.iter() {
        // The compiler adds the query type when it adds the queries.
        if fault.error.unstable_error_name() == Some("QueryRootOperationType") {
            continue;
        }
        if is_syntax(&fault) {
            let place = fault.error.location();
            let follows = last_syntax.zip(place).is_some_and(|(last, here)| {
                fault.sources.get(&last.file_id()).is_some_and(|file| {
                    last.file_id() == here.file_id()
                        && is_consequence(file.source_text(), last.end_offset(), here.offset())
                })
            });
            last_syntax = place.or(last_syntax);
            if follows {
                continue;
            }
        }
        diagnostics.push(translate(&fault, schema));
    }
}

fn is_syntax(fault: &ApolloDiagnostic<'_, DiagnosticData>) -> bool {
    fault.error.unstable_error_name().is_none()
        && fault.error.to_string().starts_with("syntax error")
}

/// Whether a syntax error follows from the one before it: the parser stumbles over the rest of the
/// line, and over what comes next.
pub(super) fn is_consequence(text: &str, last_end: usize, start: usize) -> bool {
    match text.get(last_end..start) {
        Some(between) => !between.contains('\n') || between.trim().is_empty(),
        // One within the other.
        None => true,
    }
}

/// A syntax error, from the message of the parser.
pub(super) fn syntax(message: &str, is_limit: bool, place: SourceLocation) -> Diagnostic {
    let message = if is_limit { message.to_owned() } else { format!("syntax error: {message}") };
    let worded = messages::translate(None, &message, &Schema::new());
    let fault = Diagnostic::error(&SYNTAX, worded.message).at(place, worded.label);
    match worded.help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn translate(fault: &ApolloDiagnostic<'_, DiagnosticData>, schema: &Schema) -> Diagnostic {
    let message = fault.error.to_string();
    let kind = fault.error.unstable_error_name();
    let code = code_of(kind, &message);
    let worded = messages::translate(kind, &message, schema);
    let mut diagnostic =
        Diagnostic::error(code, worded.message).at_node(fault.error.location(), worded.label);
    if let Some((place, label)) = worded.other {
        diagnostic = diagnostic.at_node(place, label);
    }
    if let Some(help) = worded.help {
        diagnostic = diagnostic.help(help);
    }
    match worded.mistyped {
        Some((written, candidates)) => {
            diagnostic.did_you_mean(&written, candidates.iter().map(String::as_str))
        }
        None => diagnostic,
    }
}

fn code_of(kind: Option<&str>, message: &str) -> &'static Code {
    match kind {
        Some("UndefinedDefinition") => &UNKNOWN_TYPE,
        Some("UndefinedDirective") => &UNKNOWN_DIRECTIVE,
        Some("UndefinedArgument" | "UndefinedInputValue") => &UNKNOWN_ARGUMENT,
        Some(
            "UnsupportedValueType"
            | "IntCoercionError"
            | "FloatCoercionError"
            | "UndefinedEnumValue"
            | "RequiredArgument"
            | "RequiredField",
        ) => &WRONG_VALUE,
        Some("UniqueArgument" | "UniqueInputValue" | "UniqueDirective") => &DUPLICATE,
        Some("EmptyFieldSet" | "EmptyValueSet" | "EmptyMemberSet" | "EmptyInputValueSet") => &EMPTY,
        Some("UnsupportedLocation") => &MISPLACED,
        Some(_) => &INVALID,
        // Syntax errors and those of merging have no name; merging words its own as follows.
        None if message.contains("defined multiple times")
            || message.contains("duplicate definitions")
            || message.contains("more than once")
            || message.contains("multiple `schema` definitions") =>
        {
            &DUPLICATE
        }
        None if message.starts_with("syntax error") || messages::is_limit(message) => &SYNTAX,
        None => &INVALID,
    }
}
