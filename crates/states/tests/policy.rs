//! Least policies.

use std::fmt::Write;

use amazon_states_language::{Definition, Policy};

#[test]
fn a_machine_may_do_what_its_tasks_do_and_no_more() {
    let mut all = String::new();
    for (name, text) in [
        ("integrations", include_str!("definitions/valid/integrations.json")),
        ("map-distributed", include_str!("definitions/valid/map-distributed.json")),
        ("callback", include_str!("definitions/valid/callback.json")),
        ("transcode", include_str!("runs/transcode.json")),
    ] {
        let policy = Policy::of(&Definition::parse(text).unwrap().machine);
        writeln!(all, "{name}").unwrap();
        for statement in policy.statements {
            let (actions, resources) = (statement.actions.join(" "), statement.resources.join(" "));
            writeln!(all, "  {actions}\n    {resources}").unwrap();
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_known_on_deployment_stays_open() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${Work}", "End": true}}}"#;
    let policy = Policy::of(&Definition::parse(text).unwrap().machine);
    assert_eq!(policy.open, ["${Work}"]);
    assert!(policy.statements.is_empty());
}

#[test]
fn another_role_is_assumed() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "work"},
        "Credentials": {"RoleArn": "arn:aws:iam::210987654321:role/other"}}}}"#;
    let policy = Policy::of(&Definition::parse(text).unwrap().machine);
    assert_eq!(policy.statements.len(), 1);
    assert_eq!(policy.statements[0].actions, ["sts:AssumeRole"]);
    assert_eq!(policy.statements[0].resources, ["arn:aws:iam::210987654321:role/other"]);
}

/// The actions that a task of the SDK takes.
fn sdk(action: &str) -> Vec<String> {
    let text = serde_json::json!({ "StartAt": "A", "States": { "A": {
        "Type": "Task", "Resource": format!("arn:aws:states:::aws-sdk:{action}"), "End": true } } });
    let policy = Policy::of(&Definition::parse(&text.to_string()).unwrap().machine);
    policy.statements.into_iter().flat_map(|statement| statement.actions).collect()
}

#[test]
fn actions_are_called_as_iam_calls_them() {
    for (action, called) in [
        ("cloudcontrol:getResource", "cloudformation:GetResource"),
        ("cloudwatchlogs:putLogEvents", "logs:PutLogEvents"),
        ("elasticloadbalancingv2:describeTags", "elasticloadbalancing:DescribeTags"),
        ("sqs:sendMessageBatch", "sqs:SendMessage"),
        ("s3:putBucketEncryption", "s3:PutEncryptionConfiguration"),
        ("apigateway:getRestApis", "apigateway:GET"),
        ("apigatewayv2:createApi", "apigateway:POST"),
        ("keyspaces:createTable", "cassandra:Create"),
    ] {
        assert_eq!(sdk(action), [called], "{action}");
    }
}
