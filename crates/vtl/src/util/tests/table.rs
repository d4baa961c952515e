//! The tables themselves, and the page that is generated from them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{EXTENSIONS, UTIL};
use crate::utility::{Function, Namespace};

/// Every function, with its path: `util.time.nowISO8601`.
pub fn functions() -> Vec<(String, &'static Function)> {
    let all = namespaces().into_iter().flat_map(|n| n.functions.iter().map(move |f| (n, f)));
    all.map(|(n, f)| (format!("{}.{}", n.name, f.name), f)).collect()
}

/// `$util`, what is below it, and `$extensions`.
fn namespaces() -> Vec<&'static Namespace> {
    let mut all = vec![&UTIL];
    let mut at = 0;
    while let Some(namespace) = all.get(at) {
        all.extend(namespace.children.iter().map(|(_, child)| *child));
        at += 1;
    }
    all.push(&EXTENSIONS);
    all
}

/// Every function that the developer guide lists, with the numbers of arguments that it takes.
const DOCUMENTED: &str = "
util.qr 1  util.quiet 1  util.escapeJavaScript 1  util.urlEncode 1  util.urlDecode 1
util.base64Encode 1  util.base64Decode 1  util.parseJson 1  util.toJson 1  util.autoId 0
util.autoUlid 0  util.autoKsuid 0  util.unauthorized 0
util.error 1  util.error 2  util.error 3  util.error 4
util.appendError 1  util.appendError 2  util.appendError 3  util.appendError 4
util.validate 2  util.validate 3  util.validate 4
util.isNull 1  util.isNullOrEmpty 1  util.isNullOrBlank 1
util.defaultIfNull 2  util.defaultIfNullOrEmpty 2  util.defaultIfNullOrBlank 2
util.isString 1  util.isNumber 1  util.isBoolean 1  util.isList 1  util.isMap 1  util.typeOf 1
util.matches 2  util.authType 0
util.log.info 1  util.log.info 2  util.log.debug 1  util.log.debug 2
util.log.error 1  util.log.error 2
util.time.nowISO8601 0  util.time.nowEpochSeconds 0  util.time.nowEpochMilliSeconds 0
util.time.nowFormatted 1  util.time.nowFormatted 2
util.time.parseFormattedToEpochMilliSeconds 2  util.time.parseFormattedToEpochMilliSeconds 3
util.time.parseISO8601ToEpochMilliSeconds 1  util.time.epochMilliSecondsToSeconds 1
util.time.epochMilliSecondsToISO8601 1  util.time.epochMilliSecondsToFormatted 2
util.time.epochMilliSecondsToFormatted 3
util.list.copyAndRetainAll 2  util.list.copyAndRemoveAll 2  util.list.sortList 3
util.map.copyAndRetainAllKeys 2  util.map.copyAndRemoveAllKeys 2
util.dynamodb.toDynamoDB 1  util.dynamodb.toDynamoDBJson 1
util.dynamodb.toString 1  util.dynamodb.toStringJson 1
util.dynamodb.toStringSet 1  util.dynamodb.toStringSetJson 1
util.dynamodb.toNumber 1  util.dynamodb.toNumberJson 1
util.dynamodb.toNumberSet 1  util.dynamodb.toNumberSetJson 1
util.dynamodb.toBinary 1  util.dynamodb.toBinaryJson 1
util.dynamodb.toBinarySet 1  util.dynamodb.toBinarySetJson 1
util.dynamodb.toBoolean 1  util.dynamodb.toBooleanJson 1
util.dynamodb.toNull 0  util.dynamodb.toNullJson 0
util.dynamodb.toList 1  util.dynamodb.toListJson 1
util.dynamodb.toMap 1  util.dynamodb.toMapJson 1
util.dynamodb.toMapValues 1  util.dynamodb.toMapValuesJson 1
util.dynamodb.toS3Object 3  util.dynamodb.toS3ObjectJson 3
util.dynamodb.toS3Object 4  util.dynamodb.toS3ObjectJson 4  util.dynamodb.fromS3ObjectJson 1
util.rds.toJsonString 1  util.rds.toJsonObject 1
util.http.copyHeaders 1  util.http.addResponseHeader 2  util.http.addResponseHeaders 1
util.xml.toMap 1  util.xml.toJsonString 1  util.xml.toJsonString 2
util.transform.toDynamoDBFilterExpression 1  util.transform.toDynamoDBConditionExpression 1
util.transform.toElasticsearchQueryDSL 1  util.transform.toSubscriptionFilter 1
util.transform.toSubscriptionFilter 2  util.transform.toSubscriptionFilter 3
util.math.roundNum 1  util.math.minVal 2  util.math.maxVal 2  util.math.randomDouble 0
util.math.randomWithinRange 2
util.str.toUpper 1  util.str.toLower 1  util.str.toReplace 3  util.str.normalize 2
util.authRules.mutationAuth 3  util.authRules.mutationAuth 4  util.authRules.queryAuth 1
util.authRules.subscriptionAuth 1  util.authRules.validateUsingSource 2
extensions.evictFromApiCache 3  extensions.setSubscriptionFilter 1
extensions.setSubscriptionInvalidationFilter 1  extensions.invalidateSubscriptions 1
";

#[test]
fn the_tables_are_what_is_documented() {
    let mut words = DOCUMENTED.split_whitespace();
    let mut documented = BTreeSet::new();
    while let (Some(path), Some(count)) = (words.next(), words.next()) {
        documented.insert(format!("{path} {count}"));
    }
    let variadic = usize::MAX;
    let tables: BTreeSet<String> = functions()
        .into_iter()
        .flat_map(|(path, f)| {
            let most = if *f.arity.end() == variadic { 2 } else { *f.arity.end() };
            (*f.arity.start()..=most).map(move |count| format!("{path} {count}"))
        })
        .collect();
    assert_eq!(tables, documented);
}

#[test]
fn every_name_is_found_once_and_described() {
    let functions = functions();
    for (path, function) in &functions {
        let found = super::find(path, *function.arity.start());
        assert!(found.is_some_and(|f| std::ptr::eq(f, *function)), "{path}");
        assert!(!function.summary.is_empty() && !function.summary.ends_with('.'), "{path}");
    }
    let names: BTreeSet<&str> = functions.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(names.len(), functions.len());
    for namespace in namespaces() {
        for (name, child) in namespace.children {
            assert_eq!(child.name, format!("{}.{name}", namespace.name));
        }
    }
}

/// The page in Markdown.
fn page() -> String {
    let mut page = String::new();
    for namespace in namespaces() {
        let url = "https://docs.aws.amazon.com/appsync/latest/devguide";
        writeln!(page, "## `${}`\n", namespace.name).unwrap();
        match namespace.page {
            Some(name) => writeln!(page, "[In the developer guide]({url}/{name}.html).\n"),
            None => writeln!(page, "Not documented by AWS.\n"),
        }
        .unwrap();
        writeln!(page, "| function | arguments | gives |\n|---|---|---|").unwrap();
        for Function { name, arity, summary, .. } in namespace.functions {
            let arity = match (*arity.start(), *arity.end()) {
                (least, usize::MAX) => format!("{least} or more"),
                (least, most) if least == most => least.to_string(),
                (least, most) => format!("{least} to {most}"),
            };
            writeln!(page, "| `{name}` | {arity} | {summary} |").unwrap();
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len() + 1);
    page
}

/// `UPDATE_DOCS=1 cargo test` writes the page anew.
#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/utilities.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), page(), "run with UPDATE_DOCS=1");
}
