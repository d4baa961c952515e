use burgeon_core::Code;

pub(super) static NAME: Code = Code {
    name: "template/name",
    explanation: "The name of a template of one's own says where it runs: \
`<Type>.<field>.<slot>.<number>.req.vtl` for what is asked, `.res.vtl` for what is made of the \
answer; for example `Mutation.createTodo.postAuth.1.req.vtl`. Templates of one slot run in the \
order of their numbers. The slots are `init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, \
`data`, `postDataLoad` and `finish`. Without a slot and a number, the templates answer the field by \
themselves: `Query.weather.req.vtl`. Before `req` or `res` may stand the name of the data source that is \
asked: `Query.weather.Forecasts.req.vtl`, `Mutation.createTodo.postDataLoad.1.Bus.req.vtl`.",
};

pub(super) static UNKNOWN_FIELD: Code = Code {
    name: "template/unknown-field",
    explanation: "The template's name speaks of a field that nothing stands behind: the API has no \
such type or field, or the field is read from its object without a resolver. Templates that answer a \
field of an object type by themselves have neither a slot nor a number (`Query.weather.req.vtl`), or \
stand in the slot `data`.",
};

pub(super) static UNKNOWN_SLOT: Code = Code {
    name: "template/unknown-slot",
    explanation: "The template's name speaks of a slot that resolvers do not have. The slots are \
`init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad` and `finish`; \
mutations may also say `preUpdate` and `postUpdate`, subscriptions `preSubscribe`.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "template/duplicate",
    explanation: "Two templates would run at the same place: their names differ in how they are \
written (`1` and `01`, `preUpdate` and `preDataLoad`, which mean the same slot, or with and without \
a data source), not in what they say. Give one of them another number.",
};

pub(super) static UNREADABLE: Code = Code {
    name: "template/unreadable",
    explanation: "The folder of templates, or a template in it, cannot be read as UTF-8 text.",
};

pub(super) static UNKNOWN_DATA_SOURCE: Code = Code {
    name: "template/unknown-data-source",
    explanation: "The template's name speaks of a data source that there is not. Templates can ask \
those that `dataSources` in the settings declares, the tables of models (`TodoTable` for `Todo`) and \
the databases of the settings (`postgresDatabase` for `postgres`). What names none asks nothing: it \
is answered by AppSync itself.",
};

pub(super) static TWO_DATA_SOURCES: Code = Code {
    name: "template/two-data-sources",
    explanation: "A request template and the response template beside it name different data \
sources. What is made of an answer belongs to the one that was asked.",
};

pub(super) static NO_REQUEST: Code = Code {
    name: "template/no-request",
    explanation: "The templates name a data source, and none of them says what it is asked. Only \
where no data source is asked may the request template be left out.",
};

pub(super) static TWO_ANSWERS: Code = Code {
    name: "template/two-answers",
    explanation: "A template without a slot answers its field by itself, and something else does so \
already: a directive, a model, or templates of one's own in the slot `data`. Name a slot and a number \
for a step beside what is there, as in `Query.getTodo.postDataLoad.1.req.vtl`.",
};

pub(super) static UNREAD_OPERATION: Code = Code {
    name: "template/unread-operation",
    explanation: "The role of a table's or a search domain's data source allows what its templates \
do, which is read from them: from a text behind `\"operation\"`, and behind `\"index\"` or `\"path\"`. \
What is put together while the template runs cannot be known before. Write the operation as a text, \
in each branch if there are several; or list what the role is to allow under `permissions` of the data \
source in the settings.",
};

pub(super) static UNASKED: Code = Code {
    name: "settings/unasked-data-source",
    explanation: "`dataSources` in the settings declares a data source that no template's name \
speaks of, so that it is no part of the API. It is mistyped here or there, or its templates are gone.",
};

pub(super) static NAME_TAKEN: Code = Code {
    name: "settings/data-source-taken",
    explanation: "`dataSources` in the settings declares a data source by the name of one that the \
API has already, such as the table of a model. Give it another name.",
};

pub(in crate::plan) static ALL: &[&Code] = &[
    &NAME,
    &UNKNOWN_FIELD,
    &UNKNOWN_SLOT,
    &DUPLICATE,
    &UNREADABLE,
    &UNKNOWN_DATA_SOURCE,
    &TWO_DATA_SOURCES,
    &NO_REQUEST,
    &TWO_ANSWERS,
    &UNREAD_OPERATION,
    &UNASKED,
    &NAME_TAKEN,
];
