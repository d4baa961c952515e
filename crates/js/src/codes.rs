//! The kinds of diagnostics that a module can have before it runs.

use burgeon_diagnostics::Code;

/// The module does not parse.
pub static SYNTAX: Code = Code {
    name: "module/syntax",
    explanation: "The module is not valid JavaScript. TypeScript is not JavaScript: compile it, with \
its imports, into one file, for example with `esbuild --bundle --format=esm \
--external:@aws-appsync/utils`.",
};

/// The module is larger than AppSync takes.
pub static SIZE: Code = Code {
    name: "module/size",
    explanation: "AppSync takes 32,768 characters of code for a resolver or a function, inline source \
maps included. Move work into another function of the pipeline, or minify the code.",
};

/// The module nests too deep.
pub static NESTING: Code = Code {
    name: "module/nesting",
    explanation: "Brackets nest more than 256 deep. Assign parts of an expression to constants, or \
move a block into a function.",
};

/// A statement that AppSync does not run.
pub static UNSUPPORTED_STATEMENT: Code = Code {
    name: "module/unsupported-statement",
    explanation: "AppSync runs a subset of JavaScript. Loops are `for … of` and `for … in`; `while`, \
`do`, `for (;;)`, `continue`, labels, `try` and `throw` do not exist. `util.error` ends a handler with \
an error.",
};

/// An operator that AppSync does not have.
pub static UNSUPPORTED_OPERATOR: Code = Code {
    name: "module/unsupported-operator",
    explanation: "AppSync has neither `++`, `--` and `~` nor `in` and `instanceof`. Write `x += 1`, \
and `Object.hasOwn(object, key)`.",
};

/// An expression that AppSync does not run.
pub static UNSUPPORTED_EXPRESSION: Code = Code {
    name: "module/unsupported-expression",
    explanation: "AppSync runs a subset of JavaScript: no classes, `new` or `this`, no generators, \
`async` or `await`, no regular expression literals, big integers, getters or setters, and no imports \
at run time.",
};

/// A function that calls itself.
pub static RECURSION: Code = Code {
    name: "module/recursion",
    explanation: "AppSync does not run functions that call themselves, directly or through others. \
Loop over arrays with `for … of`.",
};

/// A function that is used as a value.
pub static FUNCTION_VALUE: Code = Code {
    name: "module/function-value",
    explanation: "A function can be called, and it can be the callback of an array method such as \
`map` or `filter`. It cannot be passed to another function, returned or assigned to a second variable.",
};

/// A method that AppSync does not have.
pub static UNSUPPORTED_METHOD: Code = Code {
    name: "module/unsupported-method",
    explanation: "AppSync has a part of the methods of JavaScript's objects. Its developer guide lists \
them under \"Supported runtime features\".",
};

/// A method that AppSync does not document.
pub static UNDOCUMENTED_METHOD: Code = Code {
    name: "module/undocumented-method",
    explanation: "AppSync's developer guide does not list the function among the supported ones, and \
its linter does not refuse it. It may not run.",
};

/// A utility that does not exist.
pub static UNKNOWN_UTILITY: Code = Code {
    name: "module/unknown-utility",
    explanation: "The module uses something below `util`, `extensions` or `runtime` that AppSync does \
not have. Some utilities of templates do not exist here: `JSON.stringify` is `$util.toJson`, and `??` \
is `$util.defaultIfNull`.",
};

/// An import of something that AppSync does not have.
pub static UNKNOWN_IMPORT: Code = Code {
    name: "module/unknown-import",
    explanation: "AppSync has the modules `@aws-appsync/utils`, `@aws-appsync/utils/dynamodb`, \
`@aws-appsync/utils/rds` and `@aws-appsync/utils/ai`. Code of other modules has to be bundled into the \
file.",
};

/// A name that is declared nowhere.
pub static UNKNOWN_NAME: Code = Code {
    name: "module/unknown-name",
    explanation: "The name is declared nowhere in the module, and AppSync has no global object of \
this name.",
};

/// A handler that the module does not export, or an export that is not a handler.
pub static EXPORTS: Code = Code {
    name: "module/exports",
    explanation: "AppSync calls the exported functions `request` and `response` of a resolver's or \
function's code. Both have to exist.",
};

/// An assignment to the context or to one of its parts.
pub static CONTEXT_ASSIGNMENT: Code = Code {
    name: "module/context-assignment",
    explanation: "The context and its parts cannot be replaced: neither `ctx = …` nor `ctx.stash = …` \
nor `ctx.args = …`. Properties below them can be set: `ctx.stash.id = …`.",
};

/// All of them.
pub static ALL: &[&Code] = &[
    &SYNTAX,
    &SIZE,
    &NESTING,
    &UNSUPPORTED_STATEMENT,
    &UNSUPPORTED_OPERATOR,
    &UNSUPPORTED_EXPRESSION,
    &RECURSION,
    &FUNCTION_VALUE,
    &UNSUPPORTED_METHOD,
    &UNDOCUMENTED_METHOD,
    &UNKNOWN_UTILITY,
    &UNKNOWN_IMPORT,
    &UNKNOWN_NAME,
    &EXPORTS,
    &CONTEXT_ASSIGNMENT,
];
