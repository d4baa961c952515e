use std::collections::{BTreeMap, BTreeSet};

use burgeon_cloudformation::packing::Weight;
use burgeon_cloudformation::{Intrinsic, LogicalId, Output, Resource, Value};

use super::api_attribute::ApiAttribute;
use super::environment::{self, EnvironmentUse};
use crate::data_source::{DataSource, LambdaFunction};
use crate::deployment::{ENVIRONMENT_SUFFIX, StackParameter, with_suffix};

/// Resources that belong to one nested stack, with everything that they need from outside of it.
///
/// A fragment is never split. The compiler places it in the stack that it names while there is
/// room, and in a further stack otherwise, and declares the parameters of that stack.
#[derive(Debug, Clone)]
pub struct StackFragment {
    /// Its name, which is unique in an API and stays the same from build to build:
    /// `burgeon.lock` keeps the fragment's stack under this name.
    pub name: String,
    /// The stack that it prefers. The name of a stack that does not belong to a model contains a
    /// hyphen: no GraphQL name does.
    pub stack: String,
    /// The resources, in the order of the template.
    pub resources: Vec<(LogicalId, Resource)>,
    /// The outputs of its stack.
    pub outputs: Vec<(LogicalId, Output)>,
    /// The data sources that its resources depend on, in whichever stack these are.
    pub data_sources: BTreeSet<DataSource>,
    /// The outputs of other fragments that it reads.
    pub imports: Vec<Import>,
    /// The part of the environment that it needs.
    pub environment: EnvironmentUse,
    /// The attributes of the API that it reads, in addition to the API's id.
    pub api: BTreeSet<ApiAttribute>,
    /// The parameters of the root stack that it reads, with their descriptions.
    pub parameters: BTreeMap<LogicalId, String>,
}

/// An output of another fragment, which a fragment reads as a parameter of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The other fragment.
    pub fragment: String,
    /// The output.
    pub output: LogicalId,
}

/// Bytes that a template has before its first resource, and that a parameter or output adds.
const OVERHEAD: usize = 600;

