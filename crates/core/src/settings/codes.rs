//! What can be wrong with the settings.

use crate::Code;

/// Every kind of diagnostic that reading the settings reports.
pub const ALL: &[&Code] = &[
    &UNREADABLE,
    &SYNTAX,
    &UNKNOWN_KEY,
    &REPEATED_KEY,
    &WRONG_TYPE,
    &UNKNOWN_VALUE,
    &OUT_OF_RANGE,
    &MISSING_KEY,
    &MISSING_SECTION,
    &REPEATED_MODE,
    &UNUSABLE_NAME,
    &MISPLACED_DATABASE,
    &MISPLACED_TABLE,
];

/// The file cannot be read.
pub static UNREADABLE: Code = Code {
    name: "settings/unreadable",
    explanation: "\
The settings file that was named does not exist, its permissions do not allow reading it, or it is
not a UTF-8 text. Settings are looked for in `burgeon.yaml` beside the schema; `--config` names
another file.",
};

/// The text is no YAML.
pub static SYNTAX: Code = Code {
    name: "settings/syntax",
    explanation: "\
The settings file is one YAML document: keys with a colon and a space behind them, sections indented
with spaces (never tabs), lists as `[a, b]` or as lines that begin with `- `. JSON is YAML too.

Look at the place that is shown and at the line before it; a missing space behind a colon, a tab, or
a quote that is never closed are the usual reasons.",
};

/// A key that means nothing.
pub static UNKNOWN_KEY: Code = Code {
    name: "settings/unknown-key",
    explanation: "\
A key of the settings file is none that Burgeon knows at this place. It is refused so that a slip of
the pen is not a setting silently left at its default.

Correct the spelling (keys are in camel case), move the key into the section it belongs to, or
remove it. The chapter on the settings file lists every key.",
};

/// A key that stands twice.
pub static REPEATED_KEY: Code = Code {
    name: "settings/repeated-key",
    explanation: "\
A key stands twice in one section. YAML does not allow it, and readers differ in which of the two
they believe. Keep one.",
};

/// A value of another kind than the key takes.
pub static WRONG_TYPE: Code = Code {
    name: "settings/wrong-type",
    explanation: "\
A value is of another kind than its key takes: a list where a section is due, a text where a number
is due, and so on. Mind that YAML reads `123` as a number and `true` as a truth value; put them in
quotes where a text is meant.",
};

/// A word that is none of those to choose from.
pub static UNKNOWN_VALUE: Code = Code {
    name: "settings/unknown-value",
    explanation: "\
The key takes one of a few words or numbers, and this is none of them. Write one of those that the
message lists.",
};

/// A number that AWS does not take.
pub static OUT_OF_RANGE: Code = Code {
    name: "settings/out-of-range",
    explanation: "\
The number is smaller or greater than AWS takes. Deploying would fail; it is refused here, where it
costs no time.",
};

/// A section without a key that it cannot do without.
pub static MISSING_KEY: Code = Code {
    name: "settings/missing-key",
    explanation: "\
The section needs a key that has no default, such as the issuer of an OpenID Connect provider. Add
the key, or remove the section.",
};

/// An authorization mode that needs a section which is not there.
pub static MISSING_SECTION: Code = Code {
    name: "settings/missing-section",
    explanation: "\
Some authorization modes need to know more: `userPools` the id of the user pool, `oidc` the issuer,
`function` the name of the Lambda function. The mode is named under `auth.default` or
`auth.additional`, so its section must stand under `auth`:

```yaml
auth:
  default: userPools
  userPools: { userPoolId: us-east-1_abc123 }
```

Likewise `engine: existing` under `search` needs to know the domain, in a section `existing` beside it.",
};

/// An authorization mode that is listed more than once.
pub static REPEATED_MODE: Code = Code {
    name: "settings/repeated-mode",
    explanation: "\
AppSync takes each authorization mode once: as the default, or as an additional one. Remove the
repetition from `auth.additional`.",
};

/// A name or an address that AWS does not take.
pub static UNUSABLE_NAME: Code = Code {
    name: "settings/unusable-name",
    explanation: "\
The value names something in AWS (a stack, a user pool, a role, a function, an issuer) and is not
spelled in a way that such names can be. The message says what the name is made of.",
};

/// A database is named where there is none of that engine.
pub static MISPLACED_DATABASE: Code = Code {
    name: "settings/misplaced-database",
    explanation: "\
`storage` says of which engine a store is, and `database` which relational database of that engine
it is. DynamoDB has tables and no databases, and a database has one engine. Without `database`, it
is called as its engine is: `postgres` or `mysql`.",
};

/// A table that exists is named where the model cannot have it.
pub static MISPLACED_TABLE: Code = Code {
    name: "settings/misplaced-table",
    explanation: "\
`existingTable` names a DynamoDB table that is there already. Burgeon refers to it and leaves it as it
is, so that `table`, which says how a table is set up, has no meaning beside it. A model in a
relational database has no such table, and every model has one of its own: the list of a model shows
all that its table holds.",
};
