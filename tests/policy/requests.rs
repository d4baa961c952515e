//! Rules that look at objects, before a request that shows none.

use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon::core::Expanding;
use burgeon::core::api::{DataSource, Operation};
use burgeon::core::names::name;
use burgeon::core::resolver::{Action, MappingTemplate, Request, Resolver, Slot, Step};
use burgeon::core::schema::{field, named};
use burgeon::{Compiler, Transformer};

use crate::{MODES, settings};

/// Adds `Query.count`, for whoever may list.
#[derive(Debug)]
struct Count;

impl Transformer for Count {
    fn name(&self) -> &'static str {
        "count"
    }

    fn definitions(&self) -> &'static str {
        ""
    }

    fn documentation(&self) -> &'static str {
        ""
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let Some(model) = api.models.get("Post").cloned() else { return };
        let guard = Step::guard(model.policy.for_operation(Operation::List));
        let count = Step::new(Slot::Data, Action::Request(Arc::new(Count)));
        let resolver = Resolver::of_model(model.name, [guard, count]);
        let field = field(name("count"), named(name("Int")));
        api.add_root_field(OperationType::Query, field, resolver, None);
    }
}

impl Request for Count {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    fn request(&self) -> MappingTemplate {
        MappingTemplate { statements: String::new(), output: "{}\n".to_owned() }
    }

    fn response(&self) -> MappingTemplate {
        MappingTemplate { statements: String::new(), output: "1\n".to_owned() }
    }
}

#[test]
fn item_dependent_rules_deny_every_caller_without_an_object() {
    let schema = "type Post @model @auth(rules: [{ allow: owner }
        { allow: groups, groups: [\"Admin\"] }]) { id: ID! }";
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings(MODES));
    let compiler = compiler.transformer(Count);
    let text = compiler.access_table().unwrap().to_text(80);
    assert!(text.ends_with("Query\n  userPools:group \"Admin\"\n    count\n"), "{text}");
    let request = &compiler.compile().unwrap().files().unwrap()["resolvers/Query.count.req.vtl"];
    assert!(request.contains("$callerGroups.contains('Admin')"), "{request}");
    assert!(!request.contains("callerNames"), "{request}");
}
