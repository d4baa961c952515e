use burgeon_cloudformation::Resource;
use serde_json::json;

use super::*;
use crate::Diagnostics;
use crate::api::{DeployedDataSource, HttpEndpoint};
use crate::deployment::{StackParameter, Variable};
use crate::resolver::{Needs, Permission, Use};

fn messages(infrastructure: &mut Infrastructure) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    infrastructure.take_diagnostics().into_iter().for_each(|found| diagnostics.push(found));
    let mut messages: Vec<String> =
        diagnostics.reports().into_iter().map(|report| report.message).collect();
    messages.sort();
    messages
}

#[test]
fn what_is_brought_twice_is_a_conflict_unless_it_is_the_same() {
    let mut infrastructure = Infrastructure::default();
    for text in ["a", "a", "b"] {
        infrastructure.add_asset("functions/main.py", text);
    }
    for value in [1, 1, 2] {
        infrastructure.add_manifest_entry("jobs", &format!("job{value}"), json!(value));
    }
    infrastructure.add_fragment(StackFragment::new("audit", "audit-log"));
    infrastructure.add_fragment(StackFragment::new("audit", "audit-log"));
    assert_eq!(
        messages(&mut infrastructure),
        [
            "the asset `functions/main.py` is taken",
            "the manifest entry `jobs.job1` is taken",
            "the stack fragment `audit` is taken",
        ]
    );
}

#[test]
fn assets_stay_in_folders_that_the_compiler_does_not_write() {
    for path in ["main.py", "/a/b", "a//b", "../a", "a/../b", "stacks/a", "resolvers/a", "a/b c"] {
        assert!(!is_asset_path(path), "{path}");
    }
    for path in ["functions/a.py", "functions/a/b.py"] {
        assert!(is_asset_path(path), "{path}");
    }
}

#[test]
fn a_role_allows_what_resolvers_do_and_nothing_else() {
    static BUCKET: StackParameter =
        StackParameter { name: "bucket", id: "Bucket", description: "A bucket", sample: "bucket" };
    let source = DataSource::Http(HttpEndpoint {
        origin: "https://s3.${aws_region}.amazonaws.com".to_owned(),
        signed_for: Some("s3"),
    });
    let resource = format!("arn:aws:s3:::{}/*", BUCKET.in_sub());
    let needs = Needs {
        permissions: [Permission { action: "s3:GetObject", resource }].into(),
        variables: [Variable::Parameter(&BUCKET)].into(),
        ..Needs::default()
    };
    let mut usage = Usage::default();
    usage.record(&source, &[], &needs);
    usage.record(&source, &[], &Needs::default());
    let used = usage.for_data_source(&source).expect("it is used");
    assert_eq!(used.permissions.len(), 1);

    let mut fragment = StackFragment::for_data_source(&source).expect("it has a fragment");
    let DataSource::Http(endpoint) = &source else { panic!("it is an endpoint") };
    fragment.add_data_source(&source, Connection::http(endpoint), used);
    let parameters: Vec<&str> = fragment.parameters.keys().map(LogicalId::as_str).collect();
    assert_eq!(parameters, ["Bucket"]);
    let types: Vec<&str> = fragment.resources.iter().map(|(_, one)| one.kind()).collect();
    assert_eq!(types, ["AWS::IAM::Role", "AWS::AppSync::DataSource"]);
}

#[test]
fn a_data_source_that_needs_no_permission_has_no_role() {
    let source = DataSource::Http(HttpEndpoint {
        origin: "https://example.com".to_owned(),
        signed_for: None,
    });
    let mut fragment = StackFragment::for_data_source(&source).expect("it has a fragment");
    let connection = Connection::host("https://example.com", None);
    fragment.add_data_source(&source, connection, &DataSourceUsage::default());
    assert_eq!(fragment.resources.len(), 1);
}

#[test]
fn usage_adds_up_by_data_source() {
    let table = DataSource::Table(Name::new_unchecked("Todo"));
    let mut usage = Usage::default();
    for action in ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:GetItem"] {
        usage.record(&table, &[Use { action, index: None }], &Needs::default());
    }
    assert_eq!(usage.for_data_source(&table).map(|used| used.table_actions.len()), Some(2));
    assert_eq!(usage.for_data_source(&DataSource::None), None);
}

#[test]
fn a_deployed_data_source_chooses_its_stack() {
    let own = DataSource::Deployed(DeployedDataSource::new("Export", "AWS_LAMBDA"));
    assert_eq!(own.fragment().as_deref(), Some("data-source/Export"));
    assert_eq!(own.logical_id().as_str(), "ExportDataSource");
    assert_eq!(own.resolver_stack(), None);
    let id = LogicalId::from_name("Engine");
    let placed = DeployedDataSource::new("Export", "AWS_LAMBDA").in_stack("the-engine", id);
    let placed = DataSource::Deployed(placed);
    assert_eq!(placed.fragment().as_deref(), Some("the-engine"));
    assert_eq!(placed.logical_id().as_str(), "Engine");
    assert_eq!(placed.resolver_stack(), Some("the-engine"));
}

#[test]
fn a_python_function_brings_its_log_and_its_role() {
    let mut fragment = StackFragment::new("export", "export-jobs");
    let id = LogicalId::from_name("Export");
    PythonFunction::new(id, "functions/export", "main.handler").add_to(&mut fragment);
    let resources: Vec<(&str, &str)> =
        fragment.resources.iter().map(|(id, one)| (id.as_str(), one.kind())).collect();
    assert_eq!(
        resources,
        [
            ("ExportLog", "AWS::Logs::LogGroup"),
            ("ExportRole", "AWS::IAM::Role"),
            ("Export", "AWS::Lambda::Function"),
        ]
    );
    let merged = {
        let mut other = StackFragment::new("other", "export-jobs");
        other.add_resource(LogicalId::from_name("Queue"), Resource::new("AWS::SQS::Queue"));
        other.merge(fragment);
        other
    };
    assert_eq!(merged.resources.len(), 4);
}
