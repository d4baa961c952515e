//! What is told to whoever migrates a schema.

use burgeon_core::Code;

pub(crate) static MIXED: Code = Code {
    name: "migrate/mixed-generations",
    explanation: "The schema holds directives of both generations. Those of the first are \
rewritten. `@auth` is in both, and means different things: in a schema with anything of the second \
generation, rules are taken for rules of the second, and models without rules stay closed.",
};

pub(crate) static NO_MODEL: Code = Code {
    name: "migrate/no-model",
    explanation: "`@key` and `@connection` say how the objects of models are stored and found. A \
type without `@model` has no table. The first generation refused such a schema, too.",
};

pub(crate) static UNKNOWN_FIELD: Code = Code {
    name: "migrate/unknown-field",
    explanation: "The fields of `@key` are fields of the type that it stands on; the first of them \
gets `@primaryKey` or `@index`. The `keyField` of `@connection` becomes a field if it is none. The \
first generation refused other names, or DynamoDB did.",
};

pub(crate) static MISPLACED: Code = Code {
    name: "migrate/misplaced-directive",
    explanation: "`@key` and `@connection` belong to the definition of a model. In an extension or \
an interface they meant nothing to the first generation, and cannot be rewritten.",
};

pub(crate) static LOCAL_INDEX: Code = Code {
    name: "migrate/local-index",
    explanation: "A `@key` whose first field is that of the primary key was a local secondary index \
of the table in projects without the feature flag `secondaryKeyAsGSI`; Burgeon's indexes are global. \
What they find is the same. But DynamoDB has local indexes for the life of a table: one cannot be \
removed, nor turned into a global one. Such a table cannot be taken over as it is; its objects have \
to be copied to the new table.",
};

pub(crate) static ONE_BY_INDEX: Code = Code {
    name: "migrate/one-by-index",
    explanation: "`@connection(keyName: …)` on a field that holds one object asks an index, which \
may find several. The first generation refused such a schema, too.",
};

pub(crate) static HALF: Code = Code {
    name: "migrate/half-connection",
    explanation: "`@connection(name: …)` stands on two fields, one on each side, and both name the \
same connection. The other side is missing. The first generation refused such a schema, too.",
};

pub(crate) static MANY_TO_MANY: Code = Code {
    name: "migrate/many-to-many",
    explanation: "Both sides of the connection are lists. The first generation refused such a \
schema; what is kept for it, and how, cannot be told. The second has `@manyToMany` for it.",
};

pub(crate) static LIST_NAME: Code = Code {
    name: "migrate/list-name",
    explanation: "The first generation called lists `list<Model>s`, unless the feature flag \
`improvePluralization` was set. Today the plural is that of English: `listCategories` in place of \
`listCategorys`. Clients ask by name. `@model(queries: …)` names queries; those that it leaves out \
are not there.",
};

pub(crate) static OPEN: Code = Code {
    name: "migrate/open",
    explanation: "In the first generation, whatever no rule spoke of was open to everybody whom the \
API's default mode let in; today it is closed. So that nobody is shut out, a rule was added that says \
what was meant without words. Read it: an API whose default is the API key is open to whoever has \
the key.",
};

pub(crate) static CLOSED: Code = Code {
    name: "migrate/closed",
    explanation: "In the first generation, whatever no rule spoke of was open to everybody whom the \
API's default mode let in; today it is closed. No rule was added here. With IAM, the policies of the \
callers decided, and `auth.iam.allowAllIdentities` in `burgeon.yaml` keeps that. Beside rules for \
callers of other modes, and with an API key, it let in callers whom nobody will have meant: they \
could write, or even remove, what they could not read.",
};

pub(crate) static FIELD_RULES: Code = Code {
    name: "migrate/field-rules",
    explanation: "In the first generation, a caller had to pass the rules of the model and those of \
the field. Today the rules of a field stand in place of the model's, for this field: they may let in \
callers whom the model does not, and shut out callers whom they say nothing of.",
};

pub(crate) static OWNER_CLAIM: Code = Code {
    name: "migrate/owner-claim",
    explanation: "The first generation kept an owner as the user's name. Today it is \
`<sub>::<username>` unless the rule says `identityClaim`, so that nobody gets the objects of a \
deleted user by taking their name. Objects of old are still their owner's, and clients are shown the \
name in both; what stands in the table differs. Where the owner is part of a key, the migration \
writes `identityClaim: \"username\"`, since the key would not find old objects and new ones by one \
name.",
};

pub(crate) static EMPTY_RULE: Code = Code {
    name: "migrate/empty-rule",
    explanation: "A rule whose `operations`, or `queries` and `mutations`, are `null` or empty spoke \
of nothing. Today the same words would allow everything.",
};

pub(crate) static QUERIES_AND_MUTATIONS: Code = Code {
    name: "migrate/queries-and-mutations",
    explanation: "`queries` and `mutations` of a rule were deprecated in the first generation and \
are gone; `operations` says both. Where all were given, `operations` won. `queries` never spoke of \
subscriptions, searches and connections; `read` does.",
};

/// Every kind of diagnostic that a migration reports.
pub static ALL: &[&Code] = &[
    &MIXED,
    &NO_MODEL,
    &UNKNOWN_FIELD,
    &MISPLACED,
    &LOCAL_INDEX,
    &ONE_BY_INDEX,
    &HALF,
    &MANY_TO_MANY,
    &LIST_NAME,
    &OPEN,
    &CLOSED,
    &FIELD_RULES,
    &OWNER_CLAIM,
    &EMPTY_RULE,
    &QUERIES_AND_MUTATIONS,
];
