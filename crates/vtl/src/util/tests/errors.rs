use serde_json::{Value as Json, json};

use super::{NOW, Outcome, run};
use crate::environment::Environment;
use crate::fault::ErrorCode;

fn outcome(context: Json, path: &str, args: Json) -> Outcome {
    run(&mut Environment::fixed(NOW), &context, &[(path, args)])
}

/// What an error says, less its location.
fn raised(context: Json, path: &str, args: Json) -> Json {
    serde_json::to_value(outcome(context, path, args).result.unwrap_err()).unwrap()
}

#[test]
fn errors_carry_type_data_and_info() {
    for (args, expected) in [
        (json!(["m"]), json!({"message": "m"})),
        (json!(["m", "T"]), json!({"message": "m", "errorType": "T"})),
        (json!(["m", null]), json!({"message": "m"})),
        (json!([null]), json!({"message": "null"})),
        (
            json!(["m", "T", {"id": 1}]),
            json!({"message": "m", "errorType": "T", "data": {"id": 1}}),
        ),
        (
            json!(["m", "T", {"id": 1}, {"why": []}]),
            json!({"message": "m", "errorType": "T", "data": {"id": 1}, "errorInfo": {"why": []}}),
        ),
    ] {
        assert_eq!(raised(json!({}), "util.error", args.clone()), expected, "{args}");
        let appended = outcome(json!({}), "util.appendError", args);
        assert_eq!(appended.result, Ok(json!("")));
        assert_eq!(serde_json::to_value(&appended.out_errors).unwrap(), json!([expected]));
        assert_eq!(appended.out_errors_list, json!([expected]));
    }
}

/// Documented: data is filtered by the selection set, info is not.
#[test]
fn data_is_filtered_by_the_selection() {
    let context = json!({"info": {"selectionSetList": ["id", "author", "author/name"]}});
    let data = json!({"id": 1, "secret": 2, "author": [{"name": "A", "secret": 3}]});
    let error = raised(context, "util.error", json!(["m", "T", data, {"secret": 4}]));
    assert_eq!(error["data"], json!({"id": 1, "author": [{"name": "A"}]}));
    assert_eq!(error["errorInfo"], json!({"secret": 4}));
}

#[test]
fn validation_fails_if_the_condition_is_false() {
    let path = "util.validate";
    assert_eq!(outcome(json!({}), path, json!([true, "m"])).result, Ok(json!("")));
    for (args, expected) in [
        (json!([false, "m"]), json!({"message": "m", "errorType": "CustomTemplateException"})),
        (json!([false, "m", "T"]), json!({"message": "m", "errorType": "T"})),
        (
            json!([false, "m", "T", {"id": 1}]),
            json!({"message": "m", "errorType": "T", "data": {"id": 1}}),
        ),
        (json!(["no", "m"]), json!({"message": "argument 1 has to be a Boolean, and is String"})),
    ] {
        assert_eq!(raised(json!({}), path, args.clone()), expected, "{args}");
    }
}

#[test]
fn unauthorized_names_the_field() {
    let info = json!({"info": {"fieldName": "getPost", "parentTypeName": "Query"}});
    for (context, message) in
        [(info, "Not Authorized to access getPost on type Query"), (json!({}), "Unauthorized")]
    {
        let error = outcome(context, "util.unauthorized", json!([])).result.unwrap_err();
        assert_eq!(error.code, ErrorCode::Unauthorized);
        assert_eq!(error.message, message);
        assert_eq!(error.error_type.as_deref(), Some("Unauthorized"));
    }
}
