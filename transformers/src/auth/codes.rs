use burgeon_core::Code;

pub(super) static NOT_A_MODEL: Code = Code {
    name: "auth/not-a-model",
    explanation: "Rules on a type allow callers to create, read, update and delete its objects. \
Only models have such operations. Add `@model` to the type, or write the rules on the fields \
that return it.",
};

pub(super) static ON_INTERFACE: Code = Code {
    name: "auth/interface-field",
    explanation: "AppSync never calls a resolver on a field of an interface: it resolves the \
fields of the types that implement it. Write the rules on those.",
};

pub(super) static NO_RULES: Code = Code {
    name: "auth/no-rules",
    explanation: "`@auth(rules: [])` allows no caller, as a model without `@auth` does. Write a \
rule, or remove the directive.",
};

pub(super) static WRONG_PROVIDER: Code = Code {
    name: "auth/provider",
    explanation: "A strategy needs callers who authenticate in a certain way. Owners and groups \
come from the claims of a token: `userPools`, `oidc`. `private` means every signed-in caller: \
`userPools`, `oidc`, `identityPool`. `public` means every caller: `apiKey`, `identityPool`. With \
`custom`, the API's Lambda authorizer decides: `function`.",
};

pub(super) static UNKNOWN_PROVIDER: Code = Code {
    name: "auth/unknown-provider",
    explanation: "The rule allows callers of an authorization mode that is not enabled for the \
API. `auth.default` and `auth.additional` in `burgeon.yaml` list the enabled modes.",
};

pub(super) static GROUPS: Code = Code {
    name: "auth/groups",
    explanation: "`allow: groups` takes either `groups`, which lists them, or `groupsField`, the \
field of each object that lists them. A rule has exactly one of the two.",
};

pub(super) static FOREIGN_ARGUMENT: Code = Code {
    name: "auth/argument",
    explanation: "The argument belongs to another strategy and would be ignored: `ownerField` \
and `identityClaim` belong to `allow: owner`; `groups`, `groupsField` and `groupClaim` to \
`allow: groups`.",
};

pub(super) static FIELD_NAME: Code = Code {
    name: "auth/field-name",
    explanation: "`ownerField` and `groupsField` name a field of the type: letters, digits and \
underscores, not beginning with a digit. A missing owner field is added to the type.",
};

pub(super) static OPERATIONS: Code = Code {
    name: "auth/operations",
    explanation: "On a model, `operations` lists some of `create`, `update`, `delete` and \
`read`, or in place of `read` some of `get`, `list`, `search`, `listen` and `sync`. On a field \
of a model, the only read operation is `read`. On other fields, `operations` is not supported.",
};

pub(super) static REPEATED: Code = Code {
    name: "auth/repeated-rule",
    explanation: "Two rules name the same callers. Merge them into one rule with the operations \
of both.",
};

pub(super) static SORT_KEY: Code = Code {
    name: "auth/owner-in-sort-key",
    explanation: "An owner of several claims is stored as one name that joins them, and is found \
by that name or by a single claim. A key condition compares a sort key with one value only. Use \
another field for the sort key, or a single claim: `identityClaim: \"sub\"`.",
};

pub(super) static REQUIRED_FIELD: Code = Code {
    name: "auth/required-field",
    explanation: "Some callers may read the object but not this field, and the field is \
non-null. A field that a caller may not read is null, and GraphQL drops the whole object where a \
non-null field is null. Subscription payloads never contain a field that some subscribers may \
not read. Allow all readers to read the field, make it nullable, or switch the model's \
subscriptions off.",
};

pub(super) static NEVER_MATCHES: Code = Code {
    name: "auth/never-matches",
    explanation: "The rule is valid, but allows no caller: its list of groups or of operations \
is empty, or no caller can meet its condition. Remove the rule, or complete it.",
};

pub(super) static REDUNDANT: Code = Code {
    name: "auth/redundant-rule",
    explanation: "Another rule allows the same callers the same operations or more: `allow: \
private` covers all groups and owners of its provider. The rule has no effect, and a reader can \
mistake it for a limit. Remove it, or allow less in the other rule.",
};

pub(super) static TRANSFERABLE_OWNER: Code = Code {
    name: "auth/transferable-owner",
    explanation: "Owners may update the fields of their objects, and the owner field is one of \
them. They can write another user there, who then owns the object. To keep owners, write rules \
on that field without `update`: `@auth(rules: [{ allow: owner, operations: [create, read, \
delete] }])`.",
};

pub(super) static UNWRITABLE_FIELD: Code = Code {
    name: "auth/unwritable-field",
    explanation: "A create needs a value for every required field. Some callers have `create`, \
but rules on a required field do not allow them to write it, so each of their creates fails. \
Allow them to create with the field, make the field nullable, or remove their `create`.",
};

pub(super) static FILTERED_PAGES: Code = Code {
    name: "auth/filtered-pages",
    explanation: "Where a field of each object names its readers, a list reads a page and then \
drops the objects that the caller may not read. A page can contain fewer objects than requested, \
or none, although more pages follow. An index with that field as its key returns whole pages.",
};

pub(super) static LEAKING_RELATION: Code = Code {
    name: "auth/leaking-relation",
    explanation: "A subscription payload is the answer of a mutation, with related objects as \
the caller of the mutation may read them. A relation is redacted where subscribers may not read \
the other model, but a non-null field cannot be redacted. Make the field nullable, allow the \
same callers to read both models, or switch the subscriptions off.",
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
    &REDUNDANT,
    &TRANSFERABLE_OWNER,
    &UNWRITABLE_FIELD,
    &FILTERED_PAGES,
    &LEAKING_RELATION,
];
