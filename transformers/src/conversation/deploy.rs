//! The Lambda functions that answer in conversations, with the help of a language model.

use std::collections::BTreeMap;

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Resource, Value};
use burgeon_core::api::{DataSource, DeployedDataSource, identifier};
use burgeon_core::infrastructure::{
    Connection, Infrastructure, PythonFunction, StackFragment, Usage,
};
use burgeon_core::{Api, Name};

use crate::bedrock;

/// The folder of the code, which all of the functions share.
const FOLDER: &str = "functions/conversation";

/// The code, by file.
const FILES: [(&str, &str); 6] = [
    ("answer.py", include_str!("function/answer.py")),
    ("errors.py", include_str!("function/errors.py")),
    ("graphql.py", include_str!("function/graphql.py")),
    ("history.py", include_str!("function/history.py")),
    ("main.py", include_str!("function/main.py")),
    ("tools.py", include_str!("function/tools.py")),
];

/// The timeout of an answer in seconds.
const TIMEOUT: u16 = 300;

/// The timeout in seconds for the start of an answer.
const MAXIMUM_AGE: i64 = 300;

/// The language models of conversations with a custom function, by the conversation's name.
#[derive(Debug, Clone, Default)]
pub(super) struct Handlers(pub(super) BTreeMap<Name, String>);

/// The data source of a conversation's function.
pub(super) fn data_source(conversation: &Name) -> DataSource {
    let name = format!("{}_Conversation", identifier(&[conversation]));
    DataSource::Deployed(DeployedDataSource::new(name, "AWS_LAMBDA"))
}

/// Deploys the functions that resolvers call.
pub(super) fn functions(api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
    for (conversation, model) in api.extensions.get().into_iter().flat_map(|Handlers(all)| all) {
        let source = data_source(conversation);
        let Some(used) = usage.for_data_source(&source) else { continue };
        let Some(mut fragment) = StackFragment::for_data_source(&source) else { continue };
        let arn = add_function(&mut fragment, conversation, model);
        fragment.add_data_source(&source, Connection::function(arn), used);
        infrastructure.add_fragment(fragment);
        infrastructure.add_assets(FOLDER, &FILES);
    }
}

/// Adds the function with its role, and returns its ARN.
fn add_function(fragment: &mut StackFragment, conversation: &Name, model: &str) -> Value {
    let models = bedrock::arns(model).into_iter().map(Value::sub);
    let invoke =
        Statement::allow_listed_matching([bedrock::INVOKE, bedrock::INVOKE_STREAMING], models);
    let id = LogicalId::from_name(conversation).suffixed("ConversationFunction");
    let function = PythonFunction {
        timeout: TIMEOUT,
        policy_name: "Conversation".to_owned(),
        statements: invoke.into_iter().collect(),
        ..PythonFunction::new(id.clone(), FOLDER, "main.handler")
    };
    let arn = function.add_to(fragment);
    // The function reports its failures in the conversation. A retry would add a second answer.
    let once = Resource::new("AWS::Lambda::EventInvokeConfig")
        .property("FunctionName", Value::reference(&id))
        .property("Qualifier", "$LATEST")
        .property("MaximumRetryAttempts", 0)
        .property("MaximumEventAgeInSeconds", MAXIMUM_AGE);
    fragment.add_resource(id.suffixed("Invocation"), once);
    arn
}
