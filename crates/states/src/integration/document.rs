//! Policies as IAM documents.

use serde_json::{Value as Json, json};

use super::policy::{EXECUTIONS, MACHINE, Policy};

/// Where a machine is deployed. A part that is not known is `*`.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The partition.
    pub partition: String,
    /// The region.
    pub region: String,
    /// The account.
    pub account: String,
    /// The name of the machine.
    pub name: String,
}

impl Default for Deployment {
    fn default() -> Self {
        let any = || "*".to_owned();
        Self { partition: "aws".to_owned(), region: any(), account: any(), name: any() }
    }
}

impl Policy {
    /// The policy as an IAM document without placeholders; unknown parts of ARNs are `*`.
    pub fn document(&self, deployment: &Deployment) -> Json {
        let statements: Vec<Json> = self
            .statements
            .iter()
            .map(|statement| {
                let resources: Vec<_> = statement
                    .resources
                    .iter()
                    .map(|resource| deployment.resource(resource))
                    .collect();
                json!({ "Effect": "Allow", "Action": statement.actions, "Resource": resources })
            })
            .collect();
        json!({ "Version": "2012-10-17", "Statement": statements })
    }
}

impl Deployment {
    fn resource(&self, resource: &str) -> String {
        let Self { partition, region, account, name } = self;
        let arn = |name: &str| format!("arn:{partition}:states:{region}:{account}:{name}");
        let known = resource
            .replace(MACHINE, &arn(&format!("stateMachine:{name}")))
            .replace(EXECUTIONS, &arn(&format!("execution:{name}/*")))
            .replace("${AWS::Partition}", partition)
            .replace("${AWS::Region}", region)
            .replace("${AWS::AccountId}", account);
        wildcards(&known)
    }
}

/// Replaces each placeholder of a text by `*`.
fn wildcards(text: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((_, after)) = after.split_once('}') else { break };
        replaced.push_str(before);
        replaced.push('*');
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Definition;

    #[test]
    fn documents_have_no_placeholders() {
        let text = r#"{ "StartAt": "A", "States": {
            "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Next": "M",
                "Parameters": { "TableName": "${Table}-x", "Key": { "id": { "S": "1" } } } },
            "M": { "Type": "Map", "End": true, "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } } }"#;
        let policy = Policy::of(&Definition::parse(text).unwrap().machine);
        let deployment = Deployment {
            region: "eu-west-1".to_owned(),
            name: "m".to_owned(),
            ..Deployment::default()
        };
        let document = policy.document(&deployment);
        assert!(!document.to_string().contains("${"), "{document}");
        let resources: Vec<_> = document["Statement"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|statement| statement["Resource"].as_array().unwrap())
            .cloned()
            .collect();
        for expected in [
            "arn:aws:dynamodb:eu-west-1:*:table/*-x",
            "arn:aws:states:eu-west-1:*:stateMachine:m",
            "arn:aws:states:eu-west-1:*:execution:m/*",
        ] {
            assert!(resources.contains(&json!(expected)), "{document}");
        }
    }
}
