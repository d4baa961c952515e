//! What callers may not read they cannot find out by comparing it, either.

use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use crate::api::{values, with};

fn user(name: &'static str, groups: &[&str]) -> Caller {
    let identity = burgeon_simulator::Identity::user(name).groups(groups.iter().copied());
    Caller::new(name, Kind::UserPools, identity)
}

fn call(api: &Api, caller: &Caller, field: &str, arguments: Json) -> Outcome {
    Client { api, caller }.call(field, arguments)
}

/// Employees whom all may list, with a salary that an admin and they themselves may read, and a grade
/// that an admin may read.
fn staff() -> Api {
    let api = with(
        "type Employee @model @auth(rules: [{ allow: owner, ownerField: \"name\", identityClaim: \"username\" }
           { allow: private, operations: [read, update] }, { allow: groups, groups: [\"Admin\"] }]) {
           id: ID! name: String @index(name: \"byName\", queryField: \"byName\")
           office: String @index(name: \"byOffice\", sortKeyFields: [\"grade\"], queryField: \"byOffice\")
           salary: Int @auth(rules: [{ allow: owner, ownerField: \"name\", identityClaim: \"username\" }
             { allow: groups, groups: [\"Admin\"] }])
           grade: String @index(name: \"byGrade\", queryField: \"byGrade\")
             @auth(rules: [{ allow: groups, groups: [\"Admin\"] }])
           bossId: ID
           boss: Employee @belongsTo(references: [\"bossId\"])
           team: [Employee] @hasMany(references: [\"bossId\"]) }",
        every_mode(),
    );
    let of = |id: &str, name: &str, salary: u32, grade: &str| json!({ "id": id, "name": name, "office": "o", "salary": salary, "grade": grade, "bossId": "1" });
    let staff = [of("1", "alice", 10, "x"), of("2", "bob", 20, "y"), of("3", "carol", 20, "y")];
    api.seed("EmployeeTable", staff).expect("they are stored");
    api
}

fn named(outcome: Outcome) -> Vec<String> {
    let page = outcome.ok().unwrap_or_else(|errors| panic!("{errors:?}"));
    let names = values(&page, "name").into_iter();
    let mut names: Vec<String> =
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
    names.sort();
    names
}

#[test]
fn a_filter_finds_nothing_by_what_the_caller_may_not_read() {
    let api = staff();
    let (bob, admin) = (user("bob", &[]), user("dave", &["Admin"]));
    let list = |caller: &Caller, filter: Json| {
        named(call(&api, caller, "Query.listEmployees", json!({ "filter": filter })))
    };
    let salary = json!({ "salary": { "eq": 20 } });
    assert_eq!(list(&admin, salary.clone()), ["bob", "carol"]);
    assert_eq!(list(&bob, salary.clone()), ["bob"]);
    let office = json!({ "office": { "eq": "o" } });
    assert_eq!(list(&bob, office.clone()), ["alice", "bob", "carol"]);
    // What is taken for empty is not 20.
    assert_eq!(list(&bob, json!({ "not": salary })), ["alice", "carol"]);
    assert_eq!(list(&bob, json!({ "and": [office, salary] })), ["bob"]);
    assert_eq!(
        list(&bob, json!({ "or": [{ "name": { "eq": "alice" } }, salary] })),
        ["alice", "bob"]
    );
    assert_eq!(list(&bob, json!({ "or": [{ "or": [{ "and": [salary] }] }] })), ["bob"]);
    assert_eq!(list(&bob, json!({ "salary": { "gt": 5 }, "office": { "eq": "o" } })), ["bob"]);
    assert_eq!(
        list(&bob, json!({ "salary": null, "and": null, "office": { "eq": "o" } })),
        ["alice", "bob", "carol"]
    );
}

#[test]
fn whom_no_object_lets_read_a_field_may_not_compare_it_anywhere() {
    let api = staff();
    let (bob, admin) = (user("bob", &[]), user("dave", &["Admin"]));
    let grade = json!({ "grade": { "eq": "y" } });
    let deep = json!({ "or": [{ "name": { "eq": "x" } }, { "not": { "and": [grade] } }] });
    let boss = json!({ "id": "1" });
    let ask = |caller: &Caller, filter: &Json| {
        let client = Client { api: &api, caller };
        vec![
            client.call("Query.listEmployees", json!({ "filter": filter })),
            client.call("Query.byName", json!({ "name": "bob", "filter": filter })),
            client.call("Query.byOffice", json!({ "office": "o", "filter": filter })),
            client.call_on(&boss, "Employee.team", json!({ "filter": filter })),
            client.call(
                "Mutation.updateEmployee",
                json!({ "input": { "id": "2", "office": "o" }, "condition": filter }),
            ),
        ]
    };
    for filter in [&grade, &deep] {
        assert!(ask(&bob, filter).iter().all(Outcome::is_unauthorized), "{filter}");
        assert!(!ask(&admin, filter).iter().any(Outcome::is_unauthorized), "{filter}");
    }
}

#[test]
fn a_filter_with_more_than_a_loop_goes_through_is_refused() {
    let api = staff();
    let bob = user("bob", &[]);
    let grade = json!({ "grade": { "eq": "y" } });
    let refused = |filter: Json| {
        let listed = call(&api, &bob, "Query.listEmployees", json!({ "filter": filter }));
        let condition = json!({ "input": { "id": "2" }, "condition": filter });
        let updated = call(&api, &bob, "Mutation.updateEmployee", condition);
        [listed, updated].map(|outcome| outcome.error_type().map(str::to_owned))
    };
    // What is asked of the last one may be left out by a loop.
    let mut many = vec![json!({ "office": { "eq": "o" } }); 1000];
    many.push(grade);
    let invalid = || Some("InvalidFilter".to_owned());
    assert_eq!(refused(json!({ "or": many })), [invalid(), invalid()]);
    let salaries = vec![json!({ "salary": { "eq": 20 } }); 600];
    assert_eq!(
        refused(json!({ "or": [{ "or": salaries }, { "not": { "or": salaries } }] })),
        [invalid(), invalid()]
    );
}

#[test]
fn a_condition_reveals_nothing_that_the_caller_may_not_read() {
    let api = staff();
    let bob = user("bob", &[]);
    let update = |id: &str, salary: u32| {
        let input = json!({ "id": id, "office": "o" });
        let condition = json!({ "salary": { "eq": salary } });
        let outcome = call(
            &api,
            &bob,
            "Mutation.updateEmployee",
            json!({ "input": input, "condition": condition }),
        );
        outcome.error.map(|error| error.error_type)
    };
    assert_eq!(update("2", 20), None);
    let failed = update("2", 30);
    assert!(failed.is_some());
    // Whatever carol's salary is.
    assert_eq!(update("3", 20), failed);
    assert_eq!(update("3", 30), failed);
}

#[test]
fn no_caller_queries_by_an_unreadable_key() {
    let api = staff();
    let (bob, admin) = (user("bob", &[]), user("dave", &["Admin"]));
    let by_grade = json!({ "grade": "y" });
    assert!(call(&api, &bob, "Query.byGrade", by_grade.clone()).is_unauthorized());
    assert_eq!(named(call(&api, &admin, "Query.byGrade", by_grade)), ["bob", "carol"]);
    let by_office = json!({ "office": "o" });
    assert_eq!(named(call(&api, &bob, "Query.byOffice", by_office)), ["alice", "bob", "carol"]);
    let compared = json!({ "office": "o", "grade": { "beginsWith": "y" } });
    assert!(call(&api, &bob, "Query.byOffice", compared.clone()).is_unauthorized());
    assert_eq!(named(call(&api, &admin, "Query.byOffice", compared)), ["bob", "carol"]);
    // DynamoDB does not filter by the key that it is asked by.
    let of = |name: &str| json!({ "name": name, "filter": { "salary": { "gt": 5 } } });
    assert_eq!(named(call(&api, &bob, "Query.byName", of("bob"))), ["bob"]);
    assert!(call(&api, &bob, "Query.byName", of("carol")).is_unauthorized());
}

#[test]
fn filters_that_compare_no_such_field_are_left_as_they_are() {
    let api = staff();
    let filter = json!({ "office": { "eq": "o" } });
    let outcome = call(&api, &user("bob", &[]), "Query.listEmployees", json!({ "filter": filter }));
    assert_eq!(outcome.requests[0].request["filter"]["expression"], "#office = :office_eq");
}

#[test]
fn without_such_fields_nothing_is_looked_for() {
    let compiled = burgeon::Compiler::new()
        .source(
            "schema.graphql",
            "type Note @model @auth(rules: [{ allow: owner }]) { id: ID! text: String }",
        )
        .settings(every_mode())
        .compile()
        .unwrap_or_else(|failure| panic!("{failure}"));
    assert!(!compiled.files().unwrap().values().any(|text| text.contains("$limited")));
}
