//! A policy as IAM takes it.

use serde_json::{Value as Json, json};

use super::policy::{EXECUTIONS, MACHINE, Policy};

/// Where a machine is deployed, as far as it is known. `*` stands for anything.
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
    /// The policy as a document of IAM, with nothing left to fill in: `*` stands for what is not known.
    pub fn document(&self, of: &Deployment) -> Json {
        let statements: Vec<Json> = self
            .statements
            .iter()
            .map(|statement| {
                let resources: Vec<_> =
                    statement.resources.iter().map(|resource| of.resource(resource)).collect();
                json!({ "Effect": "Allow", "Action": statement.actions, "Resource": resources })
            })
            .collect();
        json!({ "Version": "2012-10-17", "Statement": statements })
    }
}

impl Deployment {
    fn resource(&self, resource: &str) -> String {
        let Self { partition, region, account, name } = self;
        let arn = |what: &str| format!("arn:{partition}:states:{region}:{account}:{what}");
        let known = resource
            .replace(MACHINE, &arn(&format!("stateMachine:{name}")))
            .replace(EXECUTIONS, &arn(&format!("execution:{name}/*")))
            .replace("${AWS::Partition}", partition)
            .replace("${AWS::Region}", region)
            .replace("${AWS::AccountId}", account);
        wildcards(&known)
    }
}

/// A text with `*` in the place of each placeholder.
fn wildcards(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((_, after)) = after.split_once('}') else { break };
        made.push_str(before);
        made.push('*');
        rest = after;
    }
    made + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Definition;

    #[test]
    fn a_document_has_nothing_to_fill_in() {
        let text = r#"{ "StartAt": "A", "States": {
            "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Next": "M",
                "Parameters": { "TableName": "${Table}-x", "Key": { "id": { "S": "1" } } } },
            "M": { "Type": "Map", "End": true, "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } } } }"#;
        let policy = Policy::of(&Definition::parse(text).unwrap().machine);
        let of = Deployment {
            region: "eu-west-1".to_owned(),
            name: "m".to_owned(),
            ..Deployment::default()
        };
        let document = policy.document(&of);
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
