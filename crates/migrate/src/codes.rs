//! Diagnostics of a migration.

use burgeon_core::Code;

pub(crate) static MIXED: Code = Code {
    name: "migrate/mixed-generations",
    explanation: "The schema holds directives of both generations. Those of the first are \
rewritten. `@auth` is in both, with different meanings: in a schema with a directive of the second \
generation, its rules are read as rules of the second, and models without rules stay closed.",
};

pub(crate) static NO_MODEL: Code = Code {
    name: "migrate/no-model",
    explanation: "`@key` and `@connection` declare the keys and relations of models. A type \
without `@model` has no table. The first generation rejected such a schema, too.",
};

pub(crate) static UNKNOWN_FIELD: Code = Code {
    name: "migrate/unknown-field",
    explanation: "The fields of `@key` are fields of its type; the first of them gets `@primaryKey` \
or `@index`. A missing `keyField` of `@connection` is added as a field. The first generation \
refused other names, or DynamoDB did.",
};

pub(crate) static MISPLACED: Code = Code {
    name: "migrate/misplaced-directive",
    explanation: "`@key` and `@connection` belong to the definition of a model. In an extension or \
an interface they had no effect in the first generation, and cannot be rewritten.",
};

pub(crate) static LOCAL_INDEX: Code = Code {
    name: "migrate/local-index",
    explanation: "A `@key` whose first field is that of the primary key was a local secondary index \
of the table in projects without the feature flag `secondaryKeyAsGSI`; Burgeon's indexes are global. \
What they find is the same. But DynamoDB has local indexes for the life of a table: one cannot be \
removed, nor turned into a global one. Such a table cannot be adopted; its objects must be copied \
to the new table.",
};

pub(crate) static ONE_BY_INDEX: Code = Code {
    name: "migrate/one-by-index",
    explanation: "`@connection(keyName: …)` on a field with one object queries an index, which can \
return several. The first generation refused such a schema, too.",
};

pub(crate) static HALF: Code = Code {
    name: "migrate/half-connection",
    explanation: "`@connection(name: …)` is on two fields, one on each side, and both name the \
same connection. The other side is missing. The first generation rejected such a schema, too.",
};

pub(crate) static MANY_TO_MANY: Code = Code {
    name: "migrate/many-to-many",
    explanation: "Both sides of the connection are lists. The first generation refused such a schema, \
and no stored data exists for it. Use `@manyToMany`.",
};

pub(crate) static LIST_NAME: Code = Code {
    name: "migrate/list-name",
    explanation: "The first generation called lists `list<Model>s`, unless the feature flag \
`improvePluralization` was set. The second generation uses the English plural: `listCategories` \
instead of `listCategorys`. Existing clients send the old name. `@model(queries: …)` names queries; \
those that it omits do not exist.",
};

pub(crate) static OPEN: Code = Code {
    name: "migrate/open",
    explanation: "In the first generation, an operation without a rule was open to all callers of the \
API's default mode. In the second it is denied. A rule was added that keeps the access. Review it: \
an API whose default is the API key is open to every caller with the key.",
};

pub(crate) static CLOSED: Code = Code {
    name: "migrate/closed",
    explanation: "In the first generation, an operation without a rule was open to all callers of the \
API's default mode. In the second it is denied. No rule was added here. With IAM, the policies of \
the callers decided, and `auth.iam.allowAllIdentities` in `burgeon.yaml` keeps that. With rules for \
callers of other modes and an API key, it allowed callers that the author is unlikely to have \
meant: they could write, or even delete, objects that they could not read.",
};

pub(crate) static FIELD_RULES: Code = Code {
    name: "migrate/field-rules",
    explanation: "In the first generation, a caller needed both the rules of the model and those of \
the field. In the second, the rules of a field replace the model's for this field. They can allow \
callers that the model does not, and deny callers that they do not mention.",
};

pub(crate) static OWNER_CLAIM: Code = Code {
    name: "migrate/owner-claim",
    explanation: "The first generation stored an owner as the user's name. The second stores \
`<sub>::<username>` unless the rule has `identityClaim`, which protects the objects of a deleted \
user from a new user of the same name. Old objects keep their owners, and clients see the name in \
both; the stored values differ. Where the owner is part of a key, the migration writes \
`identityClaim: \"username\"`, because one key value must find both old and new objects.",
};

pub(crate) static EMPTY_RULE: Code = Code {
    name: "migrate/empty-rule",
    explanation: "A rule whose `operations`, or `queries` and `mutations`, are `null` or empty \
covered no operation. In the second generation, the same rule would allow every operation.",
};

pub(crate) static QUERIES_AND_MUTATIONS: Code = Code {
    name: "migrate/queries-and-mutations",
    explanation: "`queries` and `mutations` of a rule were deprecated in the first generation and \
do not exist in the second; `operations` covers both. If a rule has all of them, `operations` \
takes precedence. `queries` did not cover subscriptions, searches and connections; `read` does.",
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
