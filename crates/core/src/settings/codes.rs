//! Diagnostics of the settings.

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
    &DATA_SOURCE_KIND,
    &DATA_SOURCE_ROLE,
    &MISPLACED_TABLE,
    &CONFLICTING_KEYS,
];

/// The file cannot be read.
pub static UNREADABLE: Code = Code {
    name: "settings/unreadable",
    explanation: "\
The settings file does not exist, its permissions do not allow reading it, or it is not UTF-8. The
default file is `burgeon.yaml` beside the schema; `--config` names another one.",
};

/// The text is not YAML.
pub static SYNTAX: Code = Code {
    name: "settings/syntax",
    explanation: "\
The settings file is one YAML document: keys with a colon and a space behind them, sections indented
with spaces (never tabs), lists as `[a, b]` or as lines that begin with `- `. JSON is YAML too.

Look at the place that is shown and at the line before it; a missing space behind a colon, a tab, or
a quote that is never closed are the usual reasons.",
};

/// An unknown key.
pub static UNKNOWN_KEY: Code = Code {
    name: "settings/unknown-key",
    explanation: "\
The settings file has an unknown key here. It is an error, because a misspelled key would leave
its setting at the default.

Correct the spelling (keys are in camel case), move the key into the section it belongs to, or
remove it. The chapter on the settings file lists every key.",
};

/// A duplicate key.
pub static REPEATED_KEY: Code = Code {
    name: "settings/repeated-key",
    explanation: "\
A section has a key twice. YAML does not allow it, and parsers differ in which of the two they
use. Keep one.",
};

/// A value of the wrong type.
pub static WRONG_TYPE: Code = Code {
    name: "settings/wrong-type",
    explanation: "\
A value has another type than its key: a list instead of a section, a string instead of a number, and
so on. YAML reads `123` as a number and `true` as a boolean; put them in quotes where a string is
meant.",
};

/// An unknown value.
pub static UNKNOWN_VALUE: Code = Code {
    name: "settings/unknown-value",
    explanation: "\
The key has a fixed set of values, and this is not one of them. Write one of those that the
message lists.",
};

/// A number out of range.
pub static OUT_OF_RANGE: Code = Code {
    name: "settings/out-of-range",
    explanation: "\
The number is outside the range that AWS accepts, and the deployment would fail.",
};

/// A section without a key that it cannot do without.
pub static MISSING_KEY: Code = Code {
    name: "settings/missing-key",
    explanation: "\
A section needs a key that has no default, such as the issuer of an OpenID Connect provider. Add
the key, or remove the section.",
};

/// An authorization mode that needs a section which is not there.
pub static MISSING_SECTION: Code = Code {
    name: "settings/missing-section",
    explanation: "\
Some authorization modes require settings: `userPools` the id of the user pool, `oidc` the issuer,
`function` the name of the Lambda function. The mode is named under `auth.default` or
`auth.additional`, so `auth` must have its section:

```yaml
auth:
  default: userPools
  userPools: { userPoolId: us-east-1_abc123 }
```

Likewise, `engine: existing` under `search` requires the domain, in the section `existing`.",
};

/// An authorization mode that is listed more than once.
pub static REPEATED_MODE: Code = Code {
    name: "settings/repeated-mode",
    explanation: "\
AppSync accepts each authorization mode once: as the default, or as an additional one. Remove the
repetition from `auth.additional`.",
};

/// A name or an address that AWS does not accept.
pub static UNUSABLE_NAME: Code = Code {
    name: "settings/unusable-name",
    explanation: "\
The value names something in AWS (a stack, a user pool, a role, a function, an issuer) and is not
spelled as AWS requires. The message lists the allowed characters.",
};

/// A database is named where there is none of that engine.
pub static MISPLACED_DATABASE: Code = Code {
    name: "settings/misplaced-database",
    explanation: "\
`engine` is the kind of a store, and `database` the name of a relational database of that kind. DynamoDB has tables and no databases, and a database has one engine. Without
`database`, its name is that of its engine: `postgres` or `mysql`.",
};

/// A data source of no kind, or of several.
pub static DATA_SOURCE_KIND: Code = Code {
    name: "settings/data-source-kind",
    explanation: "\
A data source is of one kind: a table, a function, a web service, a search domain or a bus. Its
section holds exactly one of `dynamodb`, `function`, `http`, `openSearch` and `eventBridge`, and
optionally `permissions`:

```yaml
dataSources:
  Orders: { dynamodb: { table: orders } }
```",
};

/// A data source whose role and requests do not fit together.
pub static DATA_SOURCE_ROLE: Code = Code {
    name: "settings/data-source-role",
    explanation: "\
Requests to AWS services by HTTP are signed in the role of their data source. That role has the
permissions that `permissions` lists, and no others. Unsigned requests have no role, so `permissions`
would have no effect.

```yaml
dataSources:
  Jobs:
    http: { endpoint: \"https://states.${aws_region}.amazonaws.com\", signing: { service: states } }
    permissions:
      - actions: [\"states:StartExecution\"]
        resources: [\"arn:aws:states:us-east-1:123456789012:stateMachine:jobs\"]
```",
};

/// `existingTable` of a model that cannot have it.
pub static MISPLACED_TABLE: Code = Code {
    name: "settings/misplaced-table",
    explanation: "\
`existingTable` names a DynamoDB table that exists already. Burgeon refers to it and does not change it,
so `table`, which configures a table, has no effect in addition. A model in a relational database has no
DynamoDB table. Two models cannot share one, because the list of a model returns all items of its table.",
};

/// Keys that contradict each other.
pub static CONFLICTING_KEYS: Code = Code {
    name: "settings/conflicting-keys",
    explanation: "\
One key makes another one ineffective: a ceiling of on-demand capacity for tables with provisioned
capacity, or a list of cached resolvers where all resolvers are cached. A setting without an
effect is an error, because its author expects one. Remove one of the two.",
};
