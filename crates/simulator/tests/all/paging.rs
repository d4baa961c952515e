//! Paging: whatever the limit and the filter, every item is read once.

use std::collections::BTreeSet;

use burgeon_simulator::dynamodb::DynamoDb;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::support::{execute, put, refusal, table};

fn ordered_table() -> DynamoDb {
    let key = |partition: &str, sort: &str| {
        json!([
            { "attributeName": partition, "keyType": "HASH" },
            { "attributeName": sort, "keyType": "RANGE" },
        ])
    };
    table(json!({
        "keySchema": key("p", "s"),
        "attributeDefinitions": [
            { "attributeName": "p", "attributeType": "S" },
            { "attributeName": "s", "attributeType": "N" },
            { "attributeName": "g", "attributeType": "S" },
        ],
        "globalSecondaryIndexes": [{
            "indexName": "global", "keySchema": key("g", "s"),
            "projection": { "projectionType": "ALL" },
        }],
        "localSecondaryIndexes": [{
            "indexName": "local", "keySchema": key("p", "g"),
            "projection": { "projectionType": "KEYS_ONLY" },
        }],
    }))
}

/// All pages of an operation, one after the other.
fn pages(source: &DynamoDb, operation: &str, mut request: Json) -> Vec<Json> {
    let mut pages = Vec::new();
    loop {
        let page = execute(source, operation, request.clone()).expect("a sound request");
        request["nextToken"] = page["nextToken"].clone();
        pages.push(page);
        if request["nextToken"].is_null() {
            return pages;
        }
        assert!(pages.len() < 1000, "the pages do not end");
    }
}

fn items(pages: &[Json]) -> Vec<Json> {
    pages.iter().flat_map(|page| page["items"].as_array().cloned().unwrap_or_default()).collect()
}

type Row = (u8, i8, Option<u8>, u8);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..3u8, -4..4i8, proptest::option::of(0..3u8), 0..4u8);
    proptest::collection::vec(row, 0..40)
}

fn fill(source: &DynamoDb, rows: &[Row]) {
    for (p, s, g, n) in rows {
        let mut attributes = json!({ "n": { "N": n } });
        if let Some(g) = g {
            attributes["g"] = json!({ "S": g.to_string() });
        }
        put(source, json!({ "p": { "S": p.to_string() }, "s": { "N": s } }), attributes);
    }
}

/// The rows that a table with the same keys holds in the end.
fn remaining(rows: &[Row]) -> Vec<Json> {
    let last: std::collections::BTreeMap<(u8, i8), &Row> =
        rows.iter().map(|row| ((row.0, row.1), row)).collect();
    last.into_values()
        .map(|(p, s, g, n)| {
            let mut item = json!({ "p": p.to_string(), "s": s, "n": n });
            if let Some(g) = g {
                item["g"] = json!(g.to_string());
            }
            item
        })
        .collect()
}