impl StackFragment {
    /// An empty fragment.
    pub fn new(name: impl Into<String>, stack: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            stack: stack.into(),
            resources: vec![],
            outputs: vec![],
            data_sources: BTreeSet::new(),
            imports: vec![],
            environment: EnvironmentUse::Unused,
            api: BTreeSet::new(),
            parameters: BTreeMap::new(),
        }
    }

    /// Adds a resource.
    pub fn add_resource(&mut self, id: LogicalId, resource: Resource) {
        self.resources.push((id, resource));
    }

    /// Adds an output of the fragment's stack.
    pub fn add_output(&mut self, id: LogicalId, output: Output) {
        self.outputs.push((id, output));
    }

    /// Reads an output of another fragment. The two must prefer different stacks, because an
    /// output cannot be read within its stack.
    pub fn import(&mut self, fragment: impl Into<String>, output: &LogicalId) -> Value {
        let import = Import { fragment: fragment.into(), output: output.clone() };
        if !self.imports.contains(&import) {
            self.imports.push(import);
        }
        Value::reference(output)
    }

    /// Reads a parameter of the root stack, which the deployment supplies.
    pub fn parameter(&mut self, id: &LogicalId, description: impl Into<String>) -> Value {
        self.parameters.insert(id.clone(), description.into());
        Value::reference(id)
    }

    /// Reads a parameter of the root stack that templates read, too.
    pub fn stack_parameter(&mut self, parameter: &StackParameter) -> Value {
        self.parameter(&LogicalId::from_name(parameter.id), parameter.description)
    }

    /// Reads an attribute of the API.
    pub fn api_attribute(&mut self, attribute: ApiAttribute) -> Value {
        self.api.insert(attribute);
        Value::reference(&attribute.id())
    }

    /// An author's text, with its [variables](crate::deployment::Variable::ALL) filled in when the
    /// stack is deployed.
    pub fn fill_in(&mut self, text: &str) -> Value {
        self.note_variables(text);
        environment::filled_in(text)
    }

    /// Notes the variables of an author's text which is filled in elsewhere.
    pub fn note_variables(&mut self, text: &str) {
        self.environment = self.environment.max(environment::used_by(text));
    }

    /// A text for `Fn::Sub`, in which `${env}` and `${EnvironmentSuffix}` are known.
    pub fn sub(&mut self, text: impl Into<String>) -> Value {
        let text = text.into();
        self.environment = self.environment.max(environment::used_in_sub(&text));
        environment::sub(text)
    }

    /// The same, as plain text if it has no placeholder.
    pub fn sub_if_needed(&mut self, text: &str) -> Value {
        if text.contains("${") { self.sub(text) } else { Value::from(text) }
    }

    /// The ARN of a function that is deployed apart from the API. Where no environment is set,
    /// `-${env}` in its name is left out.
    pub fn function_arn(&mut self, function: &LambdaFunction) -> Value {
        if let Some(parameter) = function.arn_parameter() {
            let description = format!("The ARN of the function {}", function.name);
            return self.parameter(&parameter, description);
        }
        let region = function.region.as_deref().unwrap_or("${AWS::Region}");
        let account = function.account.as_deref().unwrap_or("${AWS::AccountId}");
        let name = with_suffix(&function.name, ENVIRONMENT_SUFFIX);
        self.sub(format!("arn:${{AWS::Partition}}:lambda:{region}:{account}:function:{name}"))
    }

    /// Its weight in a stack. The bytes are an upper estimate.
    pub fn weight(&self) -> Weight {
        let resources = self.resources.iter().map(|(id, resource)| {
            let properties = resource.properties().iter();
            let bytes = properties.map(|(name, value)| name.len() + 16 + bytes_of(value, 4));
            id.as_str().len() + 200 + bytes.sum::<usize>()
        });
        Weight {
            resources: self.resources.len(),
            parameters: self.imports.len() + self.parameters.len() + self.api.len(),
            outputs: self.outputs.len(),
            bytes: resources.sum::<usize>()
                + OVERHEAD * (1 + self.outputs.len() + self.parameters.len()),
        }
    }

    /// Adds the contents of another fragment.
    pub fn merge(&mut self, other: Self) {
        self.resources.extend(other.resources);
        self.outputs.extend(other.outputs);
        self.data_sources.extend(other.data_sources);
        self.imports.extend(other.imports);
        self.environment = self.environment.max(other.environment);
        self.api.extend(other.api);
        self.parameters.extend(other.parameters);
    }
}

/// The maximal size of a value at a depth: its text, with indentation, markers and quotes.
fn bytes_of(value: &Value, depth: usize) -> usize {
    let line = 2 * depth + 8;
    match value {
        Value::String(text) => line + 2 * text.len(),
        Value::Integer(_) | Value::Bool(_) => line + 20,
        Value::List(items) => {
            line + items.iter().map(|item| bytes_of(item, depth + 1)).sum::<usize>()
        }
        Value::Map(entries) => {
            let entry = |(name, value): (&str, &Value)| name.len() + bytes_of(value, depth + 1);
            line + entries.iter().map(entry).sum::<usize>()
        }
        Value::Intrinsic(intrinsic) => line + 32 + intrinsic_bytes(intrinsic, depth),
    }
}

fn intrinsic_bytes(intrinsic: &Intrinsic, depth: usize) -> usize {
    match intrinsic {
        Intrinsic::Ref(target) => target.as_str().len(),
        Intrinsic::GetAtt(id, attribute) => id.as_str().len() + attribute.len(),
        Intrinsic::Sub(text, variables) => {
            2 * text.len() + bytes_of(&Value::Map(variables.clone()), depth + 1)
        }
        Intrinsic::Join(delimiter, values) => delimiter.len() + bytes_of(values, depth + 1),
        Intrinsic::If(id, then, otherwise) => {
            id.as_str().len() + bytes_of(then, depth + 1) + bytes_of(otherwise, depth + 1)
        }
        Intrinsic::Select(_, values) | Intrinsic::ImportValue(values) => {
            bytes_of(values, depth + 1)
        }
        Intrinsic::Split(delimiter, text) => delimiter.len() + bytes_of(text, depth + 1),
        Intrinsic::FindInMap(id, first, second) => {
            id.as_str().len() + bytes_of(first, depth + 1) + bytes_of(second, depth + 1)
        }
    }
}
