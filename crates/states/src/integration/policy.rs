//! The least that a machine's role has to allow.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::table::actions;
use super::{Grant, Integration, Pattern, Target, identify, sdk};
use crate::definition::{Kind, Machine, Map, State, Template};

/// A placeholder for the ARN of the machine itself.
pub const MACHINE: &str = "${StateMachineArn}";

/// A placeholder for the ARNs of the executions that the machine's distributed maps start:
/// `arn:…:execution:NAME/*`.
pub const EXECUTIONS: &str = "${StateMachineExecutionArns}";

/// The permissions of a machine's role: statements of an IAM policy.
///
/// Resources contain the placeholders `${AWS::Partition}`, `${AWS::Region}` and
/// `${AWS::AccountId}`, and [`MACHINE`] and [`EXECUTIONS`], which depend on the machine's name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Policy {
    /// The statements, by resource.
    pub statements: Vec<Statement>,
    /// The resources of tasks that are known only at deployment. The policy has no statements
    /// for them.
    pub open: Vec<String>,
}

/// Actions that are allowed on resources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The actions, sorted.
    pub actions: Vec<String>,
    /// The ARNs, sorted.
    pub resources: Vec<String>,
}

impl Policy {
    /// The least policy of a machine.
    pub fn of(machine: &Machine) -> Self {
        let mut grants = Grants::default();
        grants.machine(machine);
        // Resources with the same actions share a statement.
        let mut by_actions: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for (resource, actions) in grants.allowed {
            by_actions.entry(actions.into_iter().collect()).or_default().push(resource);
        }
        let statements = by_actions
            .into_iter()
            .map(|(actions, resources)| Statement { actions, resources })
            .collect();
        Self { statements, open: grants.open.into_iter().collect() }
    }
}

#[derive(Default)]
struct Grants {
    /// The actions on each resource.
    allowed: BTreeMap<String, BTreeSet<String>>,
    open: BTreeSet<String>,
}

fn arn(rest: &str) -> String {
    let rest = rest.replace("{region}", "${AWS::Region}").replace("{account}", "${AWS::AccountId}");
    format!("arn:${{AWS::Partition}}:{rest}")
}

impl Grants {
    fn allow(&mut self, resource: impl Into<String>, actions: &[impl AsRef<str>]) {
        let allowed = self.allowed.entry(resource.into()).or_default();
        allowed.extend(actions.iter().map(|action| action.as_ref().to_owned()));
    }

    fn machine(&mut self, machine: &Machine) {
        for state in machine.states.values() {
            self.state(state);
            for inner in state.kind.machines() {
                self.machine(inner);
            }
        }
    }

    fn state(&mut self, state: &State) {
        match &state.kind {
            Kind::Task(task) => match task.credentials.as_ref().map(|c| c.get("RoleArn")) {
                // The task runs in another role, which has to allow it.
                Some(role) => {
                    let role = role.and_then(Template::literal);
                    let role = role.as_ref().and_then(|role| role.as_str()).unwrap_or("*");
                    self.allow(role, &["sts:AssumeRole"]);
                }
                None => self.call(&task.resource, state.arguments.as_ref()),
            },
            Kind::Map(map) => self.map(map),
            _ => {}
        }
    }

    fn map(&mut self, map: &Map) {
        if map.distributed.is_some() {
            self.allow(MACHINE, &["states:StartExecution"]);
            self.allow(EXECUTIONS, &["states:DescribeExecution", "states:StopExecution"]);
        }
        for storage in map.reader.iter().chain(&map.writer) {
            if let Some(resource) = &storage.resource {
                self.call(resource, storage.arguments.as_ref());
            }
        }
    }

    fn call(&mut self, resource: &str, arguments: Option<&Template>) {
        match identify(resource, &(0..0)) {
            Ok(Integration::Function(arn)) => self.allow(arn, &["lambda:InvokeFunction"]),
            Ok(Integration::Placeholder(text)) => {
                self.open.insert(text);
            }
            Ok(Integration::Sdk { service: "s3", action: "copyObject", .. }) => {
                let from = text(arguments, "CopySource").unwrap_or_else(|| "*".to_owned());
                self.allow(
                    arn(&format!("s3:::{}", from.trim_start_matches('/'))),
                    &["s3:GetObject"],
                );
                for resource in Target::Object.resources(arguments) {
                    self.allow(resource, &["s3:PutObject"]);
                }
            }
            Ok(Integration::Sdk { service, action, .. }) => {
                let actions = sdk::iam_actions(service, action);
                self.allow(sdk_resource(service, action, arguments), &actions);
            }
            Ok(Integration::Optimized { service, action, pattern }) => {
                let known = actions().find(|a| a.service == service && a.name == action);
                let Some(known) = known else { return };
                let sync = if pattern == Pattern::Sync { known.sync } else { &[] };
                for Grant(actions, target) in known.call.iter().chain(sync) {
                    for resource in target.resources(arguments) {
                        self.allow(resource, actions);
                    }
                }
            }
            // Workers of an activity have separate roles.
            Ok(Integration::Activity(_) | Integration::Other(_)) | Err(_) => {}
        }
    }
}

