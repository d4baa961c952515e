//! The roles of an identity pool may call what rules let them call, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use burgeon::Compilation;

use crate::{compile, compile_with, settings};

/// The longest ARN that an API may have.
const API_ARN: &str =
    "arn:aws-us-gov:appsync:ap-southeast-1:123456789012:apis/abcdefghijklmnopqrstuvwxyz";

/// The managed policies of each role, as IAM gets them.
fn policies(compilation: &Compilation) -> BTreeMap<String, Vec<serde_json::Value>> {
    let text = &compilation.files().unwrap()["template.json"];
    let template: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut policies: BTreeMap<String, Vec<serde_json::Value>> = BTreeMap::new();
    for resource in template["Resources"].as_object().unwrap().values() {
        if resource["Type"] == "AWS::IAM::ManagedPolicy" {
            let properties = &resource["Properties"];
            let role = properties["Roles"][0].as_str().unwrap();
            policies.entry(role.to_owned()).or_default().push(properties["PolicyDocument"].clone());
        }
    }
    policies
}

/// What is named, every ARN written out.
fn resources(policy: &serde_json::Value) -> Vec<String> {
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 1);
    let statement = &policy["Statement"][0];
    assert_eq!(
        (&statement["Effect"], &statement["Action"]),
        (&"Allow".into(), &"appsync:GraphQL".into())
    );
    let arn = |value: &serde_json::Value| {
        value["Fn::Sub"].as_str().unwrap().replace("${GraphQLApi.Arn}", API_ARN)
    };
    match &statement["Resource"] {
        serde_json::Value::Array(values) => values.iter().map(arn).collect(),
        one => vec![arn(one)],
    }
}

/// The fields of the schema that a role's policies let it call, wildcards written out.
fn callable(compilation: &Compilation, role: &str) -> BTreeSet<String> {
    let schema = apollo_compiler::Schema::parse(compilation.schema(), "schema.graphql").unwrap();
    let objects = schema.types.values().filter_map(|ty| ty.as_object());
    let fields = objects.flat_map(|object| {
        object.fields.keys().map(move |field| (object.name.clone(), field.clone()))
    });
    let policies = policies(compilation).remove(role).unwrap_or_default();
    let named: BTreeSet<String> = policies.iter().flat_map(resources).collect();
    let is_named = |ty: &str, field: &str| {
        named.contains(&format!("{API_ARN}/types/{ty}/*"))
            || named.contains(&format!("{API_ARN}/types/{ty}/fields/{field}"))
    };
    let called = fields.filter(|(ty, field)| is_named(ty, field));
    called.map(|(ty, field)| format!("{ty}.{field}")).collect()
}

fn set_of(fields: &[&str]) -> BTreeSet<String> {
    fields.iter().map(ToString::to_string).collect()
}

#[test]
fn each_role_may_call_what_rules_let_it_call() {
    let compilation = compile(
        "type Post @model(subscriptions: null) @auth(rules: [
           { allow: owner }
           { allow: private, provider: identityPool, operations: [create, read] }
           { allow: public, provider: identityPool, operations: [get] }]) {
           id: ID!
           title: String
           notes: String @auth(rules: [{ allow: owner }
             { allow: private, provider: identityPool, operations: [read] }])
           place: Place
         }
         type Place { x: Int y: Int @auth(rules: [{ allow: private, provider: identityPool }]) }
         type Secret @model @auth(rules: [{ allow: owner }]) { id: ID! }
         type Loose { x: Int }
         type Query {
           shout: String @function(name: \"f\") @auth(rules: [{ allow: public, provider: identityPool }])
           quiet: Loose @function(name: \"f\") @auth(rules: [{ allow: private }])
         }",
    );
    let members = [
        "Mutation.createPost",
        "Place.x",
        "Place.y",
        "Post.createdAt",
        "Post.id",
        "Post.notes",
        "Post.owner",
        "Post.place",
        "Post.title",
        "Post.updatedAt",
        "Query.getPost",
        "Query.listPosts",
    ];
    assert_eq!(callable(&compilation, "members"), set_of(&members));
    let guests = [
        "Place.x",
        "Post.createdAt",
        "Post.id",
        "Post.owner",
        "Post.place",
        "Post.title",
        "Post.updatedAt",
        "Query.getPost",
        "Query.shout",
    ];
    assert_eq!(callable(&compilation, "guests"), set_of(&guests));
}

