use burgeon_core::Code;

use crate::requirements::NO_MODEL;

pub(super) static FIELD: Code = Code {
    name: "ttl/field",
    explanation: "DynamoDB reads the time at which an item expires as a number: seconds since 1970. \
Only a field that the table stores as such a number can have `@ttl`: `AWSTimestamp` or `Int`, not a \
list, and without a resolver of its own.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "ttl/duplicate",
    explanation: "A table of DynamoDB has one attribute with the time at which items expire. Keep \
`@ttl` on one field of the model, or on its type.",
};

pub(super) static STORE: Code = Code {
    name: "ttl/store",
    explanation: "DynamoDB deletes items that have expired; relational databases do not. Keep the \
model in DynamoDB, or delete rows with a job in the database.",
};

pub(super) static CONFLICT_RESOLUTION: Code = Code {
    name: "ttl/conflict-resolution",
    explanation: "With `conflictResolution` in the settings, AppSync keeps deleted items for offline \
clients, and sets the attribute `_ttl` to the time at which DynamoDB removes them. A table has one \
such attribute. Remove `@ttl`, or the setting.",
};

pub(super) static AFTER: Code = Code {
    name: "ttl/after",
    explanation: "`@ttl` on a field means that the field holds the time at which an item expires. \
`@ttl(after: { days: 30, field: \"createdAt\" })` on the type means that items expire some time after \
the time in a field. Write `after` on the type, and only there.",
};

pub(super) static DURATION: Code = Code {
    name: "ttl/duration",
    explanation: "`after` is a duration in `days` and `hours`, which are added up. It is longer than \
nothing and at most fifty years. To keep items for ever, remove `@ttl`.",
};

pub(super) static BEGINNING: Code = Code {
    name: "ttl/beginning",
    explanation: "The duration of `after` begins at the time in a field of the model: an \
`AWSDateTime` or an `AWSTimestamp`, not a list. By default it is the timestamp of the creation, if \
the model has one.",
};

pub(super) static EXISTING_TABLE: Code = Code {
    name: "ttl/existing-table",
    explanation: "The stack does not change a table that exists already. `@ttl` then only states \
what is so: enable time to live for the attribute where the table is defined.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_MODEL,
    &FIELD,
    &DUPLICATE,
    &STORE,
    &CONFLICT_RESOLUTION,
    &AFTER,
    &DURATION,
    &BEGINNING,
    &EXISTING_TABLE,
];
