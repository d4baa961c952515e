use burgeon_core::Code;

use crate::requirements::NO_MODEL;

pub(super) static QUERY: Code = Code {
    name: "searchable/query-name",
    explanation: "The name of a query is a name of a GraphQL field: letters, digits and \
underscores, not beginning with a digit nor with two underscores. `null` leaves the query out; the \
index is kept all the same.",
};

pub(super) static STREAM: Code = Code {
    name: "searchable/stream",
    explanation: "The index of a searchable model follows the stream of its table, which must contain \
the new image of an item. Set `tables.stream` (or the model's own `table.stream`) to \
`NEW_AND_OLD_IMAGES`, the default, or to `NEW_IMAGE`. With `search: { engine: none }`, nothing \
follows the stream.",
};

pub(super) static STORE: Code = Code {
    name: "searchable/store",
    explanation: "The index of a searchable model follows the stream of a DynamoDB table, and tables \
of relational databases have none. Keep the model in DynamoDB, or search it with a query of your own.",
};

pub(super) static ALL: &[&Code] = &[&NO_MODEL, &QUERY, &STREAM, &STORE];
