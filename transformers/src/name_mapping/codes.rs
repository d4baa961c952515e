use burgeon_core::Code;

pub(super) static NO_MODEL: Code = Code {
    name: "mapping/no-model",
    explanation: "`@mapsTo` and `@refersTo` set the name of a table, and only models have one. \
Add `@model` to the type, or remove the directive.",
};

pub(super) static NAME: Code = Code {
    name: "mapping/name",
    explanation: "`name` is what a model, a table or a column is called: letters, digits and \
underscores, not beginning with a digit.",
};

pub(super) static NAME_TAKEN: Code = Code {
    name: "mapping/name-taken",
    explanation: "Two models cannot share a table, nor two fields a column. The name belongs to \
another model or field, or another one is mapped to it as well.",
};

pub(super) static STORE: Code = Code {
    name: "mapping/store",
    explanation: "`@mapsTo` is for models in DynamoDB: it keeps a renamed model's table. \
`@refersTo` is for models in a relational database, whose tables and columns have their own names.",
};

pub(super) static RELATION: Code = Code {
    name: "mapping/relation",
    explanation: "A relation has no column; its foreign key has. Write `@refersTo` on the fields in \
`references`.",
};

pub(super) static MAPS_TO: &[&Code] = &[&NO_MODEL, &NAME, &NAME_TAKEN, &STORE];

pub(super) static REFERS_TO: &[&Code] = &[&NO_MODEL, &NAME, &NAME_TAKEN, &STORE, &RELATION];
