//! The Lambda function that converts text to speech with Amazon Polly. It returns a URL of the
//! audio, valid for an hour.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::api::{DataSource, DeployedDataSource};
use burgeon_core::infrastructure::{Connection, Infrastructure, StackFragment, Usage, role};

/// The function's code, short enough for the template itself. The runtime brings its library.
const CODE: &str = include_str!("speech.py");

/// The data source.
pub(super) fn data_source() -> DataSource {
    DataSource::Deployed(DeployedDataSource::new("POLLY_SPEECH", "AWS_LAMBDA"))
}

/// Deploys the function and its data source, if a resolver calls it.
pub(super) fn deploy(usage: &Usage, infrastructure: &mut Infrastructure) {
    let source = data_source();
    let Some(used) = usage.for_data_source(&source) else { return };
    let Some(mut fragment) = StackFragment::for_data_source(&source) else { return };
    let arn = add_function(&mut fragment);
    fragment.add_data_source(&source, Connection::function(arn), used);
    infrastructure.add_fragment(fragment);
}

/// Adds the function with its role, and returns its ARN.
fn add_function(fragment: &mut StackFragment) -> Value {
    let id = LogicalId::from_name("SpeechFunction");
    let role_id = id.suffixed("Role");
    // Lexicons are the only resources that Polly distinguishes.
    let speak = Statement::allow_matching(["polly:SynthesizeSpeech"], ["*"]);
    let policy = Policy::from_iter([speak]);
    let function = Resource::new("AWS::Lambda::Function")
        .property("Runtime", "python3.13")
        .property("Handler", "index.handler")
        .property("Code", map! { "ZipFile" => CODE })
        .property("Timeout", 10)
        .property("Role", Value::get_att(&role_id, "Arn"));
    fragment.add_resource(role_id, role("lambda.amazonaws.com", "Speech", policy));
    fragment.add_resource(id.clone(), function);
    Value::get_att(&id, "Arn")
}
