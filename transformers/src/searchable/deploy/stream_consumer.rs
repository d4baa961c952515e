//! The function that consumes the stream of a model's table, with its role.
//!
//! Source of truth: Lambda's developer guide, "Using AWS Lambda with Amazon DynamoDB".

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{Output, Resource, Value, list, map};
use burgeon_core::infrastructure::{PythonFunction, StackFragment, kms};

use super::{Engine, FOLDER, Searched, dead_letters, environment, writer};

/// The maximal batch size of a function.
const BATCH: i64 = 100;

/// The maximal age of a record in hours, after which Lambda stops retrying. The stream keeps it for 24.
const HOURS: i64 = 22;

/// Adds the function, its role, its log, and what calls it.
pub(super) fn add(
    fragment: &mut StackFragment,
    one: &Searched,
    engine: &Engine,
    kms_key: Option<&str>,
) {
    let mut statements = statements(one, engine);
    statements.extend(kms_key.map(kms::statement));
    let mut variables = environment(engine);
    variables.insert("INDEX", one.index.name.as_str());
    variables.insert("TABLE", table_name(one));
    variables.insert("DEAD_LETTERS", Value::reference(&dead_letters()));
    variables.insert("DYNAMODB", Value::sub("https://dynamodb.${AWS::Region}.${AWS::URLSuffix}"));
    let id = one.id("Function");
    let function = PythonFunction {
        timeout: 900,
        environment: variables,
        role_id: writer(one),
        policy_name: "Search".to_owned(),
        statements,
        ..PythonFunction::new(id.clone(), FOLDER, "main.handler")
    };
    let (log_id, log_group) = function.log_group();
    fragment.resources.extend([
        (writer(one), function.role()),
        (log_id, log_group),
        (id.clone(), function.resource()),
    ]);
    fragment.resources.push((one.id("Stream"), mapping(one)));
    let output = Output::new(Value::reference(&id)).description(format!(
        "Indexes what the table of {} holds, when it is called",
        one.model.name
    ));
    fragment.outputs.push((id, output));
}

fn mapping(one: &Searched) -> Resource {
    let aside = map! {
        "OnFailure" => map! { "Destination" => Value::get_att(&dead_letters(), "Arn") },
    };
    Resource::new("AWS::Lambda::EventSourceMapping")
        .property("EventSourceArn", Value::reference(&one.stream()))
        .property("FunctionName", Value::reference(&one.id("Function")))
        .property("StartingPosition", "TRIM_HORIZON")
        .property("BatchSize", BATCH)
        .property("MaximumBatchingWindowInSeconds", 1)
        .property("BisectBatchOnFunctionError", true)
        .property("FunctionResponseTypes", list!["ReportBatchItemFailures"])
        .property("MaximumRecordAgeInSeconds", HOURS * 3600)
        .property("DestinationConfig", aside)
}

fn statements(one: &Searched, engine: &Engine) -> Vec<Statement> {
    let stream = Value::reference(&one.stream());
    let table = Value::select(0, Value::split("/stream/", stream.clone()));
    let read = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
    let allowed = [
        Statement::allow(read, [stream]),
        // IAM does not restrict it to resources.
        Statement::allow_matching(["dynamodb:ListStreams"], ["*"]),
        Statement::allow(["dynamodb:BatchGetItem", "dynamodb:Scan"], [table]),
        Statement::allow(["sqs:SendMessage"], [Value::get_att(&dead_letters(), "Arn")]),
    ];
    allowed.into_iter().chain((engine.writes)(one.index)).collect()
}

/// The table's name is what follows its ARN's first slash.
fn table_name(one: &Searched) -> Value {
    Value::select(1, Value::split("/", Value::reference(&one.stream())))
}
