//! The Lambda function that makes speech of text: it answers with an address where Amazon Polly
//! speaks, for an hour at the most.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, map};

use super::part::Part;
use super::sources;

/// The function's code. The runtime brings its library.
const CODE: &str = include_str!("speech.py");

/// Adds the function with its role, and gives its ARN.
pub(super) fn add(part: &mut Part) -> Value {
    let id = LogicalId::from_name("SpeechFunction");
    let role = id.suffixed("Role");
    // Polly knows no resources but lexicons.
    let speak = Statement::allow_matching(["polly:SynthesizeSpeech"], ["*"]).ok();
    let policy: Policy = speak.into_iter().collect();
    part.resources.push((role.clone(), sources::role("lambda.amazonaws.com", "Speech", policy)));
    let function = Resource::new("AWS::Lambda::Function")
        .property("Runtime", "python3.13")
        .property("Handler", "index.handler")
        .property("Code", map! { "ZipFile" => CODE })
        .property("Timeout", 10)
        .property("Role", Value::get_att(&role, "Arn"));
    part.resources.push((id.clone(), function));
    Value::get_att(&id, "Arn")
}
