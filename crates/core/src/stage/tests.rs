use apollo_compiler::ast::OperationType;

use super::{Declaring, Expanding, Preparing};
use crate::api::{Coordinate, Implicit};
use crate::names::name;
use crate::resolver::Resolver;
use crate::schema::{Schema, directive, field, input_value, named, object, object_type};
use crate::{Api, Document, Settings};

fn api(schema: &str) -> Api {
    let schema = Schema::parse(schema, "schema.graphql").expect("the schema is well-formed");
    let (damaged, diagnostics) = Default::default();
    let document = Document { schema, is_whole: true, damaged, diagnostics };
    Api::new(document, Settings::default())
}

fn fields(api: &Api, ty: &str) -> Vec<String> {
    let object = api.schema.get_object(ty).expect("an object type");
    object.fields.values().map(|field| format!("{}: {}", field.name, field.ty)).collect()
}

fn resolver() -> Resolver {
    Resolver { model: None, steps: vec![] }
}

#[test]
fn a_type_of_the_author_is_kept() {
    let mut api = api("type Query { a: Int } type Todo { id: ID! }");
    let string = || named(name("String"));
    Preparing::new(&mut api).add_type(object(name("Todo"), [field(name("title"), string())]));
    Expanding::new(&mut api).add_type(object(name("Todo"), [field(name("title"), string())]));
    assert_eq!(fields(&api, "Todo"), ["id: ID!"]);
    let ty = object_type(name("Tag"), [field(name("title"), string())]);
    Preparing::new(&mut api).add_type(crate::schema::ExtendedType::Object(ty.into()));
    assert_eq!(fields(&api, "Tag"), ["title: String"]);
}

#[test]
fn a_field_of_the_author_is_not_implicit() {
    let mut api = api("type Query { a: Int } type Todo { id: ID! }");
    let mut declaring = Declaring::new(&mut api);
    for added in ["id", "ownerId"] {
        let added = field(name(added), named(name("String")));
        declaring.add_implicit_field(&name("Todo"), added, Implicit::Managed);
    }
    assert_eq!(fields(&api, "Todo"), ["id: ID!", "ownerId: String"]);
    let implicit: Vec<_> = api.implicit.keys().map(Coordinate::to_string).collect();
    assert_eq!(implicit, ["Todo.ownerId"]);
}

#[test]
fn a_root_type_is_added_with_its_first_field() {
    let mut api = api("type Query { a: Int }");
    let mut expanding = Expanding::new(&mut api);
    let added = field(name("createTodo"), named(name("Int")));
    expanding.add_root_field(OperationType::Mutation, added, resolver(), None);
    assert_eq!(fields(&api, "Mutation"), ["createTodo: Int"]);
    assert!(api.resolvers.contains_key(&Coordinate::new(name("Mutation"), name("createTodo"))));
    assert!(api.diagnostics.is_empty());
}

#[test]
fn a_root_field_of_the_author_is_reported_and_kept() {
    let mut api = api("type Query { getTodo: Int }");
    let mut expanding = Expanding::new(&mut api);
    let added = field(name("getTodo"), named(name("String")));
    expanding.add_root_field(OperationType::Query, added, resolver(), None);
    assert_eq!(fields(&api, "Query"), ["getTodo: Int"]);
    assert!(api.resolvers.is_empty());
    let reports = api.diagnostics.reports();
    assert_eq!(reports[0].code.name, "schema/field-taken");
}

#[test]
fn fields_inputs_and_directives_are_added_once() {
    let mut api = api("type Query { a: Int } input In { a: Int }");
    let mut expanding = Expanding::new(&mut api);
    for _ in 0..2 {
        expanding.add_field(&name("Query"), field(name("b"), named(name("Int"))));
        expanding.add_input_field(&name("In"), input_value(name("b"), named(name("Int"))));
        expanding.add_type_directive("Query", directive(name("aws_iam"), []));
    }
    // A type of another kind, or none, is left alone.
    expanding.add_field(&name("In"), field(name("c"), named(name("Int"))));
    expanding.add_input_field(&name("Query"), input_value(name("c"), named(name("Int"))));
    assert!(expanding.field_mut(&Coordinate::new(name("In"), name("a"))).is_none());
    assert_eq!(fields(&api, "Query"), ["a: Int", "b: Int"]);
    assert_eq!(api.schema.get_object("Query").map(|root| root.directives.len()), Some(1));
    assert_eq!(api.schema.get_input_object("In").map(|input| input.fields.len()), Some(2));
}
