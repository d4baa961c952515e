//! What the table says is what the templates do.

use std::collections::BTreeSet;

use burgeon::Compilation;
use burgeon::access::AccessTable;
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Identity, Output};
use serde_json::{Value as Json, json};

use crate::{access_table_with, compile_with, settings};

const SCHEMA: &str = "
type Post @model @auth(rules: [
  { allow: owner, operations: [create, read, update, delete] }
  { allow: groups, groups: [\"Admin\"], operations: [read, update] }
  { allow: private, provider: oidc, operations: [create, read] }
  { allow: public, operations: [get] }
  { allow: private, provider: identityPool, operations: [read, delete] }
  { allow: public, provider: identityPool, operations: [list] }
  { allow: custom, operations: [update, listen] }
]) {
  id: ID!
  title: String
  secret: String @auth(rules: [
    { allow: owner }
    { allow: groups, groups: [\"Admin\"], operations: [read] }
    { allow: private, provider: oidc, operations: [create, read] }
    { allow: custom, operations: [update] }
  ])
}
type Query {
  one: String @function(name: \"f\") @auth(rules: [{ allow: groups, groups: [\"Admin\"] }])
}";

const SETTINGS: &str = "auth: { default: userPools, additional: [apiKey, iam, oidc, function], \
                        userPools: { userPoolId: us-east-1_abc123 }, \
                        iam: { authenticatedRole: members, unauthenticatedRole: guests, \
                        allowAllIdentities: true }, \
                        oidc: { issuer: 'https://example.com' }, function: { name: authorizer } }";

const OWNER: &str = "userPools:owner in owner by sub::username";

/// Somebody, and what the table calls them; an owner only of what is theirs.
struct Person {
    identity: Identity,
    labels: Vec<&'static str>,
    may_own: bool,
    owns: bool,
}

fn people() -> Vec<Person> {
    let person = |identity, labels: &[&'static str]| Person {
        identity,
        labels: labels.to_vec(),
        may_own: false,
        owns: false,
    };
    let user = |identity, labels: &[&'static str], owns| Person {
        may_own: true,
        owns,
        ..person(identity, labels)
    };
    vec![
        user(Identity::user("alice"), &["userPools"], true),
        user(Identity::user("bob"), &["userPools"], false),
        user(
            Identity::user("carol").groups(["Admin"]),
            &["userPools", "userPools:group \"Admin\""],
            false,
        ),
        user(Identity::user("dave").groups(["Other"]), &["userPools"], false),
        person(Identity::api_key(), &["apiKey"]),
        person(Identity::oidc("erin"), &["oidc"]),
        person(Identity::iam_authenticated("members", "frank"), &["iam:signedIn"]),
        person(Identity::iam_unauthenticated("guests"), &["iam:guest"]),
        person(Identity::iam("backend", "job"), &["iam:account"]),
        person(Identity::lambda(json!({})), &["function"]),
    ]
}

impl Person {
    /// The fields that the table lets them use; none: it does not let them do it.
    fn fields(&self, table: &AccessTable, by: &str, is_about_object: bool) -> BTreeSet<String> {
        let operations = table.types.iter().flat_map(|ty| &ty.operations);
        let mut meant = operations.filter(|one| {
            let is_main = one.operation.name() != "set to null";
            is_main && one.by.iter().any(|at| at.to_string() == by)
        });
        let operation = meant.next().unwrap_or_else(|| panic!("the table lists {by}"));
        let owns = if is_about_object { self.owns } else { self.may_own };
        let is_mine = |label: &str| self.labels.contains(&label) || (owns && label == OWNER);
        let mine = operation.allowed.iter().filter(|one| is_mine(&one.caller.to_string()));
        mine.flat_map(|one| one.fields.allowed.iter().map(ToString::to_string)).collect()
    }
}

/// The API with one post, which is Alice's.
fn api(compilation: &Compilation) -> Api {
    let files = compilation.files().unwrap();
    let output = Output::in_memory(&files["manifest.json"], files.clone()).unwrap();
    let api = Api::new(output).unwrap();
    let post = json!({ "__typename": "Post", "id": "1", "owner": "sub-alice::alice",
        "title": "t", "secret": "s", "createdAt": "2020-01-01T00:00:00Z",
        "updatedAt": "2020-01-01T00:00:00Z" });
    api.seed("PostTable", [post]).unwrap();
    api
}

/// Whether a call does what it is asked for; `None`, if it was refused or did nothing.
fn answer(
    compilation: &Compilation,
    person: &Person,
    field: &str,
    arguments: Json,
) -> Option<Json> {
    let api = api(compilation);
    let outcome = api.caller(person.identity.clone()).call(field, arguments).unwrap();
    outcome.ok().ok().filter(|answer| !answer["items"].as_array().is_some_and(Vec::is_empty))
}

#[test]
fn operations_are_allowed_where_the_table_says_so() {
    let compilation = compile_with(SCHEMA, settings(SETTINGS));
    let table = access_table_with(SCHEMA, settings(SETTINGS));
    let (mut allowed, mut refused) = (0, 0);
    let calls = [
        ("Query.getPost", json!({ "id": "1" }), true, vec![]),
        ("Query.listPosts", json!({}), true, vec![]),
        ("Mutation.createPost", json!({ "input": { "title": "x" } }), false, vec!["title"]),
        ("Mutation.createPost", json!({ "input": { "secret": "x" } }), false, vec!["secret"]),
        (
            "Mutation.createPost",
            json!({ "input": { "title": "x", "secret": "x" } }),
            false,
            vec!["title", "secret"],
        ),
        (
            "Mutation.updatePost",
            json!({ "input": { "id": "1", "title": "x" } }),
            true,
            vec!["title"],
        ),
        (
            "Mutation.updatePost",
            json!({ "input": { "id": "1", "secret": "x" } }),
            true,
            vec!["secret"],
        ),
        ("Mutation.deletePost", json!({ "input": { "id": "1" } }), true, vec![]),
        ("Subscription.onCreatePost", json!({}), false, vec![]),
    ];
    for person in people() {
        for (field, arguments, is_about_object, needed) in &calls {
            let fields = person.fields(&table, field, *is_about_object);
            let expected = !fields.is_empty() && needed.iter().all(|name| fields.contains(*name));
            let answered = answer(&compilation, &person, field, arguments.clone()).is_some();
            assert_eq!(answered, expected, "{field} {arguments} {:?}", person.identity);
            *(if expected { &mut allowed } else { &mut refused }) += 1;
        }
    }
    assert!(allowed > 20 && refused > 20, "{allowed} allowed, {refused} refused");
}

#[test]
fn fields_are_answered_where_the_table_says_so() {
    let compilation = compile_with(SCHEMA, settings(SETTINGS));
    let table = access_table_with(SCHEMA, settings(SETTINGS));
    let api = api(&compilation);
    for person in people() {
        let fields = person.fields(&table, "Query.getPost", true);
        if fields.is_empty() {
            continue;
        }
        let caller = api.caller(person.identity.clone());
        let post = caller.call("Query.getPost", json!({ "id": "1" })).unwrap().ok().unwrap();
        let secret = caller.call_on(&post, "Post.secret", json!({})).unwrap();
        let is_told = secret.ok().is_ok_and(|value| value == "s");
        assert_eq!(is_told, fields.contains("secret"), "{:?}", person.identity);
    }
}

#[test]
fn operations_of_ones_own_are_allowed_where_the_table_says_so() {
    let compilation = compile_with(SCHEMA, settings(SETTINGS));
    let table = access_table_with(SCHEMA, settings(SETTINGS));
    for person in people() {
        let expected = !person.fields(&table, "Query.one", false).is_empty();
        let api = api(&compilation).with_data_source("f_Function", Fake::answering(json!("1")));
        let outcome = api.caller(person.identity.clone()).call("Query.one", json!({})).unwrap();
        assert_eq!(!outcome.is_unauthorized(), expected, "{:?}", person.identity);
    }
}

#[test]
fn payloads_contain_only_what_subscribers_may_read() {
    let schema = "type Post @model @auth(rules: [{ allow: public, operations: [read] }
          { allow: private, operations: [create] }]) { id: ID! note: Note @hasOne }
        type Note @model @auth(rules: [{ allow: private }]) { id: ID! text: String }";
    let compilation = compile_with(schema, settings(SETTINGS));
    let files = compilation.files().unwrap();
    let api = Api::new(Output::in_memory(&files["manifest.json"], files.clone()).unwrap()).unwrap();
    let alice = api.as_user("alice");
    let note = json!({ "input": { "id": "n", "text": "secret" } });
    alice.call("Mutation.createNote", note).unwrap().ok().unwrap();
    let post = json!({ "input": { "id": "p", "postNoteId": "n" } });
    let post = alice.call("Mutation.createPost", post).unwrap().ok().unwrap();
    let note = alice.call_on(&post, "Post.note", json!({})).unwrap().ok().unwrap();
    assert_eq!(note, Json::Null, "whoever has the key may be told of it");
}
