use burgeon_core::Code;

pub(super) static RESERVED_NAME: Code = Code {
    name: "model/reserved-name",
    explanation: "`Query`, `Mutation` and `Subscription` (or the types that `schema { … }` names) \
are the root types of the API; their fields are operations. Objects in a table need another type.",
};

pub(super) static INVALID_NAME: Code = Code {
    name: "model/invalid-name",
    explanation: "The names of queries, mutations, subscriptions and timestamp fields are names \
of GraphQL fields: letters, digits and underscores, not beginning with a digit nor with two \
underscores.",
};

pub(super) static SIMILAR_NAMES: Code = Code {
    name: "model/similar-names",
    explanation: "Two models have names that differ in case only. The names that are generated for \
them (`getTodo`, `CreateTodoInput`, files) would be the same on some file systems, or easily \
confused. Rename one.",
};

pub(super) static UNKEYED_ID: Code = Code {
    name: "model/id-type",
    explanation: "A model without `@primaryKey` is found by its field `id`, which is taken as a \
string: `getTodo(id: ID!)`. If `id` has another type, no object that is written can be found. \
Declare `id: ID!`, or mark another field with `@primaryKey`.",
};

pub(super) static TIMESTAMP_TYPE: Code = Code {
    name: "model/timestamp-type",
    explanation: "A timestamp is written as `AWSDateTime` (a string of ISO 8601). A field of \
another type keeps its own value and is not filled in. Declare it as `AWSDateTime` or `String`, \
name another field in `timestamps`, or set the timestamp to `null`.",
};

pub(super) static RECURSIVE_INPUT: Code = Code {
    name: "model/recursive-input",
    explanation: "Types that are not models become input objects, which mutations use to write them. \
If such a type requires itself, directly or through others, it has no finite value. Make one of \
the fields in the cycle nullable.",
};

pub(super) static LONG_NAME: Code = Code {
    name: "model/long-name",
    explanation: "In a relational database a model is a table with its name, and a field a column \
with its name. PostgreSQL truncates names after 63 characters, and MySQL refuses more than 64. \
`@refersTo` gives tables and columns other names, but the result has the names of the fields, so \
these must be short enough as well.",
};

pub(super) static NO_PLAIN_FORM: Code = Code {
    name: "model/no-plain-form",
    explanation: "`@model(form: PLAIN)` gives a model the operations that AppSync's console \
generates for a DynamoDB table. Models in relational databases and versioned data sources (`conflictResolution`) \
have operations that are more than those.",
};

pub(super) static ALL: &[&Code] = &[
    &RESERVED_NAME,
    &INVALID_NAME,
    &SIMILAR_NAMES,
    &UNKEYED_ID,
    &TIMESTAMP_TYPE,
    &RECURSIVE_INPUT,
    &LONG_NAME,
    &NO_PLAIN_FORM,
];
