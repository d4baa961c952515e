//! What apollo-compiler finds, in Burgeon's own terms.

use apollo_compiler::diagnostic::{Diagnostic as ApolloDiagnostic, ToCliReport};
use apollo_compiler::schema::Schema;
use apollo_compiler::validation::{DiagnosticData, DiagnosticList};
use burgeon_core::Diagnostics;
use burgeon_core::diagnostics::{Code, Diagnostic};

static SYNTAX: Code = Code {
    name: "schema/syntax",
    explanation: "The text is not GraphQL's schema definition language. The place is where the \
reader gave up: the fault is there or just before it.",
};

static UNKNOWN_TYPE: Code = Code {
    name: "schema/unknown-type",
    explanation: "A field, an argument, an `implements` or a `union` names a type that no file \
defines and that AppSync does not know. Scalars that AppSync adds begin with `AWS`: `AWSDateTime`, \
`AWSJSON`, …; others cannot be used.",
};

static UNKNOWN_DIRECTIVE: Code = Code {
    name: "schema/unknown-directive",
    explanation: "No transformer and not AppSync itself knows the directive. `burgeon \
print-directives` prints those that are known.",
};

static UNKNOWN_ARGUMENT: Code = Code {
    name: "schema/unknown-argument",
    explanation: "The directive, or the input object in its argument, has no argument of that \
name. `burgeon explain <directive>` lists those that it has.",
};

static WRONG_VALUE: Code = Code {
    name: "schema/wrong-value",
    explanation: "The value is not of the type that the argument takes.",
};

static DUPLICATE: Code = Code {
    name: "schema/duplicate",
    explanation: "Two definitions have the same name. Remove one, or write the second as `extend \
type …` if both are meant to be one.",
};

static EMPTY: Code = Code {
    name: "schema/empty",
    explanation: "A type without fields, an enum without values or a union without members has no \
meaning in GraphQL.",
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
    &EMPTY,
    &INVALID,
];

/// Adds all that was found, but for what is no fault in an annotated schema.
pub(super) fn report(found: &DiagnosticList, schema: &Schema, diagnostics: &mut Diagnostics) {
    for fault in found.iter() {
        // The compiler adds the query type when it adds the queries.
        if fault.error.unstable_error_name() != Some("QueryRootOperationType") {
            diagnostics.push(translate(&fault, schema));
        }
    }
}

fn translate(fault: &ApolloDiagnostic<'_, DiagnosticData>, schema: &Schema) -> Diagnostic {
    let message = fault.error.to_string();
    let code = code_of(fault.error.unstable_error_name(), &message);
    let written = written_at(fault);
    let diagnostic = Diagnostic::error(code, message.trim_end_matches('.'))
        .at_node(fault.error.location(), label_of(code));
    match code.name {
        "schema/unknown-type" => diagnostic
            .help("define the type, or use one that is defined")
            .did_you_mean(written, schema.types.keys().map(|name| name.as_str())),
        "schema/unknown-directive" => diagnostic
            .help("`burgeon print-directives` prints the directives that are known")
            .did_you_mean(
                written.trim_start_matches('@').split(['(', ' ']).next().unwrap_or_default(),
                schema.directive_definitions.keys().map(|name| name.as_str()),
            ),
        "schema/duplicate" => diagnostic.help("remove one of them, or write `extend`"),
        _ => diagnostic,
    }
}

fn code_of(name: Option<&str>, message: &str) -> &'static Code {
    match name {
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
        Some(_) => &INVALID,
        // Syntax errors and those of merging have no name; merging words its own as follows.
        None if message.contains("defined multiple times")
            || message.contains("duplicate definitions") =>
        {
            &DUPLICATE
        }
        None if message.starts_with("syntax error") => &SYNTAX,
        None => &INVALID,
    }
}

fn label_of(code: &Code) -> &'static str {
    match code.name {
        "schema/syntax" => "here",
        "schema/unknown-type" => "no such type",
        "schema/unknown-directive" => "no such directive",
        "schema/unknown-argument" => "no such argument",
        "schema/wrong-value" => "not what is asked for here",
        "schema/duplicate" => "defined again here",
        "schema/empty" => "nothing in it",
        _ => "this",
    }
}

fn written_at<'a>(fault: &ApolloDiagnostic<'a, DiagnosticData>) -> &'a str {
    let place = fault.error.location();
    let text = place.and_then(|span| {
        let file = fault.sources.get(&span.file_id())?;
        file.source_text().get(span.offset()..span.end_offset())
    });
    text.unwrap_or_default()
}
