use burgeon_core::Code;

use crate::keys::codes;
use crate::requirements::NO_MODEL;

pub(super) static NAME: Code = Code {
    name: "index/name",
    explanation: "The names of DynamoDB's indexes have 3 to 255 letters, digits, underscores, \
hyphens and periods. Without `name`, an index is called after its model and fields: \
`todosByOwnerAndCreatedAt`.",
};

pub(super) static QUERY_NAME: Code = Code {
    name: "index/query-name",
    explanation: "`queryField` is the name of a field of `Query`: letters, digits and underscores, \
not beginning with a digit nor with two underscores. `queryField: null` means that there is no \
such query.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "index/duplicate",
    explanation: "Two indexes of a model have the same name. Relations have indexes too: \
`gsi-<Model>.<field>`.",
};

pub(super) static SAME_PARTITION: Code = Code {
    name: "index/same-as-primary-key",
    explanation: "The partition key of the index is the whole primary key, so each partition has one \
object, which the primary key finds as well. If several objects share the field's value, the \
primary key needs `sortKeyFields`.",
};

pub(super) static NOTHING_INCLUDED: Code = Code {
    name: "index/nothing-included",
    explanation: "`projection: { type: INCLUDE }` keeps the fields of the keys and those of \
`nonKeyAttributes` in the index. Without any, it is `KEYS_ONLY`.",
};

pub(super) static UNKNOWN_INCLUDED: Code = Code {
    name: "index/unknown-included",
    explanation: "`nonKeyAttributes` names fields that the index projects in addition to its keys. \
The model does not store this field: it is misspelled, or a relation, whose objects are in \
another table.",
};

pub(super) static NOT_INCLUDE: Code = Code {
    name: "index/attributes-without-include",
    explanation: "`projection: { type: ALL }`, the default, projects every field, and `KEYS_ONLY` \
those of the keys. `nonKeyAttributes` is only valid with `INCLUDE`.",
};

pub(super) static TOO_MANY: Code = Code {
    name: "index/too-many",
    explanation: "A DynamoDB table may have 20 global secondary indexes unless the account's quota \
is raised. Relations count too: the objects that one has are found through an index. Indexes can \
often be shared: one with sort key fields also answers queries that do not give them.",
};

pub(super) static TOO_MANY_INCLUDED: Code = Code {
    name: "index/too-many-included",
    explanation: "An index may have 20 `nonKeyAttributes`, and all indexes of a table together 100. \
`ALL` has no such limit.",
};

pub(super) static KEY_NAME: Code = Code {
    name: "index/key-name-length",
    explanation: "Several sort key fields are kept in one attribute that is called after all of \
them, `status#createdAt`. DynamoDB's key attributes have names of at most 255 bytes.",
};

pub(super) static SCAN: Code = Code {
    name: "index/scan",
    explanation: "A list without a key scans the whole table, page by page. The filter is applied \
after the read: DynamoDB reads and bills every object. That is fine for small tables. To find \
objects by a field, `@index` on it adds a query that reads only the objects with its value. \
`burgeon check` reports this once for each model without another query.",
};

pub(super) static UNPROJECTED: Code = Code {
    name: "index/unprojected-field",
    explanation: "An object that is found through an index has only the fields that the index \
projects. A field with `!` that is not projected fails in every answer that selects it. Include it \
in the projection, project `ALL`, or remove the `!`.",
};

pub(super) static LOCAL: Code = Code {
    name: "index/not-local",
    explanation: "A local index sorts the objects of the table's partitions by another field. It has \
the partition key of the table and one sort key, and the primary key must have a sort key as well. \
DynamoDB creates it with its table and cannot add it later. Without `local: true` the index is a \
global one, which can be added at any time.",
};

pub(super) static UNSUPPORTED: Code = Code {
    name: "index/unsupported-on-existing-table",
    explanation: "The model uses an existing table (`existingTable` in the settings), which Burgeon \
does not change. A relation queries an index of that table. The index must exist with this name \
and key, or every request of the relation fails.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_MODEL,
    &codes::UNKNOWN_FIELD,
    &codes::FIELD_TYPE,
    &codes::SELF_REFERENCE,
    &NAME,
    &QUERY_NAME,
    &DUPLICATE,
    &SAME_PARTITION,
    &NOTHING_INCLUDED,
    &UNKNOWN_INCLUDED,
    &NOT_INCLUDE,
    &TOO_MANY,
    &TOO_MANY_INCLUDED,
    &KEY_NAME,
    &SCAN,
    &UNPROJECTED,
    &LOCAL,
    &UNSUPPORTED,
];
