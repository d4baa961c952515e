//! Databases, storage and analytics.

use super::super::Pattern::{RequestResponse, Sync};
use super::{Action, Grant, Target};

#[rustfmt::skip]
pub(super) const ACTIONS: &[Action] = &[
    Action {
        service: "athena", name: "getQueryExecution", patterns: &[RequestResponse],
        call: &[Grant(&["athena:GetQueryExecution"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "athena", name: "getQueryResults", patterns: &[RequestResponse],
        call: &[Grant(&["athena:GetQueryResults"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "athena", name: "startQueryExecution", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["athena:GetDataCatalog", "athena:StartQueryExecution"], Target::Any)],
        sync: &[Grant(&["athena:GetQueryExecution", "athena:StopQueryExecution"], Target::Any)],
    },
    Action {
        service: "athena", name: "stopQueryExecution", patterns: &[RequestResponse],
        call: &[Grant(&["athena:StopQueryExecution"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "databrew", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["databrew:StartJobRun"], Target::Named("Name", "databrew:{region}:{account}:job/{}"))],
        sync: &[Grant(&["databrew:ListJobRuns", "databrew:StopJobRun"], Target::Named("Name", "databrew:{region}:{account}:job/{}"))],
    },
    Action {
        service: "dynamodb", name: "deleteItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:DeleteItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "getItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:GetItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "putItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:PutItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "updateItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:UpdateItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "glue", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["glue:StartJobRun"], Target::Named("JobName", "glue:{region}:{account}:job/{}"))],
        sync: &[Grant(&["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"], Target::Named("JobName", "glue:{region}:{account}:job/{}"))],
    },
    Action {
        service: "s3", name: "getObject", patterns: &[RequestResponse],
        call: &[Grant(&["s3:GetObject"], Target::Object)],
        sync: &[],
    },
    Action {
        service: "s3", name: "listObjectsV2", patterns: &[RequestResponse],
        call: &[Grant(&["s3:ListBucket"], Target::Bucket)],
        sync: &[],
    },
    Action {
        service: "s3", name: "putObject", patterns: &[RequestResponse],
        call: &[Grant(&["s3:PutObject"], Target::Object)],
        sync: &[],
    },
];
