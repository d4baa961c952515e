//! State machine definitions embedded in SAM and CloudFormation templates.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::checked::{Definition, Substitutions};
use crate::definition::ExecutionType;
use crate::document::{self, Node, Value};
use crate::fault::Faults;

/// The types of resources that are state machines.
const TYPES: &[&str] = &["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"];

/// A state machine of a template.
#[derive(Debug)]
pub struct Embedded {
    /// The logical id of the resource.
    pub name: String,
    /// The type of its executions.
    pub execution_type: ExecutionType,
    /// The template's `DefinitionSubstitutions`, as far as they are literals.
    pub substitutions: Substitutions,
    /// Where the definition is.
    pub definition: Place,
}

/// Where the definition of a state machine is.
#[derive(Debug)]
pub enum Place {
    /// In the template: the definition, or its faults.
    Here(Box<Result<Definition, Faults>>),
    /// In a file, by its path relative to the template: SAM's `DefinitionUri`.
    File(String),
    /// Not known before the stack is deployed.
    Unknown,
}

/// The state machines of a template; `None` if the text is not a template. `values` override the
/// template's `DefinitionSubstitutions`.
pub fn embedded(path: &str, text: &str, values: &Substitutions) -> Option<Vec<Embedded>> {
    if !text.contains("Resources") {
        return None;
    }
    let (root, _) = document::read(text).ok()?;
    let resources = root.get("Resources")?.as_object()?;
    let is_typed = |node: &Node| node.get("Type").is_some();
    if root.get("States").is_some() || !resources.iter().any(|(_, node)| is_typed(node)) {
        return None;
    }
    let machines = resources.iter().filter_map(|(key, resource)| {
        let kind = resource.get("Type")?.as_str()?;
        TYPES.contains(&kind).then_some(())?;
        let properties = resource.get("Properties")?;
        let mut substitutions = literals(properties.get("DefinitionSubstitutions"));
        substitutions.extend(values.clone());
        let kind = properties.get("Type").or_else(|| properties.get("StateMachineType"));
        let execution_type = match kind.and_then(Node::as_str) {
            Some("EXPRESS") => ExecutionType::Express,
            _ => ExecutionType::Standard,
        };
        let source = Source { path, text, name: &key.name, values: &substitutions };
        let definition = source.place(properties);
        Some(Embedded { name: key.name.clone(), execution_type, substitutions, definition })
    });
    Some(machines.collect())
}

/// The values of `DefinitionSubstitutions` that are literals.
fn literals(node: Option<&Node>) -> Substitutions {
    let members = node.and_then(Node::as_object).unwrap_or_default();
    let value = |(key, node): &(document::Key, Node)| match &node.value {
        Value::Scalar(value) if !node.is_placeholder() => Some((key.name.clone(), value.clone())),
        _ => None,
    };
    members.iter().filter_map(value).collect()
}

struct Source<'a> {
    path: &'a str,
    text: &'a str,
    name: &'a str,
    values: &'a Substitutions,
}

impl Source<'_> {
    fn place(&self, properties: &Node) -> Place {
        if let Some(uri) = properties.get("DefinitionUri").and_then(Node::as_str) {
            return Place::File(uri.to_owned());
        }
        let here = |result| Place::Here(Box::new(result));
        if let Some(definition) = properties.get("Definition") {
            let mut node = definition.clone();
            resolve(&mut node);
            let source: Arc<str> = self.text.into();
            return here(Definition::of_document(self.path, source, node, vec![], self.values));
        }
        let Some(definition) = properties.get("DefinitionString") else { return Place::Unknown };
        let written = written(definition);
        let mut node = definition.clone();
        resolve(&mut node);
        let Some(text) = node.as_str().filter(|text| text.trim_start().starts_with('{')) else {
            return Place::Unknown;
        };
        // A text that the template contains verbatim is parsed in place, for the line numbers.
        let spelled = written.and_then(|written| self.alone(written));
        let verbatim = spelled.map(|text| Definition::substituted(self.path, &text, self.values));
        match verbatim {
            Some(result) if !is_syntax(&result) => here(result),
            _ => {
                let path = format!("{} ({})", self.path, self.name);
                here(Definition::substituted(&path, text, self.values))
            }
        }
    }

    /// The template with everything blanked except the JSON text of `node`.
    fn alone(&self, node: &Node) -> Option<String> {
        let start = node.span.start + self.text.get(node.span.clone())?.find('{')?;
        let end = node.span.start + self.text.get(node.span.clone())?.rfind('}')? + 1;
        let before = self.text.get(..start)?.bytes();
        let blank: String = before.map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        Some(blank + self.text.get(start..end)?)
    }
}

/// Whether a text is not JSON as the template contains it, where it may have escapes.
fn is_syntax(result: &Result<Definition, Faults>) -> bool {
    result.as_ref().is_err_and(|faults| faults.0.iter().any(|fault| fault.code == "states::syntax"))
}

