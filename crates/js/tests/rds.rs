//! `@aws-appsync/utils/rds`, by the statements that AppSync is known to make.
#![cfg(feature = "engine")]

mod support;

use serde_json::{Value as Json, json};
use support::{failure, value};

/// The statement and the variables that a payload of `select` makes for PostgreSQL.
#[track_caller]
fn select(payload: &str) -> (String, Json) {
    let request = value(&format!("rds.createPgStatement(rds.select({payload}))"));
    let statement = request["statements"][0].as_str().unwrap().to_owned();
    (statement, request["variableMap"].clone())
}

#[track_caller]
fn where_is(condition: &str, expected: &str, variables: Json) {
    let (statement, found) = select(&format!("{{ table: 't', where: {condition} }}"));
    let expected = if expected.is_empty() { String::new() } else { format!(" WHERE {expected}") };
    assert_eq!(statement, format!("SELECT * FROM \"t\"{expected}"), "{condition}");
    assert_eq!(found, variables, "{condition}");
}

#[test]
fn comparisons_bind_their_values() {
    where_is("{ a: { eq: 1 } }", "\"a\" = :P0", json!({ ":P0": 1 }));
    where_is(
        "{ a: { ne: 'x', gt: 2 } }",
        "\"a\" != :P0 AND \"a\" > :P1",
        json!({ ":P0": "x", ":P1": 2 }),
    );
    where_is(
        "{ a: { lt: 1 }, b: { le: 2 } }",
        "\"a\" < :P0 AND \"b\" <= :P1",
        json!({ ":P0": 1, ":P1": 2 }),
    );
    where_is("{ 's.a': { ge: false } }", "\"s\".\"a\" >= :P0", json!({ ":P0": false }));
    where_is("{ a: { contains: 'x' } }", "\"a\" LIKE :P0", json!({ ":P0": "%x%" }));
    where_is("{ a: { notContains: 'x' } }", "\"a\" NOT LIKE :P0", json!({ ":P0": "x" }));
    where_is("{ a: { beginsWith: 'x' } }", "\"a\" LIKE :P0", json!({ ":P0": "x%" }));
    where_is("{ a: { between: [1, null] } }", "\"a\" BETWEEN :P0 AND NULL", json!({ ":P0": 1 }));
    where_is("{ a: { attributeExists: true } }", "\"a\" IS NOT NULL", json!({}));
    where_is("{ a: { attributeExists: false } }", "\"a\" IS NULL", json!({}));
    where_is(
        "{ a: { size: { gt: 1, between: [2, 3] } } }",
        "LENGTH (\"a\") > :P0 AND LENGTH (\"a\") BETWEEN :P1 AND :P2",
        json!({ ":P0": 1, ":P1": 2, ":P2": 3 }),
    );
}

#[test]
fn groups_are_in_brackets() {
    where_is("{ and: [{ a: { eq: 1 } }] }", "(\"a\" = :P0)", json!({ ":P0": 1 }));
    where_is(
        "{ a: { eq: 1 }, or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }",
        "\"a\" = :P0 AND (\"b\" = :P1) OR (\"c\" = :P2)",
        json!({ ":P0": 1, ":P1": 2, ":P2": 3 }),
    );
    where_is(
        "{ and: [{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }] }",
        "((\"a\" = :P0) OR (\"b\" = :P1))",
        json!({ ":P0": 1, ":P1": 2 }),
    );
}

#[test]
fn empty_conditions_are_left_out_and_their_joiners_are_not() {
    where_is("{}", "", json!({}));
    where_is("{ and: [] }", "", json!({}));
    where_is("{ a: {} }", "", json!({}));
    where_is("{ a: { eq: 1 }, b: {} }", "\"a\" = :P0 AND", json!({ ":P0": 1 }));
    where_is("{ and: [{ a: { eq: 1 } }, {}] }", "(\"a\" = :P0) AND", json!({ ":P0": 1 }));
    where_is("{ or: [{}, {}] }", " OR", json!({}));
    where_is("undefined", "", json!({}));
}

