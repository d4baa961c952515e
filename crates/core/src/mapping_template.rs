//! Mapping templates, and what renders to them: statements and requests that a transformer adds.

use std::collections::BTreeSet;
use std::fmt;

use askama::Template;

use crate::data_source::DataSource;
use crate::deployment::Variable;
use crate::policy::Policy;

/// VTL statements without a data source: they are merged into the adjacent step.
pub trait Statements: fmt::Debug + Send + Sync {
    /// Run before the next request is made; may end the request with an error.
    fn before(&self) -> String {
        String::new()
    }

    /// Runs after the last response, which is `$ctx.result`; the result of a SQL statement is
    /// `$answer`.
    fn after(&self) -> String {
        String::new()
    }

    /// Runs last, after custom templates as well, on the value of the field in the given reference.
    fn on_final_result(&self, _answer: &str) -> String {
        String::new()
    }
}

/// A request to a data source and what is made of its answer, as VTL.
pub trait Request: fmt::Debug + Send + Sync {
    /// The data source of the request.
    fn data_source(&self) -> DataSource;

    /// The request template; its output is the request.
    fn request(&self) -> MappingTemplate;

    /// The response template; its output is the result.
    fn response(&self) -> MappingTemplate;

    /// The IAM actions that it needs on the table of its data source, if that is a table.
    fn table_actions(&self) -> &'static [&'static str] {
        &[]
    }

    /// The needs of the request in addition to its templates.
    fn needs(&self) -> Needs {
        Needs::default()
    }
}

/// A request that enforces the resolver's policies itself, object by object: rules that depend on an
/// object, such as `allow: owner`, hold for the objects that it reads or changes.
///
/// It does so in the slot `data`. In another slot it gets no policies, and the guard before it allows
/// callers as it does before a [`Request`].
pub trait GuardedRequest: fmt::Debug + Send + Sync {
    /// The data source of the request.
    fn data_source(&self) -> DataSource;

    /// The request template, for callers that all of the policies allow. It denies the others, or
    /// restricts the request to objects that they are allowed; see
    /// [`ItemRules`](crate::steps::guard::ItemRules).
    fn request(&self, policies: &[&Policy]) -> MappingTemplate;

    /// The response template; its output is the result.
    fn response(&self, policies: &[&Policy]) -> MappingTemplate;

    /// The IAM actions that it needs on the table of its data source, if that is a table.
    fn table_actions(&self) -> &'static [&'static str] {
        &[]
    }

    /// The needs of the request in addition to its templates.
    fn needs(&self) -> Needs {
        Needs::default()
    }
}

/// The needs of a request in addition to its templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// The permissions that the data source's role needs in addition to the data source's.
    pub permissions: BTreeSet<Permission>,
    /// The variables that the request template reads.
    pub variables: BTreeSet<Variable>,
    /// The maximal batch size of the data source; absent: no batches.
    pub max_batch_size: Option<u16>,
}

/// Something that a role allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permission {
    /// The IAM action.
    pub action: &'static str,
    /// The resource's ARN for `Fn::Sub`: `${AWS::Partition}`, `${AWS::Region}`,
    /// `${AWS::AccountId}` and `${env}` are filled in, and so is a
    /// [`StackParameter`](crate::deployment::StackParameter) among the needs'
    /// [`variables`](Needs::variables).
    pub resource: String,
}

/// The text of a template.
///
/// Rendering writes into memory and calls nothing that can fail.
pub fn render(template: &impl Template) -> String {
    template.render().unwrap_or_else(|fault| unreachable!("a template cannot fail: {fault}"))
}

/// A request template, split before the JSON object that it ends with.
pub fn request(template: &impl Template) -> MappingTemplate {
    let text = render(template);
    let start = text.rfind("\n{\n").map_or(0, |line_end| line_end + 1);
    let (statements, output) = text.split_at(start);
    MappingTemplate { statements: statements.to_owned(), output: format!("{output}\n") }
}

/// A response template of fixed texts.
pub(crate) fn response(statements: &str, output: &str) -> MappingTemplate {
    MappingTemplate { statements: statements.to_owned(), output: output.to_owned() }
}

/// A mapping template in two parts, between which other statements can be inserted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingTemplate {
    /// Lines that run and print nothing.
    pub statements: String,
    /// The JSON that is printed.
    pub output: String,
}

impl MappingTemplate {
    /// The reference whose value is all that is printed, if it is one.
    pub fn printed(&self) -> Option<&str> {
        let reference = self.output.trim_end().strip_prefix("$util.toJson($")?.strip_suffix(')')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.';
        reference.chars().all(is_name).then_some(reference)
    }
}

#[cfg(test)]
mod tests {
    use super::MappingTemplate;

    #[test]
    fn what_is_printed_is_known_where_it_is_one_reference() {
        let printed = |output: &str| {
            let template = MappingTemplate { output: output.to_owned(), ..Default::default() };
            template.printed().map(str::to_owned)
        };
        assert_eq!(printed("$util.toJson($ctx.result)\n").as_deref(), Some("ctx.result"));
        for other in
            ["null\n", "$answer.output\n", "$util.toJson({})\n", "$util.toJson($a.b($c))\n"]
        {
            assert_eq!(printed(other), None, "{other}");
        }
    }
}