fn set(items: &[Json]) -> BTreeSet<String> {
    // `n` may come before or after the others: compare the objects, not their texts.
    let text = |item: &Json| {
        let sorted: std::collections::BTreeMap<_, _> =
            item.as_object().into_iter().flatten().collect();
        format!("{sorted:?}")
    };
    items.iter().map(text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_scan_finds_each_item_once(rows in rows(), limit in 1..7usize, least in 0..5u8) {
        let source = ordered_table();
        fill(&source, &rows);
        let filter = json!({ "expression": "n >= :n", "expressionValues": { ":n": { "N": least } } });
        let pages = pages(&source, "Scan", json!({ "limit": limit, "filter": filter }));
        let found = items(&pages);
        let mut expected = remaining(&rows);
        let count = expected.len();
        expected.retain(|item| item["n"].as_u64() >= Some(least.into()));
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(set(&found), set(&expected));
        let scanned: u64 = pages.iter().filter_map(|page| page["scannedCount"].as_u64()).sum();
        prop_assert_eq!(scanned, count as u64);
    }

    #[test]
    fn a_query_finds_its_items_once_and_in_order(
        rows in rows(), limit in 1..7usize, forward: bool, global: bool, bounds in (-4..4i8, -4..4i8),
    ) {
        let source = ordered_table();
        fill(&source, &rows);
        let partition = if global { "g" } else { "p" };
        let (lower, upper) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let request = json!({
            "index": global.then_some("global"),
            "query": {
                "expression": "#partition = :partition AND s BETWEEN :lower AND :upper",
                "expressionNames": { "#partition": partition },
                "expressionValues": {
                    ":partition": { "S": "1" }, ":lower": { "N": lower }, ":upper": { "N": upper },
                },
            },
            "filter": { "expression": "n <> :n", "expressionValues": { ":n": { "N": 0 } } },
            "limit": limit,
            "scanIndexForward": forward,
        });
        let found = items(&pages(&source, "Query", request));
        let mut expected = remaining(&rows);
        expected.retain(|item| {
            item[partition] == "1" && item["n"] != 0
                && item["s"].as_i64().is_some_and(|s| (lower.into()..=upper.into()).contains(&s))
        });
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(set(&found), set(&expected));
        let order: Vec<_> = found.iter().filter_map(|item| item["s"].as_i64()).collect();
        let is_sorted = if forward { order.is_sorted() } else { order.iter().rev().is_sorted() };
        prop_assert!(is_sorted, "{order:?}");
    }

    #[test]
    fn segments_share_out_the_table(rows in rows(), limit in 1..7usize, total in 1..5u64) {
        let source = ordered_table();
        fill(&source, &rows);
        let mut found = Vec::new();
        for segment in 0..total {
            let request = json!({ "limit": limit, "segment": segment, "totalSegments": total });
            found.extend(items(&pages(&source, "Scan", request)));
        }
        let expected = remaining(&rows);
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(set(&found), set(&expected));
    }
}

#[test]
fn a_limit_counts_the_items_read_not_those_found() {
    let source = ordered_table();
    fill(&source, &[(1, 0, None, 0), (1, 1, None, 1), (1, 2, None, 0), (1, 3, None, 1)]);
    let request = json!({
        "query": { "expression": "p = :p", "expressionValues": { ":p": { "S": "1" } } },
        "filter": { "expression": "n = :n", "expressionValues": { ":n": { "N": 1 } } },
        "limit": 1,
    });
    let found: Vec<usize> = pages(&source, "Query", request)
        .iter()
        .map(|page| page["items"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(found, [0, 1, 0, 1, 0]);
}

#[test]
fn a_page_ends_after_a_megabyte() {
    let source = ordered_table();
    let text = "x".repeat(300 * 1024);
    for s in 0..5 {
        put(&source, json!({ "p": { "S": "1" }, "s": { "N": s } }), json!({ "t": { "S": text } }));
    }
    let pages = pages(&source, "Scan", json!({}));
    let counts: Vec<_> = pages.iter().filter_map(|page| page["scannedCount"].as_u64()).collect();
    assert_eq!(counts, [4, 1]);
}

#[test]
fn a_token_is_good_for_what_it_came_with() {
    let source = ordered_table();
    fill(&source, &[(1, 0, Some(1), 0), (1, 1, Some(1), 0)]);
    let page = execute(&source, "Scan", json!({ "limit": 1 })).expect("runs");
    let request = json!({ "index": "global", "nextToken": page["nextToken"] });
    assert_eq!(refusal(&source, "Scan", request).0, "MappingTemplate");
}

#[test]
fn limits_are_positive() {
    let source = ordered_table();
    for limit in [0, -1] {
        assert_eq!(refusal(&source, "Scan", json!({ "limit": limit })).0, "ValidationException");
    }
}

#[test]
fn a_sync_returns_its_start_and_the_changes_since() {
    let source = ordered_table();
    for (s, at) in [(0, 100), (1, 200), (2, 300)] {
        let attributes = json!({ "_lastChangedAt": { "N": at } });
        put(&source, json!({ "p": { "S": "1" }, "s": { "N": s } }), attributes);
    }
    let found = |request: Json| {
        let pages = pages(&source, "Sync", request);
        assert_eq!(pages[0]["startedAt"], 0);
        items(&pages).len()
    };
    assert_eq!(found(json!({ "limit": 2 })), 3);
    assert_eq!(found(json!({ "limit": 1, "lastSync": 200 })), 2);
}
