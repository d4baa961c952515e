//! Data sources of resolvers' steps.

use burgeon_cloudformation::{LogicalId, short_hash};

use crate::Name;
use crate::settings::FunctionSettings;

/// Hexadecimal digits that distinguish a name which could not be kept as it is.
const HASH_DIGITS: usize = 8;

/// The data source of a resolver's step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataSource {
    /// Nowhere: AppSync answers the request template's payload.
    None,
    /// The DynamoDB table of a model, by what the model is stored as.
    Table(Name),
    /// A Lambda function that is deployed apart from the API.
    Function(LambdaFunction),
    /// A web service.
    Http(HttpEndpoint),
    /// A relational database, through the Data API of Amazon Aurora, by what the settings call it.
    Database(String),
    /// A data source of the settings, by its name there, with its type in AppSync.
    Declared(String, &'static str),
    /// One that a transformer deploys.
    Deployed(DeployedDataSource),
}

/// A data source that a transformer deploys in
/// [`Transformer::deploy`](crate::Transformer::deploy).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeployedDataSource {
    name: String,
    kind: &'static str,
    place: Option<(LogicalId, String)>,
}

impl DeployedDataSource {
    /// A data source in a [separate fragment](crate::infrastructure::StackFragment::for_data_source).
    ///
    /// The name is unique in the API and made of the characters that AppSync allows (see
    /// [`identifier`]); the type is AppSync's: `AWS_LAMBDA`, `HTTP`, ….
    pub fn new(name: impl Into<String>, kind: &'static str) -> Self {
        Self { name: name.into(), kind, place: None }
    }

    /// Moves it, under this logical id, to a fragment of this name in the stack of the same name,
    /// with the resolvers that call it.
    #[must_use]
    pub fn in_stack(self, stack: impl Into<String>, id: LogicalId) -> Self {
        Self { place: Some((id, stack.into())), ..self }
    }
}

/// A Lambda function, named as it is deployed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LambdaFunction {
    /// Its name; `${env}` in it is replaced by the environment of the deployment.
    pub name: String,
    /// Its region; absent: the API's.
    pub region: Option<String>,
    /// The id of its account; absent: the API's.
    pub account: Option<String>,
    /// Whether it is known by its ARN, a parameter of the root stack that is called after `name`.
    pub is_parameter: bool,
}

impl LambdaFunction {
    /// A function of the settings, by its name there.
    pub fn listed(key: &str, settings: &FunctionSettings) -> Self {
        Self {
            name: settings.name.clone().unwrap_or_else(|| key.to_owned()),
            region: settings.region.clone(),
            account: settings.account_id.clone(),
            is_parameter: settings.name.is_none(),
        }
    }

    /// The parameter of the root stack that is its ARN, if it is known by one.
    pub fn arn_parameter(&self) -> Option<LogicalId> {
        self.is_parameter.then(|| LogicalId::from_name(&self.name).suffixed("FunctionArn"))
    }
}

/// A web service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpEndpoint {
    /// Scheme, host and port, without a slash at the end; [`Variable`](crate::deployment::Variable)s
    /// in it are filled in when the stack is deployed.
    pub origin: String,
    /// The AWS service that requests are signed for; absent: they are not signed.
    pub signed_for: Option<&'static str>,
}

impl DataSource {
    /// Its name in the manifest and in file names of templates, unique in the API: a declared
    /// data source with the name of another is an error.
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
            Self::Database(name) => format!("{}Database", identifier(&[name])),
            Self::Declared(name, _) => name.clone(),
            Self::Deployed(source) => source.name.clone(),
            Self::Http(HttpEndpoint { origin, signed_for }) => {
                let parts: Vec<&str> = [origin.as_str()].into_iter().chain(*signed_for).collect();
                format!("{}_Endpoint", identifier(&parts))
            }
        }
    }

    /// Its type in AppSync.
    ///
    /// Source of truth: AppSync's API reference, `DataSource.type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Table(_) => "AMAZON_DYNAMODB",
            Self::Function(_) => "AWS_LAMBDA",
            Self::Http(_) => "HTTP",
            Self::Database(_) => "RELATIONAL_DATABASE",
            Self::Declared(_, kind) => kind,
            Self::Deployed(source) => source.kind,
        }
    }

    /// The stored name of the model whose stack contains it, if there is one.
    pub fn model(&self) -> Option<&Name> {
        match self {
            Self::Table(model) => Some(model),
            Self::None
            | Self::Function(_)
            | Self::Http(_)
            | Self::Database(_)
            | Self::Declared(..)
            | Self::Deployed(_) => None,
        }
    }

    /// The logical id, in the stack that declares it.
    pub fn logical_id(&self) -> LogicalId {
        match self {
            Self::Table(model) => LogicalId::from_name(model).suffixed("DataSource"),
            Self::Deployed(DeployedDataSource { place: Some((id, _)), .. }) => id.clone(),
            _ => LogicalId::from_name(&self.name()).suffixed("DataSource"),
        }
    }

    /// The name of the stack fragment that declares it; `None`: the root stack.
    pub fn fragment(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Table(model) => Some(model.to_string()),
            Self::Deployed(DeployedDataSource { place: Some((_, stack)), .. }) => {
                Some(stack.clone())
            }
            _ => Some(format!("data-source/{}", self.name())),
        }
    }

    /// The stack of the resolvers that call it, where the data source decides that.
    pub fn resolver_stack(&self) -> Option<&str> {
        match self {
            Self::Deployed(DeployedDataSource { place: Some((_, stack)), .. }) => Some(stack),
            _ => None,
        }
    }
}

/// A name for a data source that `parts` distinguish from others, of the characters that AppSync
/// allows: a single plain part as it is, otherwise what can be kept of all parts with digits of their
/// SHA-256.
pub fn identifier(parts: &[&str]) -> String {
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
    let hash = short_hash(&whole, HASH_DIGITS);
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
