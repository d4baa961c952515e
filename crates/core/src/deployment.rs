//! Values that are known when the stack is deployed, not when it is compiled.

/// A value that differs from one deployment of the same build to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// The environment: the root stack's parameter `env`.
    Environment,
    /// `-` and the environment, and empty without an environment: the value of `-${env}` in the names
    /// of resources that differ by environment.
    EnvironmentSuffix,
    /// The API's region.
    Region,
    /// A text with CloudFormation's pseudo parameters, or `${ApiId}`, that a transformer brings.
    Text(&'static StackText),
    /// A parameter of the root stack that a transformer brings.
    Parameter(&'static StackParameter),
    /// The URL of the API.
    Endpoint,
}

impl Variable {
    /// The variables that an author can write.
    pub const ALL: [Self; 2] = [Self::Environment, Self::Region];

    /// Its name in an author's text, between `${` and `}`, and in templates, after `$`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "env",
            Self::EnvironmentSuffix => "environment_suffix",
            Self::Region => "aws_region",
            Self::Text(text) => text.name,
            Self::Parameter(parameter) => parameter.name,
            Self::Endpoint => "graphql_endpoint",
        }
    }

    /// The value that the templates in the output folder hold, for programs that run them there.
    pub fn sample(self) -> &'static str {
        match self {
            Self::Environment => NO_ENVIRONMENT,
            Self::EnvironmentSuffix => "",
            Self::Region => "us-east-1",
            Self::Text(text) => text.sample,
            Self::Parameter(parameter) => parameter.sample,
            Self::Endpoint => "https://example.appsync-api.us-east-1.amazonaws.com/graphql",
        }
    }

    /// Its placeholder in an author's text.
    pub fn placeholder(self) -> String {
        format!("${{{}}}", self.name())
    }
}

/// The value of the parameter `env` without an environment.
pub const NO_ENVIRONMENT: &str = "NONE";

/// The name of [`Variable::EnvironmentSuffix`] in texts for `Fn::Sub`.
pub const ENVIRONMENT_SUFFIX: &str = "EnvironmentSuffix";

/// A name that depends on the environment: `-${env}` in it becomes a reference to the
/// [suffix](Variable::EnvironmentSuffix), with the suffix's name in that template.
pub fn with_suffix(name: &str, suffix: &str) -> String {
    let environment = Variable::Environment.placeholder();
    name.replace(&format!("-{environment}"), &format!("${{{suffix}}}"))
}

/// A text that CloudFormation fills in and that templates read as a variable.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackText {
    /// The variable's name in templates, behind `$`.
    pub name: &'static str,
    /// The text for `Fn::Sub`.
    pub sub: &'static str,
    /// The value that the templates in the output folder hold.
    pub sample: &'static str,
}

/// A parameter of the root stack that templates read as a variable.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackParameter {
    /// The variable's name in templates, behind `$`.
    pub name: &'static str,
    /// The parameter's logical id.
    pub id: &'static str,
    /// The parameter's description.
    pub description: &'static str,
    /// The value that the templates in the output folder hold.
    pub sample: &'static str,
}

impl StackParameter {
    /// The parameter's value in a text for `Fn::Sub`, such as the resource of a
    /// [`Permission`](crate::resolver::Permission).
    pub fn in_sub(&self) -> String {
        format!("${{{}}}", self.id)
    }
}

/// A part of a text with variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A variable's value.
    Variable(Variable),
}

/// A text, cut at its variables.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let found = Variable::ALL
            .into_iter()
            .filter_map(|variable| Some((rest.find(&variable.placeholder())?, variable)))
            .min();
        let Some((at, variable)) = found else { break };
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        pieces.push(Piece::Variable(variable));
        rest = &rest[at + variable.placeholder().len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_their_variables() {
        assert_eq!(
            pieces("a${aws_region}${env}$b{env}"),
            [
                Piece::Text("a"),
                Piece::Variable(Variable::Region),
                Piece::Variable(Variable::Environment),
                Piece::Text("$b{env}"),
            ]
        );
        assert_eq!(pieces(""), []);
    }
}
