use burgeon_core::Code;

use crate::requirements::NO_MODEL;

pub(super) static FIELD: Code = Code {
    name: "versioned/field",
    explanation: "The field that counts an object's versions is an `Int`, changes with every write, \
and clients do not write it. It cannot be part of a key, a timestamp or a field of another type. \
Name another field: `@versioned(versionField: \"revision\")`.",
};

pub(super) static INPUT: Code = Code {
    name: "versioned/input",
    explanation: "The inputs of updates and deletes get a field for the expected version. Its name \
is `expectedVersion`, or that in `versionInput`, which no \
field of the type has.",
};

pub(super) static CONFLICT_RESOLUTION: Code = Code {
    name: "versioned/conflict-resolution",
    explanation: "With `conflictResolution` in the settings, AppSync counts versions itself \
(`_version`), and merges or refuses a change of an older version. A second count would be wrong as \
soon as AppSync merges two changes. Remove `@versioned`, or the setting; \
`handler: OPTIMISTIC_CONCURRENCY` refuses late changes as `@versioned` does.",
};

pub(super) static STORE: Code = Code {
    name: "versioned/store",
    explanation: "Versions are counted by the condition of a write to DynamoDB. Keep the model there, \
or let the database count.",
};

pub(super) static ALL: &[&Code] = &[&NO_MODEL, &FIELD, &INPUT, &CONFLICT_RESOLUTION, &STORE];
