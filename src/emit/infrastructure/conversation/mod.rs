//! The Lambda function that answers in a conversation, with the help of a language model.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Resource, Value};
use burgeon_core::api::{ConversationHandler, DataSource};
use burgeon_core::bedrock;

use super::lambda;
use super::part::Part;
use crate::emit::Files;
use crate::plan::PlannedResolver;

/// Where the code stands, and how stacks reach it.
const FOLDER: &str = "functions/conversation";
const CODE: &str = "../functions/conversation";

/// The functions' code, by file.
const FILES: [(&str, &str); 6] = [
    ("answer.py", include_str!("function/answer.py")),
    ("errors.py", include_str!("function/errors.py")),
    ("graphql.py", include_str!("function/graphql.py")),
    ("history.py", include_str!("function/history.py")),
    ("main.py", include_str!("function/main.py")),
    ("tools.py", include_str!("function/tools.py")),
];

/// How long an answer may take, in seconds.
const TIMEOUT: i64 = 300;

/// How long it may be until it is begun, in seconds: nobody waits for it longer.
const AGE: i64 = 300;

/// Adds the function with its role, and gives its ARN.
pub(super) fn add(part: &mut Part, handler: &ConversationHandler) -> Value {
    let id = LogicalId::from_name(&handler.name).suffixed("ConversationFunction");
    let role = id.suffixed("Role");
    let models = bedrock::arns(&handler.model).into_iter().map(Value::sub);
    let ask = Statement::allow_matching([bedrock::ASK, bedrock::ASK_STREAMING], models);
    let statements = ask.into_iter().collect();
    let described = lambda::role("lambda.amazonaws.com", "Conversation", statements, Some(&id));
    // What went wrong is told in the conversation. A second answer would be told beside it.
    let once = Resource::new("AWS::Lambda::EventInvokeConfig")
        .property("FunctionName", Value::reference(&id))
        .property("Qualifier", "$LATEST")
        .property("MaximumRetryAttempts", 0)
        .property("MaximumEventAgeInSeconds", AGE);
    part.resources.extend([
        lambda::log_group(&id),
        (role.clone(), described),
        (id.clone(), lambda::function(&id, CODE, "main.handler", &role, TIMEOUT)),
        (id.suffixed("Invocation"), once),
    ]);
    Value::get_att(&id, "Arn")
}

/// The files that the functions are made of, by path, if there is one.
pub(super) fn files(resolvers: &[PlannedResolver]) -> Files {
    let mut request_pairs = resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs());
    if !request_pairs.any(|asked| matches!(asked.data_source, DataSource::Conversation(_))) {
        return Files::new();
    }
    FILES.iter().map(|(name, text)| (format!("{FOLDER}/{name}"), (*text).to_owned())).collect()
}
