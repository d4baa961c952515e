//! Where the steps of resolvers send their requests.

use sha2::{Digest, Sha256};

use crate::Name;
use crate::settings::{FunctionSettings, SearchEngine};

/// Where a resolver's step sends its request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataSource {
    /// Nowhere: AppSync answers the request template's payload.
    None,
    /// The DynamoDB table of a model, by what the model is stored as.
    Table(Name),
    /// A Lambda function that is deployed apart from the API.
    Function(LambdaFunction),
    /// A host that is asked by HTTP.
    Http(HttpEndpoint),
    /// The search engine, in a region and at an address that the stack knows.
    Search(SearchEngine),
    /// The API's own Lambda function that makes speech of text.
    Speech,
    /// The API's own Lambda function that answers in a conversation.
    Conversation(ConversationHandler),
    /// A state machine of the API's own, by name, and what it is asked for.
    StateMachine(String, MachineRequest),
    /// A relational database, through the Data API of Amazon Aurora, by what the settings call it.
    Database(String),
    /// One that the settings declare, by its name there, and AppSync's word for its kind.
    Declared(String, &'static str),
}

/// A Lambda function, named as it is deployed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LambdaFunction {
    /// Its name; `${env}` in it stands for the environment that the stack is deployed for.
    pub name: String,
    /// Its region; absent: the API's.
    pub region: Option<String>,
    /// The id of its account; absent: the API's.
    pub account: Option<String>,
    /// Whether it is known by its ARN, a parameter of the root stack that is called after `name`.
    pub is_parameter: bool,
}

impl LambdaFunction {
    /// The function that the settings list under a name of the project's own.
    pub fn listed(key: &str, settings: &FunctionSettings) -> Self {
        Self {
            name: settings.name.clone().unwrap_or_else(|| key.to_owned()),
            region: settings.region.clone(),
            account: settings.account_id.clone(),
            is_parameter: settings.name.is_none(),
        }
    }
}

/// A Lambda function of the API's own that answers in a conversation, with the help of a language
/// model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConversationHandler {
    /// What the conversation is called: a GraphQL name.
    pub name: Name,
    /// The id of the language model in Amazon Bedrock.
    pub model: String,
}

/// A host that is asked by HTTP.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpEndpoint {
    /// Scheme, host and port, without a slash at the end; [`Variable`](crate::deployment::Variable)s
    /// in it are filled in when the stack is deployed.
    pub origin: String,
    /// The AWS service that requests are signed for; absent: they are not signed.
    pub signed_for: Option<&'static str>,
}

/// What a state machine is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MachineRequest {
    /// To start an execution, which is not waited for.
    Start,
    /// To run an execution to its end.
    StartSync,
    /// To tell about an execution.
    Describe,
}

impl MachineRequest {
    /// The action in IAM, in the API and in its JSON protocol.
    pub fn action(self) -> &'static str {
        match self {
            Self::Start => "StartExecution",
            Self::StartSync => "StartSyncExecution",
            Self::Describe => "DescribeExecution",
        }
    }

    /// Scheme and host of the endpoint that takes it.
    ///
    /// Source of truth: Step Functions' API reference; synchronous executions have a host of their
    /// own.
    pub fn origin(self) -> &'static str {
        match self {
            Self::StartSync => "https://sync-states.${aws_region}.amazonaws.com",
            Self::Start | Self::Describe => "https://states.${aws_region}.amazonaws.com",
        }
    }
}

impl DataSource {
    /// The name by which the manifest and the templates know it, which no other data source of an
    /// API has: a declared one that takes the name of another is refused.
    pub fn name(&self) -> String {
        match self {
            Self::None => "NONE_DS".to_owned(),
            Self::Table(model) => format!("{model}Table"),
            Self::Function(LambdaFunction { name, region, account, is_parameter }) => {
                let how = is_parameter.then_some("parameter");
                let parts = [Some(name.as_str()), region.as_deref(), account.as_deref(), how];
                let parts: Vec<&str> = parts.into_iter().flatten().collect();
                format!("{}_Function", identifier(&parts))
            }
            Self::Search(_) => "SEARCH".to_owned(),
            Self::Speech => "POLLY_SPEECH".to_owned(),
            Self::Conversation(handler) => format!("{}_Conversation", identifier(&[&handler.name])),
            Self::StateMachine(machine, request) => {
                format!("{}_{}", identifier(&[machine]), request.action())
            }
            Self::Database(name) => format!("{}Database", identifier(&[name])),
            Self::Declared(name, _) => name.clone(),
            Self::Http(HttpEndpoint { origin, signed_for }) => {
                let parts: Vec<&str> = [origin.as_str()].into_iter().chain(*signed_for).collect();
                format!("{}_Endpoint", identifier(&parts))
            }
        }
    }

    /// AppSync's word for its kind.
    ///
    /// Source of truth: AppSync's API reference, `DataSource.type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Table(_) => "AMAZON_DYNAMODB",
            // AppSync does not sign what it sends as collections ask for; a function does.
            Self::Function(_)
            | Self::Speech
            | Self::Conversation(_)
            | Self::Search(SearchEngine::Serverless) => "AWS_LAMBDA",
            Self::Search(_) => "AMAZON_OPENSEARCH_SERVICE",
            Self::Http(_) | Self::StateMachine(..) => "HTTP",
            Self::Database(_) => "RELATIONAL_DATABASE",
            Self::Declared(_, kind) => kind,
        }
    }

    /// What the model is stored as whose stack it stands in, if it belongs to one.
    pub fn model(&self) -> Option<&Name> {
        match self {
            Self::Table(model) => Some(model),
            Self::None
            | Self::Function(_)
            | Self::Http(_)
            | Self::Search(_)
            | Self::Speech
            | Self::Conversation(_)
            | Self::StateMachine(..)
            | Self::Database(_)
            | Self::Declared(..) => None,
        }
    }
}

/// A name for what is told apart by `parts`, of the characters that AppSync takes: the first part
/// as it is if that says it all, otherwise what can be kept of all of them and a part of their
/// SHA-256.
fn identifier(parts: &[&str]) -> String {
    let is_plain = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric())
    };
    if let [only] = parts
        && is_plain(only)
    {
        return (*only).to_owned();
    }
    let whole = parts.join("\n");
    let words: Vec<&str> =
        whole.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let hash: String =
        Sha256::digest(&whole).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let first = if words.first().is_some_and(|word| is_plain(word)) { "" } else { "_" };
    format!("{first}{}_{hash}", words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, region: Option<&str>) -> String {
        let (name, region) = (name.to_owned(), region.map(str::to_owned));
        DataSource::Function(LambdaFunction { name, region, account: None, is_parameter: false })
            .name()
    }

    #[test]
    fn names_are_readable_and_all_different() {
        assert_eq!(function("echo", None), "echo_Function");
        let names = [
            function("a-b", None),
            function("a_b", None),
            function("ab", None),
            function("a", Some("b")),
            function("1a", None),
            function("a-${env}", None),
        ];
        for (position, name) in names.iter().enumerate() {
            assert!(!names[..position].contains(name), "{name}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
            assert!(!name.starts_with(|c: char| c.is_ascii_digit()), "{name}");
        }
    }
}
