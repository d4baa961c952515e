//! A custom transformer's request enforces the policies of guards itself.

use std::sync::Arc;

use burgeon::access::Action as Listed;
use burgeon::core::api::{AddedOperation, DataSource, Model, Operation, Policy};
use burgeon::core::names::{camel_case, name};
use burgeon::core::resolver::{
    Action, GuardedRequest, MappingTemplate, Request, Resolver, Slot, Step,
};
use burgeon::core::schema::{OperationType, field, named};
use burgeon::core::source::Source;
use burgeon::core::steps::guard::{ItemRules, REFUSAL, when};
use burgeon::core::{Declaring, Expanding, Transformer};
use burgeon::{Compilation, Compiler, Settings};
use burgeon_simulator::{Identity, Outcome};
use serde_json::json;

use crate::api::of;

const SCHEMA: &str =
    "type Note @model @auth(rules: [{ allow: owner }, { allow: groups, groups: [\"Admins\"] }])
    { id: ID! }";

/// Adds a query `countNote` to each model.
struct Counting {
    is_guarded: bool,
}

impl Transformer for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn definitions(&self) -> &'static str {
        ""
    }

    fn documentation(&self) -> &'static str {
        "# Counting"
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for model in api.models_mut().values_mut() {
            let field = camel_case(&["count", &model.name]);
            let root = OperationType::Query;
            model.added_operations.push(AddedOperation { operation: Operation::List, root, field });
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let models: Vec<Model> = api.models.values().cloned().collect();
        for model in models {
            let data = match self.is_guarded {
                true => Action::GuardedRequest(Arc::new(Count)),
                false => Action::Request(Arc::new(Count)),
            };
            let guard = Step::guard(model.policy.for_operation(Operation::List));
            let resolver =
                Resolver::of_model(model.name.clone(), [guard, Step::new(Slot::Data, data)]);
            let query = field(camel_case(&["count", &model.name]), named(name("AWSJSON")));
            api.add_root_field(OperationType::Query, query, resolver, model.span);
        }
    }
}

/// Answers with the rules that the counted objects must fulfil.
#[derive(Debug)]
struct Count;

fn payload(statements: String) -> MappingTemplate {
    let output = "{ \"version\": \"2018-05-29\", \"payload\": $util.toJson($required) }\n";
    MappingTemplate { statements, output: output.to_owned() }
}

fn result() -> MappingTemplate {
    let output = "$util.toJson($ctx.result)\n".to_owned();
    MappingTemplate { statements: String::new(), output }
}

impl GuardedRequest for Count {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    fn request(&self, policies: &[&Policy]) -> MappingTemplate {
        let mut statements = "#set( $required = [] )\n".to_owned();
        for policy in policies {
            let rules = ItemRules::new(policy);
            let mut names = "#set( $owners = {} )\n".to_owned();
            for rule in rules.iter() {
                let put =
                    format!("$util.qr($owners.put(\"{}\", ${}))\n", rule.field, rule.variable);
                names += &when(&format!("!${}.isEmpty()", rule.variable), &put);
            }
            names += &when("$owners.isEmpty()", REFUSAL);
            names += "$util.qr($required.add($owners))\n";
            statements += &rules.restrict(&names);
        }
        payload(statements)
    }

    fn response(&self, _policies: &[&Policy]) -> MappingTemplate {
        result()
    }
}

impl Request for Count {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    fn request(&self) -> MappingTemplate {
        payload("#set( $required = [] )\n".to_owned())
    }

    fn response(&self) -> MappingTemplate {
        result()
    }
}

fn compile(is_guarded: bool) -> Compilation {
    let text = "auth: { default: userPools, userPools: { userPoolId: us-east-1_abc123 } }";
    let settings = Settings::read(&Source::new("burgeon.yaml", text)).expect("they are read");
    let compiler = Compiler::new().source("schema.graphql", SCHEMA).settings(settings);
    let compiler = compiler.transformer(Counting { is_guarded });
    compiler.compile().unwrap_or_else(|failure| panic!("{failure}"))
}

fn count(is_guarded: bool, caller: Identity) -> Outcome {
    let api = of(compile(is_guarded));
    api.caller(caller).call("Query.countNote", json!({})).expect("the resolver runs")
}

fn user(groups: &[&str]) -> Identity {
    Identity::user("amy").groups(groups.iter().copied())
}

#[test]
fn a_guarded_request_is_restricted_to_the_objects_of_the_caller() {
    let of_owner = count(true, user(&[]));
    assert!(of_owner.result[0]["owner"].is_array(), "{:?}", of_owner.result);
    assert_eq!(count(true, user(&["Admins"])).result, json!([]));
    assert!(count(true, Identity::api_key()).ok().is_err());
}

#[test]
fn an_unguarded_request_allows_no_owner() {
    assert!(count(false, user(&[])).ok().is_err());
    assert_eq!(count(false, user(&["Admins"])).result, json!([]));
}

/// The callers that the access table lists for a field of the model.
fn listed(is_guarded: bool) -> Vec<String> {
    let compilation = compile(is_guarded);
    let access = compilation.access.as_ref().expect("it is recorded");
    let note = access.types.iter().find(|ty| ty.name == "Note").expect("the model");
    let is_count = |by: &str| by == "Query.countNote";
    let lists = note.operations.iter().find(|operation| {
        operation.operation == Listed::Model(Operation::List)
            && operation.by.iter().any(|at| is_count(&at.to_string()))
    });
    let lists = lists.expect("the field is an operation of the model");
    lists.allowed.iter().map(|access| access.caller.to_string()).collect()
}

#[test]
fn the_access_table_lists_the_field_with_the_callers_that_it_allows() {
    let guarded = listed(true);
    let unguarded = listed(false);
    assert_eq!(guarded.len(), 2, "{guarded:?}");
    assert_eq!(unguarded.len(), 1, "{unguarded:?}");
    assert!(unguarded[0].contains("Admins"), "{unguarded:?}");
}
