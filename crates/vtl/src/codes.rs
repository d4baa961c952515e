//! The kinds of diagnostics that a template can have before it runs.

use burgeon_diagnostics::Code;

/// The template does not parse.
pub static SYNTAX: Code = Code {
    name: "template/syntax",
    explanation: "The template is not valid in Velocity as AppSync runs it. The location is where \
the parser noticed it. `burgeon eval` evaluates a template with a context of your choice.",
};

/// A directive has no `#end`.
pub static UNCLOSED: Code = Code {
    name: "template/unclosed",
    explanation: "A directive that opens a block (`#if`, `#foreach`, `#macro`, `#define`) has no \
`#end`. The location is the directive; its block reaches the end of the template.",
};

/// The template nests too deep.
pub static NESTING: Code = Code {
    name: "template/nesting",
    explanation: "Directives or expressions nest more than 100 deep. Assign parts of an expression \
to variables with `#set`, or move a block into a macro.",
};

/// The template, or a number in it, is too large.
pub static SIZE: Code = Code {
    name: "template/size",
    explanation: "The template, or a number in it, exceeds the limit of the evaluator. AppSync \
accepts templates of 64 KiB.",
};

/// A directive that AppSync does not have.
pub static UNSUPPORTED_DIRECTIVE: Code = Code {
    name: "template/unsupported-directive",
    explanation: "`#parse` and `#include` read other files, of which AppSync has none. Copy the \
other template's text in their place.",
};

/// A utility that does not exist.
pub static UNKNOWN_UTILITY: Code = Code {
    name: "template/unknown-utility",
    explanation: "The template uses something below `$util` or `$extensions` that AppSync does \
not have. AppSync renders nothing in its place, without an error.",
};

/// A utility with a wrong number of arguments.
pub static ARGUMENT_COUNT: Code = Code {
    name: "template/argument-count",
    explanation: "The template calls something below `$util` or `$extensions` with more or fewer \
arguments than it takes. AppSync renders nothing in its place, without an error.",
};

/// All of them.
pub static ALL: &[&Code] = &[
    &SYNTAX,
    &UNCLOSED,
    &NESTING,
    &SIZE,
    &UNSUPPORTED_DIRECTIVE,
    &UNKNOWN_UTILITY,
    &ARGUMENT_COUNT,
];
