//! Diagnostics of keys, shared by `@primaryKey` and `@index`.

use burgeon_core::Code;

pub(super) static UNKNOWN_FIELD: Code = Code {
    name: "key/unknown-field",
    explanation: "`sortKeyFields` names fields of the same type, and the type declares no such \
field. Fields that are added to models (`id`, `createdAt`, `updatedAt`) can be part of a key once \
the type declares them: `createdAt: AWSDateTime!`.",
};

pub(super) static FIELD_TYPE: Code = Code {
    name: "key/field-type",
    explanation: "The key of a DynamoDB table or index is a string or a number, never a list, an \
object or a `Boolean`. To use the values of a `Boolean` as a key, declare an enum of two values.",
};

pub(super) static SELF_REFERENCE: Code = Code {
    name: "key/same-field-twice",
    explanation: "The field with the directive picks the partition; `sortKeyFields` order the \
objects within. All objects of a partition have the same value in the first field, so it cannot \
order them, and no field orders them twice.",
};