/// The resource of an SDK action, if an optimized integration of the service documents it.
fn sdk_resource(service: &str, action: &str, arguments: Option<&Template>) -> String {
    let named =
        |field: &str, pattern: &str| text(arguments, field).map(|name| full(&name, pattern));
    let found = match service {
        "dynamodb" => named("TableName", "dynamodb:{region}:{account}:table/{}"),
        "lambda" => named("FunctionName", "lambda:{region}:{account}:function:{}"),
        "sns" => named("TopicArn", "sns:{region}:{account}:{}"),
        "sqs" => Target::Queue.resources(arguments).into_iter().next(),
        "sfn" => named("StateMachineArn", "states:{region}:{account}:stateMachine:{}"),
        "s3" if action.ends_with("Object") => {
            Target::Object.resources(arguments).into_iter().next()
        }
        "s3" if action.starts_with("listObject") => {
            Target::Bucket.resources(arguments).into_iter().next()
        }
        _ => None,
    };
    found.unwrap_or_else(|| "*".to_owned())
}

/// The text of a literal argument.
fn text(arguments: Option<&Template>, field: &str) -> Option<String> {
    arguments?.get(field)?.literal()?.as_str().map(str::to_owned)
}

/// The ARN of what a name, or already an ARN, names.
fn full(name: &str, pattern: &str) -> String {
    // A placeholder that is the whole name may be an ARN; one that is a part of the name is not.
    let is_placeholder = name.starts_with("${") && name.find('}') == Some(name.len() - 1);
    match name.starts_with("arn:") || is_placeholder {
        true => name.to_owned(),
        // A definition without a revision matches all revisions.
        false if pattern.contains("-definition/") && !name.contains([':', '*']) => {
            arn(&format!("{}:*", pattern.replace("{}", name)))
        }
        false => arn(&pattern.replace("{}", name)),
    }
}

impl Target {
    fn resources(&self, arguments: Option<&Template>) -> Vec<String> {
        let one = |resource: String| vec![resource];
        match self {
            Self::Any => one("*".to_owned()),
            Self::Fixed(of) => one(arn(of)),
            Self::Rule(name) => one(arn(&format!("events:{{region}}:{{account}}:rule/{name}"))),
            Self::Named(field, pattern) => named(arguments, field, pattern),
            Self::Queue => {
                let url = text(arguments, "QueueUrl");
                let name = url.as_deref().and_then(|url| url.rsplit('/').next());
                match name {
                    Some(name) if !name.contains("${") => {
                        one(arn(&format!("sqs:{{region}}:{{account}}:{name}")))
                    }
                    _ => one(arn("sqs:{region}:{account}:*")),
                }
            }
            Self::Executions => {
                let machine = text(arguments, "StateMachineArn");
                let executions = machine.filter(|arn| arn.contains(":stateMachine:"));
                one(executions.map_or_else(
                    || arn("states:{region}:{account}:execution:*"),
                    |arn| format!("{}:*", arn.replace(":stateMachine:", ":execution:")),
                ))
            }
            Self::Bucket => {
                let bucket = text(arguments, "Bucket").unwrap_or_else(|| "*".to_owned());
                one(arn(&format!("s3:::{bucket}")))
            }
            Self::Object => {
                let bucket = text(arguments, "Bucket").unwrap_or_else(|| "*".to_owned());
                let key = text(arguments, "Key");
                let prefix = text(arguments, "Prefix").map(|prefix| format!("{prefix}/*"));
                let key = key.or(prefix).unwrap_or_else(|| "*".to_owned());
                one(arn(&format!("s3:::{bucket}/{key}")))
            }
        }
    }
}

/// The resources that the argument at `field`, a path of names with dots, names.
fn named(arguments: Option<&Template>, field: &str, pattern: &str) -> Vec<String> {
    let mut found: Vec<Option<&Template>> = vec![arguments];
    for name in field.split('.') {
        found = found
            .into_iter()
            .flat_map(|template| match template {
                Some(Template::Array(items)) => items.iter().map(|item| item.get(name)).collect(),
                Some(template) => vec![template.get(name)],
                None => vec![None],
            })
            .collect();
    }
    let mut resources: Vec<String> = found
        .into_iter()
        .map(|value| {
            let value = value.and_then(Template::literal);
            let default = if field.ends_with("EventBusName") { "default" } else { "*" };
            full(value.as_ref().and_then(|v| v.as_str()).unwrap_or(default), pattern)
        })
        .collect();
    resources.dedup();
    resources
}
