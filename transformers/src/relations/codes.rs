use burgeon_core::Code;

use crate::requirements;

pub(super) static NUMBER: Code = Code {
    name: "relation/number",
    explanation: "`@hasMany` and `@manyToMany` lead to any number of objects: their fields are \
lists, and answer with pages. `@hasOne` and `@belongsTo` lead to one object.",
};

pub(super) static NO_MODEL: Code = Code {
    name: "relation/no-model",
    explanation: "Relations are between models: only their objects are stored in tables and can be \
looked up. Add `@model` to the other type. An object that is kept as a part of this one \
needs no directive at all.",
};

pub(super) static TWO_STORES: Code = Code {
    name: "relation/two-stores",
    explanation: "A relation is one request to one data source: a DynamoDB table, or a database. \
Neither can read the other, and no index spans both. Keep both models in one store, or write a \
custom query that reads the other.",
};

pub(super) static NO_FIELDS: Code = Code {
    name: "relation/no-fields",
    explanation: "`fields` and `references` name the fields that hold a foreign key. An empty list \
names none. Without either argument a foreign key is added.",
};

pub(super) static NEEDS_REFERENCES: Code = Code {
    name: "relation/needs-references",
    explanation: "The tables of a relational database have exactly the columns that the schema \
declares. A relation there names the columns of its foreign key: `references`, on both sides. A \
many-to-many relation needs a model whose objects belong to one object of each side: \
`type PostTag @model { postId: ID! tagId: ID! post: Post @belongsTo(references: [\"postId\"]) … }`.",
};

pub(super) static BOTH_ARGUMENTS: Code = Code {
    name: "relation/fields-and-references",
    explanation: "`fields` names fields of this model, whose values are looked up in the other. \
`references` names the fields of the model with `@belongsTo` that hold the key of the other. A \
relation uses one of the two.",
};

pub(super) static UNKNOWN_FIELD: Code = Code {
    name: "relation/unknown-field",
    explanation: "`fields` and `references` name fields of a type, and it does not declare this \
field. `fields` belong to this model; `references` belong to the model with `@belongsTo`.",
};

pub(super) static FIELD_TYPE: Code = Code {
    name: "relation/field-type",
    explanation: "A foreign key consists of strings, numbers, dates and enums, like the key that \
it holds. Lists and objects cannot be looked up.",
};

pub(super) static TYPE_MISMATCH: Code = Code {
    name: "relation/type-mismatch",
    explanation: "A foreign key holds the values of a key, so its fields have the types of the \
key's, in the same order. By references, `ID` and `String` are compatible.",
};

pub(super) static PARTIAL_KEY: Code = Code {
    name: "relation/partial-key",
    explanation: "One object is found by its entire primary key: as many fields as the key has. \
Many objects are found by an entire key as well, or by the partition key.",
};

pub(super) static COUNT: Code = Code {
    name: "relation/reference-count",
    explanation: "`references` names one field for each of the primary key of the model that has \
the relation, in the same order: the partition key first, then the sort key fields.",
};

pub(super) static REQUIRED: Code = Code {
    name: "relation/required",
    explanation: "A relation by references may find nothing: the object at its other end may be \
removed, or written later. If the field were required, everything around it would fail then. \
Remove the `!`.",
};

pub(super) static MIXED_NULLABILITY: Code = Code {
    name: "relation/mixed-nullability",
    explanation: "The fields that `references` names are one foreign key. If some of them may be \
null while others may not, objects can have a part of a key, which finds nothing.",
};

pub(super) static ONE_SIDED: Code = Code {
    name: "relation/one-sided",
    explanation: "A relation by references is declared in both models, with the same fields: \
`@hasOne` or `@hasMany` in the one, `@belongsTo` in the other. `@belongsTo` without arguments takes \
its foreign key from the other side, so there must be one, too.",
};

pub(super) static IMPLICIT_KEY: Code = Code {
    name: "relation/implicit-key",
    explanation: "`@belongsTo` without arguments uses the foreign key of the other side. If the \
other side looks objects up by fields other than the whole primary key of its model, it has no \
foreign key, and the field is always null. Name the fields that hold the key.",
};

pub(super) static INDEX_TAKEN: Code = Code {
    name: "relation/index-taken",
    explanation: "A relation by references has an index `gsi-<Model>.<field>`, or with the name in \
`overrideIndexName`. Another index has this name already.",
};

pub(super) static INDEX_NAME: Code = Code {
    name: "relation/index-name",
    explanation: "`overrideIndexName` is what the index of a relation is called in DynamoDB, whose \
indexes have names of 3 to 255 letters, digits, underscores, hyphens and periods.",
};

pub(super) static INDEX_WITH_REFERENCES: Code = Code {
    name: "relation/index-with-references",
    explanation: "`indexName` selects an `@index` that is queried with `fields`. A relation by \
references has an index already.",
};

pub(super) static UNKNOWN_INDEX: Code = Code {
    name: "relation/unknown-index",
    explanation: "`indexName` is the `name` of an `@index` of the model that the field leads to, \
and it has none of that name.",
};

pub(super) static OVERRIDE_WITHOUT_REFERENCES: Code = Code {
    name: "relation/override-without-references",
    explanation: "`overrideIndexName` names the index that a relation by references is found \
through. Without `references` there is none.",
};

pub(super) static LIMIT: Code = Code {
    name: "relation/limit",
    explanation: "`limit` is the maximal number of objects in a page. DynamoDB requires a number above 0.",
};

pub(super) static ALL: &[&Code] = &[
    &requirements::NO_MODEL,
    &NUMBER,
    &NO_MODEL,
    &TWO_STORES,
    &NO_FIELDS,
    &NEEDS_REFERENCES,
    &BOTH_ARGUMENTS,
    &UNKNOWN_FIELD,
    &FIELD_TYPE,
    &TYPE_MISMATCH,
    &PARTIAL_KEY,
    &COUNT,
    &REQUIRED,
    &MIXED_NULLABILITY,
    &ONE_SIDED,
    &IMPLICIT_KEY,
    &INDEX_TAKEN,
    &INDEX_NAME,
    &INDEX_WITH_REFERENCES,
    &UNKNOWN_INDEX,
    &OVERRIDE_WITHOUT_REFERENCES,
    &LIMIT,
];