#[test]
fn selects_have_clauses() {
    let (statement, variables) = select(
        "{ from: 's.t', columns: ['id', 't.*', '*'], orderBy: [{ column: 'a' }, { column: 'b', dir: 'desc' }],
           limit: '5', offset: 0 }",
    );
    assert_eq!(
        statement,
        "SELECT \"id\", \"t\".\"*\", * FROM \"s\".\"t\" ORDER BY \"a\" ASC, \"b\" DESC LIMIT :P0 OFFSET :P1"
    );
    assert_eq!(variables, json!({ ":P0": 5, ":P1": 0 }));
    assert_eq!(select("{ table: { u: 't' }, columns: '*' }").0, "SELECT * FROM \"t\" as \"u\"");
    assert_eq!(select("{ table: 't', columns: [] }").0, "SELECT  FROM \"t\"".replace("  ", " "));
    assert_eq!(select("{ table: 't', orderBy: [], limit: null }").0, "SELECT * FROM \"t\"");
    assert_eq!(
        select("{ table: 't', columns: [rds.agg.countDistinct('a')], groupBy: ['b', 1], having: { b: { gt: 1 } } }").0,
        "SELECT COUNT(DISTINCT \"a\") FROM \"t\" GROUP BY \"b\", 1 HAVING \"b\" > :P0"
    );
}

#[test]
fn names_cannot_end_their_quotes() {
    assert_eq!(select("{ table: 'a\"b' }").0, "SELECT * FROM \"a\"\"b\"");
    assert_eq!(
        value("rds.createMySQLStatement(rds.select({ table: 'a`b' })).statements"),
        json!(["SELECT * FROM `a``b`"])
    );
}

#[test]
fn rows_are_written() {
    assert_eq!(
        value(
            "rds.createPgStatement(
                rds.insert({ table: 't', values: { a: 'x', b: null, c: rds.typeHint.UUID('u') }, returning: '*' }),
                rds.update({ table: 't', values: { a: false }, where: { id: { eq: 1 } } }))"
        ),
        json!({
            "statements": [
                "INSERT INTO \"t\" (\"a\", \"b\", \"c\") VALUES (:P0, NULL, :P1) RETURNING *",
                "UPDATE \"t\" SET \"a\" = :P2 WHERE \"id\" = :P3",
            ],
            "variableMap": { ":P0": "x", ":P1": "u", ":P2": false, ":P3": 1 },
            "variableTypeHintMap": { ":P1": "UUID" },
        })
    );
    assert_eq!(
        value("rds.createMySQLStatement(rds.remove({ table: 't', where: { id: { eq: 1 } } }))"),
        json!({
            "statements": ["DELETE FROM `t` WHERE `id` = :P0"],
            "variableMap": { ":P0": 1 },
            "variableTypeHintMap": {},
        })
    );
    assert_eq!(
        value(
            "rds.createPgStatement(rds.remove({ table: 't', returning: ['a', 'b'] })).statements"
        ),
        json!(["DELETE FROM \"t\" RETURNING \"a\", \"b\""])
    );
}

#[test]
fn templates_bind_their_values() {
    assert_eq!(
        value(
            "rds.createPgStatement(
                rds.sql`SELECT * FROM t WHERE a = ${1} AND b = ${rds.typeHint.DATE('2024-01-01')}`,
                rds.select({ table: 't', where: rds.sql`c > ${2}` }))"
        ),
        json!({
            "statements": ["SELECT * FROM t WHERE a = :P0 AND b = :P1", "SELECT * FROM \"t\" WHERE c > :P2"],
            "variableMap": { ":P0": 1, ":P1": "2024-01-01", ":P2": 2 },
            "variableTypeHintMap": { ":P1": "DATE" },
        })
    );
    assert_eq!(value("rds.createPgStatement('SELECT 1').statements"), json!(["SELECT 1"]));
}

