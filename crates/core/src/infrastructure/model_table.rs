use burgeon_cloudformation::{LogicalId, Pseudo, Value};

use super::{environment, kms};
use crate::Settings;
use crate::model::Model;
use crate::settings::ExistingTable;

/// The DynamoDB table of a model, as the resources of the model's own stack refer to it.
#[derive(Debug, Clone)]
pub struct ModelTable {
    /// Its name.
    pub name: Value,
    /// Its region.
    pub region: Value,
    /// Its ARN.
    pub arn: Value,
    /// The ARN of its stream, if it has one.
    pub stream: Option<Value>,
    /// The ARN of the customer managed KMS key that encrypts it, if there is one.
    pub kms_key: Option<String>,
    /// Its ARN, as `Fn::Sub` finds it.
    arn_in_sub: String,
}

impl ModelTable {
    /// The table of a model: the one that the model's stack declares, or the one that exists
    /// already according to the settings.
    pub fn new(model: &Model, settings: &Settings) -> Self {
        match settings.existing_table_of(&model.name) {
            Some(existing) => Self::existing(existing),
            None => Self::declared(&Self::logical_id(model), settings, model),
        }
    }

    /// The table's logical id in the model's stack.
    pub fn logical_id(model: &Model) -> LogicalId {
        LogicalId::from_name(&model.stored.name).suffixed("Table")
    }

    /// The output of the model's stack with an attribute of the table: `Name`, `Arn` or, if it has
    /// a stream, `StreamArn`.
    pub fn output(model: &Model, attribute: &str) -> LogicalId {
        Self::logical_id(model).suffixed(attribute)
    }

    /// The ARN of an index.
    pub fn index(&self, name: &str) -> Value {
        Value::sub(format!("{}/index/{}", self.arn_in_sub, Value::literal_in_sub(name)))
    }

    fn declared(id: &LogicalId, settings: &Settings, model: &Model) -> Self {
        let settings = settings.table_of(&model.name);
        Self {
            name: Value::reference(id),
            region: Value::reference(Pseudo::Region),
            arn: Value::get_att(id, "Arn"),
            arn_in_sub: format!("${{{id}.Arn}}"),
            stream: settings.stream.map(|_| Value::get_att(id, "StreamArn")),
            kms_key: kms::key_of(settings).map(str::to_owned),
        }
    }

    fn existing(settings: &ExistingTable) -> Self {
        let name = environment::in_sub(settings.table_name());
        let arn_in_sub = match settings.arn() {
            Some(_) => environment::in_sub(&settings.name),
            None => format!(
                "arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:${{AWS::AccountId}}:table/{name}"
            ),
        };
        let region = settings.arn().map(|arn| environment::filled_in(arn.region));
        Self {
            name: environment::filled_in(settings.table_name()),
            region: region.unwrap_or_else(|| Value::reference(Pseudo::Region)),
            arn: match settings.arn() {
                Some(_) => environment::filled_in(&settings.name),
                None => Value::sub(arn_in_sub.as_str()),
            },
            arn_in_sub,
            stream: settings.stream_arn.as_deref().map(environment::filled_in),
            kms_key: settings.kms_key.clone(),
        }
    }
}
