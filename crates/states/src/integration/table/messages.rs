//! Messages, events, API calls and executions.

use super::super::Pattern::{RequestResponse, Sync, WaitForTaskToken};
use super::{Action, Grant, Target};

#[rustfmt::skip]
pub(super) const ACTIONS: &[Action] = &[
    Action {
        service: "apigateway", name: "invoke", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["execute-api:Invoke"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "events", name: "putEvents", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["events:PutEvents"], Target::Named("Entries.EventBusName", "events:{region}:{account}:event-bus/{}"))],
        sync: &[],
    },
    Action {
        service: "http", name: "invoke", patterns: &[RequestResponse],
        call: &[Grant(&["states:InvokeHTTPEndpoint"], Target::Any), Grant(&["events:RetrieveConnectionCredentials"], Target::Named("Authentication.ConnectionArn", "events:{region}:{account}:connection/{}")), Grant(&["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], Target::Fixed("secretsmanager:{region}:{account}:secret:events!connection/*"))],
        sync: &[],
    },
    Action {
        service: "sns", name: "publish", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["sns:Publish"], Target::Named("TopicArn", "sns:{region}:{account}:{}"))],
        sync: &[],
    },
    Action {
        service: "sqs", name: "sendMessage", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["sqs:SendMessage"], Target::Queue)],
        sync: &[],
    },
    Action {
        service: "states", name: "startExecution", patterns: &[RequestResponse, Sync, WaitForTaskToken],
        call: &[Grant(&["states:StartExecution"], Target::Named("StateMachineArn", "states:{region}:{account}:stateMachine:{}"))],
        sync: &[Grant(&["states:DescribeExecution", "states:StopExecution"], Target::Executions), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForStepFunctionsExecutionRule"))],
    },
];
