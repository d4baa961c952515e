use burgeon_core::Code;

use crate::requirements::NO_MODEL;
use crate::keys::codes;

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
    explanation: "The index picks its partition by the field that is the whole primary key. Each \
partition would hold one object, which the primary key finds as well. If several objects are to \
share the field's value, the primary key needs `sortKeyFields` that tell them apart.",
};

pub(super) static NOTHING_INCLUDED: Code = Code {
    name: "index/nothing-included",
    explanation: "`projection: { type: INCLUDE }` keeps the fields of the keys and those of \
`nonKeyAttributes` in the index. Without any, it is `KEYS_ONLY`.",
};

pub(super) static UNKNOWN_INCLUDED: Code = Code {
    name: "index/unknown-included",
    explanation: "`nonKeyAttributes` names fields that the index carries beside its keys. One that \
the model does not keep in its table is never there: it is misspelt, or a relation, whose objects \
are kept in another table.",
};

pub(super) static NOT_INCLUDE: Code = Code {
    name: "index/attributes-without-include",
    explanation: "`projection: { type: ALL }`, which is what holds without a `type`, carries every \
field, and `KEYS_ONLY` carries those of the keys. Only `INCLUDE` asks which fields those are.",
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
    explanation: "A list without a key reads the whole table, page by page, whatever its filter \
leaves: DynamoDB looks at every object, and bills every one. That is fine for small tables. Where \
objects are looked for by a field, `@index` on it adds a query that reads only those with its \
value. `burgeon check` says so once for each model that has no other way to be asked.",
};

pub(super) static UNPROJECTED: Code = Code {
    name: "index/unprojected-field",
    explanation: "What is found through an index has only the fields that the index carries. A \
field with `!` that it does not carry fails in every answer that asks for it. Include it in the \
projection, carry `ALL`, or remove the `!`.",
};

pub(super) static LOCAL: Code = Code {
    name: "index/not-local",
    explanation: "A local index orders the objects of the table's own partitions by another field. \
So it begins with the field that the primary key begins with, has one sort key, and stands beside a \
primary key that has one as well. It is made with its table and never added to one: without \
`local: true` the index is a global one, which can be added at any time.",
};

pub(super) static NOT_MADE: Code = Code {
    name: "index/not-made",
    explanation: "The model is kept in a table that is there already (`existingTable` in the \
settings), which Burgeon leaves as it is. A relation finds its objects through an index of that \
table: it has to be there under this name, and with this key, or the relation fails whenever it is \
asked for.",
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
    &NOT_MADE,
];
