use burgeon_core::Code;

pub(super) static NAME: Code = Code {
    name: "template/name",
    explanation: "The name of a custom template determines where it runs: \
`<Type>.<field>.<slot>.<number>.req.vtl` for the request, `.res.vtl` for the response; for example \
`Mutation.createTodo.postAuth.1.req.vtl`. Templates of one slot run in the order of their numbers. \
The slots are `init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad` and \
`finish`. Without a slot and a number, the templates resolve the field: `Query.weather.req.vtl`. A \
data source is named before `req` or `res`: `Query.weather.Forecasts.req.vtl`, \
`Mutation.createTodo.postDataLoad.1.Bus.req.vtl`.",
};

pub(super) static UNKNOWN_FIELD: Code = Code {
    name: "template/unknown-field",
    explanation: "The template's name contains a field without a resolver: the API has no such type or \
field, or the field is read from its object. Templates that resolve a field of an object type have \
neither a slot nor a number (`Query.weather.req.vtl`), or are in the slot `data`.",
};

pub(super) static UNKNOWN_SLOT: Code = Code {
    name: "template/unknown-slot",
    explanation: "The template's name contains an unknown slot. The slots are \
`init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad` and `finish`; \
mutations also accept `preUpdate` and `postUpdate`, subscriptions `preSubscribe`.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "template/duplicate",
    explanation: "Two templates would run at the same place: their names are different spellings \
of the same position (`1` and `01`, `preUpdate` and `preDataLoad`, which are the same slot, or \
with and without a data source). Give one of them another number.",
};

pub(super) static UNREADABLE: Code = Code {
    name: "template/unreadable",
    explanation: "The folder of templates, or a template in it, cannot be read as UTF-8 text.",
};

pub(super) static UNKNOWN_DATA_SOURCE: Code = Code {
    name: "template/unknown-data-source",
    explanation: "The template's name contains a data source that does not exist. Templates can use \
those that `dataSources` in the settings declares, the tables of models (`TodoTable` for `Todo`) and \
the databases of the settings (`postgresDatabase` for `postgres`). A template without a data source \
is a local resolver.",
};

pub(super) static TWO_DATA_SOURCES: Code = Code {
    name: "template/two-data-sources",
    explanation: "A request template and its response template name different data sources. A response \
belongs to the data source of the request.",
};

pub(super) static NO_REQUEST: Code = Code {
    name: "template/no-request",
    explanation: "The templates name a data source without a request template. Only a step without a \
data source can omit it.",
};

pub(super) static TWO_ANSWERS: Code = Code {
    name: "template/two-answers",
    explanation: "A template without a slot resolves its field, which has a resolver already: of a \
directive, a model, or custom templates in the slot `data`. Name a slot and a number for an \
additional step, as in `Query.getTodo.postDataLoad.1.req.vtl`.",
};

pub(super) static UNREAD_OPERATION: Code = Code {
    name: "template/unread-operation",
    explanation: "The role of a table's or a search domain's data source allows the operations of \
its templates. They are read from the literal texts of `\"operation\"`, and of `\"index\"` or \
`\"path\"`. A text that the template computes is unknown before it runs. Write the operation as a \
literal, in each branch if there are several; or list the actions of the role under `permissions` \
of the data source in the settings.",
};

pub(super) static UNUSED: Code = Code {
    name: "settings/unused-data-source",
    explanation: "`dataSources` in the settings declares a data source that no template's name contains. \
It is not part of the API. One of the names is misspelled, or its templates were removed.",
};

pub(super) static NAME_TAKEN: Code = Code {
    name: "settings/data-source-taken",
    explanation: "`dataSources` in the settings declares a data source whose name the API already \
uses, such as the table of a model. Give it another name.",
};

pub(crate) static ALL: &[&Code] = &[
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
    &UNUSED,
    &NAME_TAKEN,
];
