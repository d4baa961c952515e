use burgeon_core::Code;

use crate::custom_field::{NO_RESOLVER, TWO_SOURCES};

pub(super) static PLACE: Code = Code {
    name: "sql/place",
    explanation: "`@sql` stands on fields of `Query` and `Mutation`. What a field of an object shows \
is read with the object, or led to by a relation.",
};

pub(super) static NO_STATEMENT: Code = Code {
    name: "sql/no-statement",
    explanation: "`@sql` takes either `statement`, the SQL itself, or `reference`, the name of a \
statement that stands in the settings, under `databases.<name>.statements`.",
};

pub(super) static UNKNOWN_STATEMENT: Code = Code {
    name: "sql/unknown-statement",
    explanation: "`reference` names a statement in the settings, and the database has none of that \
name: `databases: { main: { statements: { name: \"SELECT …\" } } }`.",
};

pub(super) static NO_DATABASE: Code = Code {
    name: "sql/no-database",
    explanation: "A statement is sent to a database. It is the one that `database` names, or the one \
where models are kept unless the settings say otherwise (`storage`), or the only one where models \
are kept. Databases without models are named in the settings as well: \
`databases: { reports: { … } }`, with `storage` of the models elsewhere.",
};

pub(super) static UNKNOWN_VARIABLE: Code = Code {
    name: "sql/unknown-variable",
    explanation: "`:name` in a statement stands for the field's argument of that name, and is bound: \
whatever a client writes there stays a value. The field has no such argument. Within quotes nothing \
is a variable: write `:name`, not `':name'`.",
};

pub(super) static TOO_MANY: Code = Code {
    name: "sql/too-many-statements",
    explanation: "AppSync sends two statements in a request at most. The field answers with what the \
last one finds. A function in the database does what takes more.",
};

pub(super) static NO_ENGINE: Code = Code {
    name: "sql/no-engine",
    explanation: "PostgreSQL and MySQL quote texts and write comments in ways of their own (`'it\\'s'` is \
a whole text in MySQL only), so that where `:name` is a variable may depend on who reads it. Nothing says \
which of them the database is: no model is kept in it. Its section in the settings can: \
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