/// The text of a definition, also inside `Fn::Sub`.
fn written(node: &Node) -> Option<&Node> {
    match node.get("Fn::Sub") {
        Some(text) if text.as_str().is_some() => Some(text),
        Some(list) => list.as_array()?.first(),
        None => node.as_str().map(|_| node),
    }
}

/// Replaces calls of CloudFormation functions by placeholders.
fn resolve(node: &mut Node) {
    if let Some(text) = placeholder(node) {
        node.set(Json::String(text));
        return;
    }
    match &mut node.value {
        Value::Scalar(_) => {}
        Value::Array(items) => items.iter_mut().for_each(resolve),
        Value::Object(members) => members.iter_mut().for_each(|(_, node)| resolve(node)),
    }
}

/// The text with placeholders that a call of a CloudFormation function is equivalent to.
fn placeholder(node: &Node) -> Option<String> {
    let [(key, argument)] = node.as_object()? else { return None };
    let function = key.name.strip_prefix("Fn::");
    match (key.name.as_str(), function) {
        ("Ref", _) => Some(format!("${{{}}}", argument.as_str()?)),
        (_, Some("Sub")) => written(node)?.as_str().map(str::to_owned),
        (_, Some("GetAtt")) => Some(match argument.as_array() {
            Some(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(Node::as_str).collect();
                format!("${{{}}}", parts.join("."))
            }
            None => format!("${{{}}}", argument.as_str()?),
        }),
        (_, Some("Join")) => joined(argument).or_else(|| Some("${Fn::Join}".to_owned())),
        (name, Some(_)) => Some(format!("${{{name}}}")),
        _ => None,
    }
}

/// The text that `Fn::Join` concatenates.
fn joined(argument: &Node) -> Option<String> {
    let [separator, parts] = argument.as_array()? else { return None };
    let text = |part: &Node| part.as_str().map(str::to_owned).or_else(|| placeholder(part));
    let parts: Option<Vec<String>> = parts.as_array()?.iter().map(text).collect();
    Some(parts?.join(separator.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine's name and type, and the codes and lines of its faults.
    type Found = (String, ExecutionType, Vec<(String, usize)>);

    fn found(text: &str) -> Vec<Found> {
        let machines = embedded("t.yaml", text, &Substitutions::new()).unwrap();
        let faults = |place: &Place| match place {
            Place::Here(result) => match &**result {
                Ok(definition) => definition.warnings.clone(),
                Err(faults) => faults.0.clone(),
            },
            _ => vec![],
        };
        let machine = |machine: Embedded| {
            let faults = faults(&machine.definition);
            let codes = faults.iter().map(|f| (f.code.to_owned(), f.location.line)).collect();
            (machine.name, machine.execution_type, codes)
        };
        machines.into_iter().map(machine).collect()
    }

    const SAM: &str = "\
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Inline:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionSubstitutions: { Delay: 5, Fn: !GetAtt Work.Arn }
      Definition:
        StartAt: A
        States:
          A: { Type: Wait, Seconds: '${Delay}', Next: B }
          B: { Type: Task, Resource: !GetAtt Work.Arn, Next: C }
          C: { Type: Task, Resource: !Sub 'arn:${AWS::Partition}:x', Next: D }
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          \"StartAt\": \"A\",
          \"States\": {
            \"A\": { \"Type\": \"Task\", \"Resource\": \"${Work.Arn}\", \"Next\": \"Q\" }
          }
        }
  File: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: m.asl.json } }
";

    #[test]
    fn machines_are_checked_at_their_lines_in_the_template() {
        use ExecutionType::{Express, Standard};
        let dangling = |line| ("states::dangling_transition".to_owned(), line);
        let [inline, text, file] = &found(SAM)[..] else { panic!("{:?}", found(SAM)) };
        assert!(inline.1 == Express && inline.2.contains(&dangling(14)), "{inline:?}");
        assert!(text.1 == Standard && text.2.contains(&dangling(22)), "{text:?}");
        assert_eq!((file.0.as_str(), file.2.len()), ("File", 0));
    }

    #[test]
    fn json_templates_join_texts() {
        let text = r#"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {
            "DefinitionString": {"Fn::Join": ["", ["{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"",
                {"Fn::GetAtt": ["F", "Arn"]}, "\",\"End\":true}}}"]]}}}}}"#;
        assert_eq!(found(text), [("M".to_owned(), ExecutionType::Standard, vec![])]);
    }

    #[test]
    fn other_documents_are_not_templates() {
        let none = |text| embedded("t", text, &Substitutions::new()).is_none();
        assert!(none("{}") && none("StartAt: A\nStates: {}") && none("Resources: 1"));
    }
}
