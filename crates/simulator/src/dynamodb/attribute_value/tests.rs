use super::*;

#[test]
fn typed_values_survive_the_round_trip() {
    let json = json!({
        "s": { "S": "x" }, "n": { "N": "1.5" }, "b": { "B": "AQI=" }, "t": { "BOOL": true },
        "z": { "NULL": true }, "m": { "M": { "a": { "L": [{ "N": "1" }] } } },
        "ss": { "SS": ["a", "b"] }, "ns": { "NS": ["1", "2"] }, "bs": { "BS": ["AQI="] },
    });
    let item = item_from_typed_json(&json).expect("typed");
    assert_eq!(
        item_to_typed_json(&item),
        json!({
            "b": { "B": "AQI=" }, "bs": { "BS": ["AQI="] },
            "m": { "M": { "a": { "L": [{ "N": "1" }] } } }, "n": { "N": "1.5" },
            "ns": { "NS": ["1", "2"] }, "s": { "S": "x" }, "ss": { "SS": ["a", "b"] },
            "t": { "BOOL": true }, "z": { "NULL": true },
        })
    );
}

#[test]
fn appsyncs_own_spellings_are_read() {
    let read = |json| AttributeValue::from_typed_json(&json).expect("typed");
    assert_eq!(read(json!({ "N": 1 })), read(json!({ "N": "1.0" })));
    assert_eq!(read(json!({ "NULL": null })), AttributeValue::Null);
}

#[test]
fn what_dynamodb_does_not_take_is_refused() {
    for json in [
        json!("x"),
        json!({}),
        json!({ "S": 1 }),
        json!({ "S": "a", "N": "1" }),
        json!({ "X": 1 }),
        json!({ "N": "one" }),
        json!({ "SS": [] }),
        json!({ "SS": ["a", "a"] }),
        json!({ "NS": ["1", "1.0"] }),
        json!({ "B": "?" }),
        json!({ "NULL": false }),
    ] {
        assert!(AttributeValue::from_typed_json(&json).is_err(), "{json}");
    }
}

#[test]
fn strings_order_by_bytes() {
    let text = |text: &str| AttributeValue::S(text.into());
    assert!(text("Z") < text("a"));
    assert!(text("z") < text("é"));
}
