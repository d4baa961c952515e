use burgeon_core::Code;

pub(super) static NOT_A_MODEL: Code = Code {
    name: "auth/not-a-model",
    explanation: "Rules on a type say who may create, read, change and remove its objects, and \
only the objects of models are created and read by themselves. Add `@model` to the type, or write \
the rules on the fields that answer with it.",
};

pub(super) static ON_INTERFACE: Code = Code {
    name: "auth/interface-field",
    explanation: "No resolver ever stands behind a field of an interface: it is the fields of the \
types that implement it which are resolved. Write the rules there.",
};

pub(super) static NO_RULES: Code = Code {
    name: "auth/no-rules",
    explanation: "`@auth(rules: [])` lets nobody in, which a model without `@auth` says as well. \
Write a rule, or remove the directive.",
};

pub(super) static WRONG_PROVIDER: Code = Code {
    name: "auth/provider",
    explanation: "What a rule asks of callers depends on how they prove who they are. Owners and \
groups are told from the claims of a token: `userPools`, `oidc`. `private` means everybody who has \
signed in: `userPools`, `oidc`, `identityPool`. `public` means everybody: `apiKey`, \
`identityPool`. `custom` leaves it to the API's Lambda function: `function`.",
};

pub(super) static UNKNOWN_PROVIDER: Code = Code {
    name: "auth/unknown-provider",
    explanation: "The rule lets in callers of an authorization mode that the API does not have. \
`auth.default` and `auth.additional` in `burgeon.yaml` list those that it has.",
};

pub(super) static GROUPS: Code = Code {
    name: "auth/groups",
    explanation: "`allow: groups` names groups in one of two ways: `groups` lists them, and \
`groupsField` names the field of each object that lists them. A rule takes one of the two.",
};

pub(super) static FOREIGN_ARGUMENT: Code = Code {
    name: "auth/argument",
    explanation: "The argument belongs to another strategy and would be ignored: `ownerField` and \
`identityClaim` belong to `allow: owner`; `groups`, `groupsField` and `groupClaim` to \
`allow: groups`.",
};

pub(super) static FIELD_NAME: Code = Code {
    name: "auth/field-name",
    explanation: "`ownerField` and `groupsField` name a field of the type: letters, digits and \
underscores, not beginning with a digit. An owner's field is added if the type does not have it.",
};

pub(super) static OPERATIONS: Code = Code {
    name: "auth/operations",
    explanation: "On a model, `operations` chooses among `create`, `update`, `delete` and `read`, \
or in place of `read` among `get`, `list`, `search`, `listen` and `sync`. On a field of a model, \
reading is `read`. Elsewhere there is nothing to choose from.",
};

pub(super) static REPEATED: Code = Code {
    name: "auth/repeated-rule",
    explanation: "Two rules let in the very same callers, so that a reader cannot tell which of \
them counts. Make one of them, with the operations of both.",
};

pub(super) static SORT_KEY: Code = Code {
    name: "auth/owner-in-sort-key",
    explanation: "An owner who is known by several claims is stored under a name made of all of \
them, and found by it or by each alone. A sort key can be asked for one value only. Use another \
field for the sort key, or a single claim: `identityClaim: \"sub\"`.",
};

pub(super) static REQUIRED_FIELD: Code = Code {
    name: "auth/required-field",
    explanation: "Some who may read the object may not read this field, and it is required. A \
field that may not be read is null, and where a required field is null GraphQL drops the whole \
object; subscribers are never told of a field that some may not read. Let all readers read the \
field, make it nullable, or switch the model's subscriptions off.",
};

pub(super) static NEVER_MATCHES: Code = Code {
    name: "auth/never-matches",
    explanation: "The rule is valid, but nobody can ever be let in by it: its list of groups or of \
operations is empty, or what it asks of callers none of them can have. Remove it, or complete it.",
};

pub(super) static POINTLESS: Code = Code {
    name: "auth/pointless-rule",
    explanation: "Everybody whom the rule lets in is let in by another rule, to do the same and \
more: `allow: private` lets in all groups and owners of its provider. The rule says nothing, and a \
reader may take it for a limit. Remove it, or allow less with the other one.",
};

pub(super) static GIVEN_AWAY: Code = Code {
    name: "auth/owner-given-away",
    explanation: "An owner may change the fields of what they own, and the field that names the \
owner is one of them: they can put somebody else there, who then owns the object. To keep owners, \
write rules on that field which do not allow `update`: \
`@auth(rules: [{ allow: owner, operations: [create, read, delete] }])`.",
};

pub(super) static UNFILLABLE: Code = Code {
    name: "auth/required-in-create",
    explanation: "Whoever creates an object gives a value to every required field. Some may create \
objects, but rules on a required field do not let them write it, so that they can create none. Let \
them create with the field, make the field nullable, or do not let them create.",
};

pub(super) static FILTERED_PAGES: Code = Code {
    name: "auth/filtered-pages",
    explanation: "Where objects name those who may read them, a list reads a page and then leaves \
out what the caller may not read: a page may hold fewer objects than were asked for, and none, \
although more follow. An index whose key is the field that names them answers whole pages.",
};

pub(super) static EXPOSED: Code = Code {
    name: "auth/exposed-relation",
    explanation: "Subscribers are told what a mutation answers, with the objects that its relations \
lead to, as they were read by whoever called the mutation. A relation is left out of that where \
subscribers may not read the other model; but a required field cannot be left out. Make the field \
nullable, let the same callers read both models, or switch the subscriptions off.",
};

pub(super) static ALL: &[&Code] = &[
    &NOT_A_MODEL,
    &ON_INTERFACE,
    &NO_RULES,
    &WRONG_PROVIDER,
    &UNKNOWN_PROVIDER,
    &GROUPS,
    &FOREIGN_ARGUMENT,
    &FIELD_NAME,
    &OPERATIONS,
    &REPEATED,
    &SORT_KEY,
    &REQUIRED_FIELD,
    &NEVER_MATCHES,
    &POINTLESS,
    &GIVEN_AWAY,
    &UNFILLABLE,
    &FILTERED_PAGES,
    &EXPOSED,
];