#[test]
fn wrong_arguments_are_refused_in_the_words_of_appsync() {
    for (statement, message) in [
        ("rds.select()", "An argument is expected to be passed to select"),
        ("rds.insert(null)", "Expected payload to be an Object."),
        ("rds.createPgStatement()", "An argument is expected to be passed to createPgStatement"),
        ("rds.createPgStatement(1)", "Unsupported type is passed as argument to createPgStatement"),
        (
            "rds.sql('a', 'b')",
            "java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template",
        ),
    ] {
        assert_eq!(failure(statement), message, "{statement}");
    }
    for (payload, message) in [
        ("{}", "'table' or 'from' key is required."),
        ("{ table: 't', from: 't' }", "'from' and 'table' keys cannot be used together"),
        ("{ from: 1 }", "'from' value is expected to be string or object."),
        ("{ table: 1 }", "table name is expected to be a string or alias."),
        ("{ table: { a: 'b', c: 'd' } }", "table alias is allowed only one key-value pair."),
        ("{ table: { a: 1 } }", "Table alias value is expected to be a string."),
        ("{ table: 't', columns: 'id' }", "Expected column to be * or an array."),
        ("{ table: 't', columns: [1] }", "Invalid type in column array."),
        (
            "{ table: 't', where: 'x' }",
            "WHERE values are expected to be SQL templates or a condition object.",
        ),
        ("{ table: 't', where: { a: 1 } }", "Expected condition to be an Object."),
        ("{ table: 't', where: { a: { in: [1] } } }", "Unsupported condition a.in."),
        ("{ table: 't', where: { a: { eq: null } } }", "Value for a.eq can't be null."),
        (
            "{ table: 't', where: { a: { contains: 1 } } }",
            "a.contains expects a string value to be passed.",
        ),
        (
            "{ table: 't', where: { a: { attributeExists: 0 } } }",
            "a.attributeExists expects a boolean value to be passed.",
        ),
        (
            "{ table: 't', where: { a: { between: 1 } } }",
            "a.between condition expects an array with length of 2.",
        ),
        (
            "{ table: 't', where: { a: { between: [1] } } }",
            "a.between condition expects an array with 2 values but received an array with length 1.",
        ),
        ("{ table: 't', where: { a: { size: 1 } } }", "Expected a.size to be an Object."),
        ("{ table: 't', where: { a: { size: { in: 1 } } } }", "a.size has invalid size operator."),
        ("{ table: 't', where: { and: {} } }", "and expects conditions to be an array"),
        ("{ table: 't', where: { or: [1] } }", "Expected or to be an Object."),
        ("{ table: 't', orderBy: 'a' }", "orderBy expects an array."),
        ("{ table: 't', orderBy: [null] }", "orderBy item expected to be an object."),
        ("{ table: 't', orderBy: [{}] }", "orderBy item expected to have property column."),
        (
            "{ table: 't', orderBy: [{ column: 'a', dir: 'up' }] }",
            "orderBy dir can have either ASC or DESC found up.",
        ),
        ("{ table: 't', limit: 'many' }", "limit expects a number."),
        ("{ table: 't', offset: {} }", "offset expects a number."),
        ("{ table: 't', innerJoin: [] }", "innerJoin cannot be evaluated here"),
    ] {
        assert_eq!(
            failure(&format!("rds.createPgStatement(rds.select({payload}))")),
            message,
            "{payload}"
        );
    }
    for (statement, message) in [
        ("rds.insert({ table: 't' })", "values are expected to be passed to insert"),
        ("rds.update({ table: 't', values: [] })", "Expected values to an Object."),
        (
            "rds.insert({ table: 't', values: {}, returning: '*' })",
            "returning is not supported in MySQL.",
        ),
    ] {
        assert_eq!(
            failure(&format!("rds.createMySQLStatement({statement})")),
            message,
            "{statement}"
        );
    }
}

#[test]
fn results_are_lists_of_rows() {
    let result = r#"'{"sqlStatementResults":[{"columnMetadata":[{"label":"a"},{"name":"b"}],"records":[[{"stringValue":"x"},{"longValue":1}],[{"isNull":true},{"booleanValue":true}]]}]}'"#;
    let expected = json!([[{ "a": "x", "b": 1 }, { "b": true }]]);
    assert_eq!(value(&format!("rds.toJsonObject({result})")), expected);
    assert_eq!(value(&format!("util.rds.toJsonObject({result})")), expected);
}