#[test]
fn every_set_of_operations_is_a_set_of_fields() {
    let fields = [
        ("create", vec!["Mutation.createPost"]),
        ("update", vec!["Mutation.updatePost"]),
        ("delete", vec!["Mutation.deletePost"]),
        ("get", vec!["Query.getPost"]),
        ("list", vec!["Query.listPosts", "Query.postsByTitle"]),
        (
            "listen",
            vec![
                "Subscription.onCreatePost",
                "Subscription.onDeletePost",
                "Subscription.onUpdatePost",
            ],
        ),
    ];
    for set in 1..1_u32 << fields.len() {
        let chosen = fields.iter().enumerate().filter(|(at, _)| set & 1 << at != 0);
        let (operations, expected): (Vec<&str>, Vec<Vec<&str>>) =
            chosen.map(|(_, (operation, fields))| (*operation, fields.clone())).unzip();
        let compilation = compile(&format!(
            "type Post @model @auth(rules: [{{ allow: owner }}
               {{ allow: private, provider: identityPool, operations: [{}] }}]) {{
               id: ID! title: String @index(queryField: \"postsByTitle\") }}
             type Other @model @auth(rules: [{{ allow: private }}]) {{ id: ID! }}",
            operations.join(", ")
        ));
        let roots = callable(&compilation, "members");
        let roots = roots.into_iter().filter(|field| !field.starts_with("Post."));
        let expected = set_of(&expected.concat());
        assert_eq!(roots.collect::<BTreeSet<_>>(), expected, "{operations:?}");
        assert!(callable(&compilation, "guests").is_empty());
    }
}

#[test]
fn callers_of_the_account_need_no_policy_of_a_role() {
    let schema = "type Todo @model { id: ID! } type Query { a: Int @function(name: \"f\") }";
    let auth = "auth: { additional: [iam], iam: { allowAllIdentities: true, \
                authenticatedRole: members, unauthenticatedRole: guests } }";
    assert!(policies(&compile_with(schema, settings(auth))).is_empty());
}

#[test]
fn roles_are_left_alone_if_the_settings_say_so() {
    let schema =
        "type Todo @model @auth(rules: [{ allow: private, provider: identityPool }]) { id: ID! }";
    let auth = |policies| {
        format!(
            "auth: {{ additional: [iam], iam: {{ authenticatedRole: members, rolePolicies: {policies} }} }}"
        )
    };
    assert_eq!(policies(&compile_with(schema, settings(&auth(true)))).len(), 1);
    assert!(policies(&compile_with(schema, settings(&auth(false)))).is_empty());
}

/// Models that a role may create, update and get, beside as many that it may not.
fn models(count: usize) -> String {
    let model = |number: usize| {
        format!(
            "type AModelWithALongName{number} @model @auth(rules: [{{ allow: owner }}
               {{ allow: private, provider: identityPool, operations: [create, update, get] }}]) {{ id: ID! }}
             type Other{number} @model @auth(rules: [{{ allow: owner }}]) {{ id: ID! }}\n"
        )
    };
    (0..count).map(model).collect()
}

#[test]
fn policies_are_as_large_as_iam_takes_them() {
    for count in [1, 11, 40] {
        let compilation = compile(&models(count));
        let policies = policies(&compilation).remove("members").unwrap();
        let mut fields = 0;
        for policy in &policies {
            let named = resources(policy);
            fields += named.len();
            let text = serde_json::json!({
                "Version": "2012-10-17",
                "Statement": [{ "Effect": "Allow", "Action": "appsync:GraphQL", "Resource": named }],
            });
            let characters = text.to_string().chars().count();
            assert!(characters <= 6_144, "{characters}");
        }
        // The type itself, and three operations.
        assert_eq!(fields, count * 4);
        assert_eq!(callable(&compilation, "members").len(), count * 7);
        let is_told = compilation.warnings.iter().any(|one| one.code == "stack/role-policies");
        assert_eq!(is_told, policies.len() > 10, "{} policies", policies.len());
        // No policy is cut short.
        assert!(policies.len() <= (fields * 165).div_ceil(6_000) + 1, "{}", policies.len());
    }
    let too_many = compile(&models(110));
    assert!(too_many.warnings.iter().any(|one| one.code == "stack/role-policies"));
}
