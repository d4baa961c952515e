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
`@ttl` on one field of the model.",
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

pub(super) static EXISTING_TABLE: Code = Code {
    name: "ttl/existing-table",
    explanation: "The stack does not change a table that exists already. `@ttl` then only states \
what is so: enable time to live for the attribute where the table is defined.",
};

pub(super) static ALL: &[&Code] =
    &[&NO_MODEL, &FIELD, &DUPLICATE, &STORE, &CONFLICT_RESOLUTION, &EXISTING_TABLE];
