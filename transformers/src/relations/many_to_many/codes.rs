use burgeon_core::Code;

use crate::relations::codes;
use crate::requirements;

pub(super) static NAME: Code = Code {
    name: "many-to-many/name",
    explanation: "`relationName` is the name of the model that joins both sides: letters, digits \
and underscores, not beginning with a digit nor with two underscores.",
};

pub(super) static NAME_TAKEN: Code = Code {
    name: "many-to-many/name-taken",
    explanation: "`relationName` becomes the name of a model, with its own table and operations, \
and a type of that name exists already. Choose another name on both sides.",
};

pub(super) static TWO_SIDES: Code = Code {
    name: "many-to-many/two-sides",
    explanation: "A relation of many to many has two sides: two fields with the same \
`relationName`, one in each model (or both in one, if its objects are related to one another).",
};

pub(super) static OTHER_SIDE: Code = Code {
    name: "many-to-many/other-side",
    explanation: "The two fields with the same `relationName` lead to each other's models: \
`Post.tags: [Tag]` and `Tag.posts: [Post]`.",
};

pub(super) static ALL: &[&Code] = &[
    &requirements::NO_MODEL,
    &codes::NUMBER,
    &codes::NO_MODEL,
    &codes::TWO_STORES,
    &codes::NEEDS_REFERENCES,
    &codes::LIMIT,
    &NAME,
    &NAME_TAKEN,
    &TWO_SIDES,
    &OTHER_SIDE,
];
