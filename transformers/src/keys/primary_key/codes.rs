use burgeon_core::Code;

use crate::keys::codes;
use crate::requirements::NO_MODEL;

pub(super) static SEVERAL: Code = Code {
    name: "primary-key/several",
    explanation: "A table has one primary key. If two fields together identify an object, the \
partition key has the directive and names the other: `@primaryKey(sortKeyFields: [\"…\"])`. To \
query by either field, add an `@index` on the second.",
};

pub(super) static NULLABLE: Code = Code {
    name: "primary-key/nullable",
    explanation: "Every object in a table has a complete primary key. Its fields are declared with \
`!`.",
};

pub(super) static MISSING: Code = Code {
    name: "primary-key/missing",
    explanation: "The settings keep the model in a relational database, whose table has the columns \
that the type declares, and no others. So the type must declare the fields of its primary key: \
`id: ID! @primaryKey`.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_MODEL,
    &codes::UNKNOWN_FIELD,
    &codes::FIELD_TYPE,
    &codes::SELF_REFERENCE,
    &SEVERAL,
    &NULLABLE,
    &MISSING,
];
