//! The IAM actions of SDK actions with other names.
//!
//! Source of truth: the Service Authorization Reference.

/// A line for each action: the service and the action as Step Functions spells them, and the
/// actions in IAM.
static RENAMED: &str = include_str!("../permissions.txt");

/// The IAM actions of an action of the SDK. `None` if the names are the same.
pub(super) fn renamed(service: &str, action: &str) -> Vec<String> {
    if ["apigateway", "apigatewayv2"].contains(&service) {
        return vec![format!("apigateway:{}", method(action))];
    }
    let found = RENAMED.lines().find_map(|line| {
        let mut words = line.split(' ');
        let is_meant = words.next() == Some(service) && words.next() == Some(action);
        is_meant.then(|| words.map(str::to_owned).collect())
    });
    found.unwrap_or_default()
}

/// The HTTP method of a call to API Gateway, which is the name of its IAM action.
fn method(action: &str) -> &'static str {
    let starts = |words: &[&str]| words.iter().any(|word| action.starts_with(word));
    if starts(&["get", "export"]) {
        "GET"
    } else if starts(&["delete", "flush", "reset", "untag"]) {
        "DELETE"
    } else if starts(&["update"]) {
        "PATCH"
    } else if starts(&["put", "reimport"]) {
        "PUT"
    } else if action == "tagResource" {
        // The first version of the API puts tags, the second one posts them.
        "P*"
    } else {
        "POST"
    }
}
