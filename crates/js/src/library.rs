//! What AppSync brings along: utilities and modules.

/// An object of functions and of objects below it, such as `util` and `util.time`.
#[derive(Debug)]
pub(crate) struct Namespace {
    pub name: &'static str,
    pub functions: &'static [&'static str],
    pub children: &'static [&'static Namespace],
}

impl Namespace {
    /// The namespace below this one that is called `name`.
    pub fn child(&self, name: &str) -> Option<&'static Namespace> {
        self.children.iter().find(|child| child.name == name).copied()
    }

    /// All names that the object has.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.functions.iter().copied().chain(self.children.iter().map(|child| child.name))
    }
}

/// `util`.
pub(crate) static UTIL: Namespace = Namespace {
    name: "util",
    functions: &[
        "appendError",
        "authType",
        "autoId",
        "autoKsuid",
        "autoUlid",
        "base64Decode",
        "base64Encode",
        "error",
        "escapeJavaScript",
        "matches",
        "unauthorized",
        "urlDecode",
        "urlEncode",
    ],
    children: &[
        &Namespace {
            name: "time",
            functions: &[
                "epochMilliSecondsToFormatted",
                "epochMilliSecondsToISO8601",
                "epochMilliSecondsToSeconds",
                "nowEpochMilliSeconds",
                "nowEpochSeconds",
                "nowFormatted",
                "nowISO8601",
                "parseFormattedToEpochMilliSeconds",
                "parseISO8601ToEpochMilliSeconds",
            ],
            children: &[],
        },
        &Namespace {
            name: "dynamodb",
            functions: &[
                "fromS3ObjectJson",
                "toBinary",
                "toBinarySet",
                "toBoolean",
                "toDynamoDB",
                "toList",
                "toMap",
                "toMapValues",
                "toNull",
                "toNumber",
                "toNumberSet",
                "toS3Object",
                "toString",
                "toStringSet",
            ],
            children: &[],
        },
        &Namespace { name: "rds", functions: &["toJsonObject"], children: &[] },
        &Namespace {
            name: "http",
            functions: &["addResponseHeader", "addResponseHeaders", "copyHeaders"],
            children: &[],
        },
        &Namespace { name: "xml", functions: &["toJsonString", "toMap"], children: &[] },
        &Namespace {
            name: "transform",
            functions: &[
                "toDynamoDBConditionExpression",
                "toDynamoDBFilterExpression",
                "toElasticsearchQueryDSL",
                "toSubscriptionFilter",
            ],
            children: &[],
        },
        &Namespace {
            name: "math",
            functions: &["maxVal", "minVal", "randomDouble", "randomWithinRange", "roundNum"],
            children: &[],
        },
        &Namespace { name: "str", functions: &["normalize"], children: &[] },
    ],
};

/// `extensions`.
pub(crate) static EXTENSIONS: Namespace = Namespace {
    name: "extensions",
    functions: &[
        "evictFromApiCache",
        "invalidateSubscriptions",
        "setSubscriptionFilter",
        "setSubscriptionInvalidationFilter",
    ],
    children: &[],
};

/// `runtime`.
pub(crate) static RUNTIME: Namespace =
    Namespace { name: "runtime", functions: &["earlyReturn"], children: &[] };

/// The exports of `@aws-appsync/utils/dynamodb`.
static DYNAMODB: Namespace = Namespace {
    name: "@aws-appsync/utils/dynamodb",
    functions: &[
        "batchDelete",
        "batchGet",
        "batchPut",
        "get",
        "put",
        "query",
        "remove",
        "scan",
        "sync",
        "toBinarySet",
        "toNumberSet",
        "toStringSet",
        "transactGet",
        "transactWrite",
        "update",
    ],
    children: &[&Namespace {
        name: "operations",
        functions: &[
            "add",
            "append",
            "decrement",
            "increment",
            "prepend",
            "remove",
            "replace",
            "updateListItem",
        ],
        children: &[],
    }],
};

/// The exports of `@aws-appsync/utils/rds`.
static RDS: Namespace = Namespace {
    name: "@aws-appsync/utils/rds",
    functions: &[
        "createMySQLStatement",
        "createPgStatement",
        "insert",
        "remove",
        "select",
        "sql",
        "toJsonObject",
        "update",
    ],
    children: &[
        &Namespace {
            name: "typeHint",
            functions: &["DATE", "DECIMAL", "JSON", "TIME", "TIMESTAMP", "UUID"],
            children: &[],
        },
        &Namespace {
            name: "agg",
            functions: &[
                "avg",
                "avgDistinct",
                "count",
                "countDistinct",
                "max",
                "maxDistinct",
                "min",
                "minDistinct",
                "sum",
                "sumDistinct",
            ],
            children: &[],
        },
    ],
};

/// The modules that can be imported, by their names.
pub(crate) static MODULES: &[&Namespace] = &[
    &Namespace {
        name: "@aws-appsync/utils",
        functions: &[],
        children: &[&UTIL, &EXTENSIONS, &RUNTIME],
    },
    &DYNAMODB,
    &RDS,
    &Namespace {
        name: "@aws-appsync/utils/ai",
        functions: &["converse", "invokeModel"],
        children: &[],
    },
];

/// The module called `name`.
pub(crate) fn module(name: &str) -> Option<&'static Namespace> {
    MODULES.iter().find(|module| module.name == name).copied()
}

/// The utilities among the global objects.
pub(crate) fn global_namespace(name: &str) -> Option<&'static Namespace> {
    [&UTIL, &EXTENSIONS, &RUNTIME].into_iter().find(|namespace| namespace.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_utility_of_appsync_is_found() {
        assert!(UTIL.child("time").is_some_and(|time| time.functions.contains(&"nowISO8601")));
        assert!(module("@aws-appsync/utils/rds").is_some());
        assert!(module("lodash").is_none());
        assert!(global_namespace("runtime").is_some());
    }
}
