use serde_json::{Value as Json, json};

use super::{check, check_errors};

fn result() -> Json {
    let text = |t: &str| json!({ "stringValue": t });
    json!({"sqlStatementResults": [
        {"numberOfRecordsUpdated": 1, "generatedFields": []},
        {
            "numberOfRecordsUpdated": 0,
            "records": [
                [text("Mark Twain"), text("Adventures of Huckleberry Finn"), text("978-1948132817")],
                [text("Jack London"), text("The Call of the Wild"), text("978-1948132275")]
            ],
            "columnMetadata": [
                {"label": "author", "name": "author", "typeName": "VARCHAR"},
                {"label": "title", "name": "title"},
                {"label": "ISBN-13", "name": "ISBN-13"}
            ]
        }
    ]})
}

/// Documented: the rows of the example, and an empty list for a statement that changes data.
#[test]
fn answers_as_documented() {
    let rows = json!([[], [
        {"author": "Mark Twain", "title": "Adventures of Huckleberry Finn", "ISBN-13": "978-1948132817"},
        {"author": "Jack London", "title": "The Call of the Wild", "ISBN-13": "978-1948132275"}
    ]]);
    let args = json!([result().to_string()]);
    check("util.rds.toJsonObject", &[(args.clone(), rows.clone())]);
    check("util.rds.toJsonString", &[(args, json!(rows.to_string()))]);
}

#[test]
fn fields_are_of_any_type() {
    let arrays = json!({"arrayValue": {"arrayValues": [
        {"longValues": [1, 2]}, {"booleanValues": [true]}, {"arrayValues": []}
    ]}});
    let result = json!({"sqlStatementResults": [{
        "records": [[
            {"longValue": 5_000_000_000_i64}, {"doubleValue": 1.5}, {"booleanValue": false},
            {"isNull": true}, {"blobValue": "aGk="}, {"arrayValue": {"stringValues": ["a"]}}, arrays
        ]],
        "columnMetadata": [
            {"label": "l"}, {"name": "d"}, {"label": "alias", "name": "b"},
            {"name": "n"}, {"name": "blob"}, {"name": "a"}, {"name": "aa"}
        ]
    }]});
    let row = json!({"l": 5_000_000_000_i64, "d": 1.5, "alias": false, "blob": "aGk=",
        "a": ["a"], "aa": [[1, 2], [true], []]});
    check("util.rds.toJsonObject", &[(json!([result.to_string()]), json!([[row]]))]);
}

#[test]
fn what_is_no_result_is_an_error() {
    let message = "the text is not a result: no `sqlStatementResults`";
    check_errors(
        "util.rds.toJsonObject",
        &[
            (json!(["{}"]), message),
            (json!(["[]"]), message),
            (json!([{}]), "argument 1 has to be a String, and is Map"),
        ],
    );
    let odd = r#"{"sqlStatementResults": [1, {"records": [1, [2, {}]], "columnMetadata": {}}]}"#;
    check("util.rds.toJsonObject", &[(json!([odd]), json!([[], [{}, {}]]))]);
}
