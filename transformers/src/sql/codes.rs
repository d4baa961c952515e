use burgeon_core::Code;

use crate::custom_field::{NO_RESOLVER, TWO_SOURCES};

pub(super) static PLACE: Code = Code {
    name: "sql/place",
    explanation: "`@sql` is supported on fields of `Query` and `Mutation`. A field of an object is a \
column of its row, or a relation.",
};

pub(super) static NO_STATEMENT: Code = Code {
    name: "sql/no-statement",
    explanation: "`@sql` takes either `statement`, the SQL itself, or `reference`, the name of a \
statement in the settings, under `databases.<name>.statements`.",
};

pub(super) static UNKNOWN_STATEMENT: Code = Code {
    name: "sql/unknown-statement",
    explanation: "`reference` names a statement in the settings, and the database has none of that \
name: `databases: { main: { statements: { name: \"SELECT …\" } } }`.",
};

pub(super) static NO_DATABASE: Code = Code {
    name: "sql/no-database",
    explanation: "A statement is sent to a database. It is the one that `database` names, or the \
default store of models (`storage`), or the only one where models \
are kept. Databases without models are named in the settings as well: \
`databases: { reports: { … } }`, with `storage` of the models elsewhere.",
};

pub(super) static UNKNOWN_VARIABLE: Code = Code {
    name: "sql/unknown-variable",
    explanation: "`:name` in a statement is a variable for the field's argument of that name. It is \
bound, so every text that a client sends stays a value. The field has no such argument. Quoted \
text contains no variables: write `:name`, not `':name'`.",
};

pub(super) static TOO_MANY: Code = Code {
    name: "sql/too-many-statements",
    explanation: "AppSync sends two statements in a request at most. The field is the result of \
the last one. Use a function in the database for more.",
};

pub(super) static NO_ENGINE: Code = Code {
    name: "sql/no-engine",
    explanation: "PostgreSQL and MySQL differ in how they quote strings and write comments (`'it\\'s'` \
is a whole string in MySQL only), which can change where `:name` is a variable. The engine of this \
database is unknown, because it holds no model. Write it in the settings: \
`databases: { reports: { engine: mysql } }`.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_RESOLVER,
    &TWO_SOURCES,
    &PLACE,
    &NO_STATEMENT,
    &UNKNOWN_STATEMENT,
    &NO_DATABASE,
    &UNKNOWN_VARIABLE,
    &NO_ENGINE,
    &TOO_MANY,
];
