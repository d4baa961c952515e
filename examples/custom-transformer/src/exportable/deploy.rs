//! The functions that start exports, and the point-in-time recovery that DynamoDB requires for them.

use burgeon::cloudformation::iam::Statement;
use burgeon::cloudformation::{LogicalId, Value, map};
use burgeon::core::api::Model;
use burgeon::core::infrastructure::{
    Connection, Infrastructure, ModelTable, PythonFunction, StackFragment, Usage,
};

use super::data_source;

/// The stack of the functions, and their fragment in it.
pub(super) const STACK: &str = "table-exports";

/// The folder of the code, which all of the functions share.
const FOLDER: &str = "functions/export";

/// Deploys a function for each model.
pub(super) fn exports(models: &[Model], usage: &Usage, infrastructure: &mut Infrastructure) {
    let mut fragment = StackFragment::new(STACK, STACK);
    for model in models {
        let source = data_source(model);
        let Some(used) = usage.for_data_source(&source) else { continue };
        let arn = function(&mut fragment, model);
        fragment.add_data_source(&source, Connection::function(arn), used);
        let recovery = map! { "PointInTimeRecoveryEnabled" => true };
        infrastructure.set_table_property(model, "PointInTimeRecoverySpecification", recovery);
    }
    if !fragment.resources.is_empty() {
        infrastructure.add_fragment(fragment);
        infrastructure.add_asset(format!("{FOLDER}/export.py"), include_str!("export.py"));
    }
}

/// Adds the function of a model, and returns its ARN.
fn function(fragment: &mut StackFragment, model: &Model) -> Value {
    let table = fragment.import(model.stack_name().as_str(), &ModelTable::output(model, "Arn"));
    let bucket = LogicalId::from_name("ExportBucket");
    let bucket = fragment.parameter(&bucket, "The S3 bucket that tables are exported to");
    let objects = Value::sub("arn:${AWS::Partition}:s3:::${ExportBucket}/*");
    let statements = [
        Statement::allow(["dynamodb:ExportTableToPointInTime"], [table.clone()]),
        // `allow` takes `*` for a character of a name. Here it is a wildcard.
        Statement::allow_matching(["s3:AbortMultipartUpload", "s3:PutObject"], [objects]),
    ];
    let id = LogicalId::from_name(&model.stored.name).suffixed("ExportFunction");
    let function = PythonFunction {
        environment: map! { "TABLE_ARN" => table, "BUCKET" => bucket },
        statements: statements.into(),
        ..PythonFunction::new(id, FOLDER, "export.handler")
    };
    function.add_to(fragment)
}
