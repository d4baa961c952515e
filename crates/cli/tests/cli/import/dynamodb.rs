use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use crate::project::Project;

const TODO: &str = r#"{
  "Table": {
    "TableName": "Todo-abc123-dev",
    "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
    "AttributeDefinitions": [
      { "AttributeName": "id", "AttributeType": "S" },
      { "AttributeName": "ownerId", "AttributeType": "S" },
      { "AttributeName": "due", "AttributeType": "S" }
    ],
    "TableStatus": "ACTIVE",
    "ItemCount": 2,
    "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" },
    "LatestStreamArn": "arn:aws:dynamodb:us-east-1:123456789012:table/Todo-abc123-dev/stream/2024-01-01T00:00:00.000",
    "GlobalSecondaryIndexes": [{
      "IndexName": "by-owner",
      "KeySchema": [
        { "AttributeName": "ownerId", "KeyType": "HASH" },
        { "AttributeName": "due", "KeyType": "RANGE" }
      ],
      "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["title"] },
      "IndexStatus": "ACTIVE"
    }]
  }
}"#;

const ITEMS: &str = r#"{
  "Items": [
    {
      "id": { "S": "1" }, "ownerId": { "S": "a" }, "due": { "S": "2024-01-31" },
      "title": { "S": "write" }, "done": { "BOOL": true }, "weight": { "N": "1" },
      "mail": { "S": "a@example.com" }, "page": { "S": "https://example.com/" },
      "createdAt": { "S": "2024-01-01T00:00:00.000Z" }, "updatedAt": { "S": "2024-01-01T00:00:00.000Z" },
      "tags": { "SS": ["a", "b"] }, "odd": { "S": "a" }, "__typename": { "S": "Todo" },
      "address": { "M": { "city": { "S": "Rome" }, "at": { "M": { "x": { "N": "1.5" } } } } },
      "counts": { "M": { "4 apples": { "N": "4" } } },
      "steps": { "L": [{ "M": { "what": { "S": "think" } } }] },
      "photo": { "B": "AAAA" }, "no name": { "S": "a" }, "nothing": { "NULL": true }
    },
    {
      "id": { "S": "2" }, "title": { "S": "read" }, "weight": { "N": "2.5" }, "odd": { "N": "1" },
      "createdAt": { "S": "2024-01-01T00:00:00.000Z" }, "updatedAt": { "S": "2024-01-01T00:00:00.000Z" },
      "steps": { "L": [] }
    }
  ],
  "Count": 2
}"#;

const SCHEMA: &str = r#"type Todo @model {
  id: ID!
  ownerId: ID @index(name: "by-owner", sortKeyFields: ["due"], projection: { type: INCLUDE, nonKeyAttributes: ["title"] })
  due: AWSDate
  title: String!
  done: Boolean
  weight: Float
  mail: AWSEmail
  page: AWSURL
  createdAt: AWSDateTime
  updatedAt: AWSDateTime
  tags: [String]
  odd: AWSJSON
  address: TodoAddress
  counts: AWSJSON
  steps: [TodoStep]
}

type TodoAddress {
  city: String!
  at: TodoAddressAt!
}

type TodoAddressAt {
  x: Float!
}

type TodoStep {
  what: String!
}
"#;

const SETTINGS: &str = r#"models:
  Todo:
    existingTable:
      name: "Todo-abc123-dev"
      streamArn: "arn:aws:dynamodb:us-east-1:123456789012:table/Todo-abc123-dev/stream/2024-01-01T00:00:00.000"
"#;

#[test]
fn a_table_becomes_a_model_that_is_stored_in_it() {
    let project = Project::with(&[("todo.json", TODO), ("items.json", ITEMS)]);
    let import = ["import", "dynamodb", "todo.json", "--items", "items.json", "--out", "api"];
    let run = project.run(&import).succeeds();
    assert_eq!(run.stdout, "wrote api/schema.graphql\nwrote api/burgeon.yaml\n");
    assert_eq!(project.read("api/schema.graphql"), SCHEMA);
    assert_eq!(project.read("api/burgeon.yaml"), SETTINGS);
    for told in [
        "`Todo-abc123-dev.photo` is binary",
        "`Todo-abc123-dev.no name` is not a GraphQL name",
        "`Todo-abc123-dev.nothing` has no value",
        "`Todo-abc123-dev.tags` is a set",
    ] {
        assert!(run.stderr.contains(told), "{told} in {}", run.stderr);
    }
    project.write("api/burgeon.yaml", &format!("{SETTINGS}auth: {{ sandbox: true }}\n"));
    project.run(&["build", "api/schema.graphql", "--out", "build"]).succeeds();
    let stack = project.read("build/stacks/Todo.yaml");
    assert!(!stack.contains("AWS::DynamoDB::Table"), "{stack}");
    assert!(stack.contains("TableName: Todo-abc123-dev"), "{stack}");
    assert!(stack.contains("table/Todo-abc123-dev/index/by-owner"), "{stack}");
    project.run(&import).fails_with(&["`api/schema.graphql` exists already"]);
}

#[test]
fn the_settings_stand_before_a_schema_that_is_printed() {
    let project = Project::with(&[("todo.json", TODO)]);
    let run = project.run(&["import", "dynamodb", "todo.json"]).succeeds();
    let (comments, schema) = run.stdout.split_once("\n\n").unwrap();
    let settings: String = comments
        .lines()
        .filter_map(|line| line.strip_prefix("#     "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(settings, SETTINGS);
    let keys_only = "type Todo @model(timestamps: null) {\n  id: ID!\n  ownerId: ID @index(";
    assert!(schema.starts_with(keys_only), "{schema}");
    assert!(schema.contains("  due: String\n"), "{schema}");
    assert!(run.stderr.contains("nothing but the keys of `Todo-abc123-dev` is known"));
}

#[test]
fn several_tables_make_one_schema_and_each_has_its_items() {
    let logs = r#"{
      "TableName": "2024-logs",
      "KeySchema": [
        { "AttributeName": "day#hour", "KeyType": "RANGE" }, { "AttributeName": "n", "KeyType": "HASH" }
      ],
      "AttributeDefinitions": [
        { "AttributeName": "n", "AttributeType": "N" },
        { "AttributeName": "day#hour", "AttributeType": "S" }
      ]
    }"#;
    let binary = r#"{
      "TableName": "blobs",
      "KeySchema": [{ "AttributeName": "hash", "KeyType": "HASH" }],
      "AttributeDefinitions": [{ "AttributeName": "hash", "AttributeType": "B" }]
    }"#;
    let lines = "{\"n\": 1, \"day\": \"2024-01-31\", \"hour\": 4, \"note\": null}\n\
                 {\"n\": 2, \"day\": \"2024-02-01\", \"hour\": 5, \"note\": \"a\"}\n";
    let both = format!("{TODO}\n{logs}");
    let project =
        Project::with(&[("both.json", &both), ("blobs.json", binary), ("logs.json", lines)]);
    let import = ["import", "dynamodb", "both.json", "blobs.json", "--items"];
    let run = project.run(&[import.as_slice(), &["2024-logs=logs.json"]].concat()).succeeds();
    let log = "type Table2024Log @model(timestamps: null) {\n  \
               n: Int! @primaryKey(sortKeyFields: [\"day\", \"hour\"])\n  \
               day: AWSDate!\n  hour: Int!\n  note: String\n}\n";
    assert!(run.stdout.contains(log), "{}", run.stdout);
    assert!(run.stderr.contains("`blobs`: `hash` is binary"), "{}", run.stderr);
    project
        .run(&[import.as_slice(), &["logs.json"]].concat())
        .fails_with(&["does not name the table of its items"]);
    project
        .run(&[import.as_slice(), &["logs=logs.json"]].concat())
        .fails_with(&["no description is of `logs`"]);
    project.run(&["import", "dynamodb", "blobs.json"]).fails_with(&["no table can be"]);
    project.run(&["import", "dynamodb", "logs.json"]).fails_with(&["describes no table"]);
    assert_eq!(project.run(&["import", "dynamodb"]).status, 2);
}

#[test]
fn the_plain_form_is_that_of_the_console() {
    let project = Project::with(&[("todo.json", TODO), ("items.json", ITEMS)]);
    let import = ["import", "dynamodb", "todo.json", "-i", "items.json", "--plain", "-o", "api"];
    project.run(&import).succeeds();
    project.run(&["build", "api/schema.graphql", "--out", "build"]).succeeds();
    let schema = project.read("build/schema.graphql");
    for part in [
        "getTodo(id: ID!): Todo",
        "listTodos(filter: TableTodoFilterInput, limit: Int, nextToken: String): TodoConnection",
        "queryTodosByByOwner(ownerId: ID!, due: AWSDate, first: Int, nextToken: String): TodoConnection",
        "createTodo(input: CreateTodoInput!): Todo",
        "input TableFloatFilterInput {",
    ] {
        assert!(schema.contains(part), "{part} in {schema}");
    }
    assert!(!schema.contains("Model"), "{schema}");
}

/// What is there already is found by what is built, and what is written stands beside it.
#[test]
fn the_build_serves_the_items_of_the_table() {
    for plain in [true, false] {
        let project = Project::with(&[("todo.json", TODO), ("items.json", ITEMS)]);
        let mut import = vec!["import", "dynamodb", "todo.json", "-i", "items.json", "-o", "api"];
        import.extend(plain.then_some("--plain"));
        project.run(&import).succeeds();
        project.write("api/burgeon.yaml", &format!("{SETTINGS}auth: {{ sandbox: true }}\n"));
        project.run(&["build", "api/schema.graphql", "--out", "build"]).succeeds();
        let api = Api::open(project.path("build")).unwrap();
        let there = json!({ "id": "1", "ownerId": "a", "due": "2024-01-31", "title": "write" });
        api.seed("TodoTable", [there]).unwrap();
        let ask = |field: &str, arguments: Json| {
            let outcome = api.as_api_key().call(field, arguments).unwrap();
            outcome.ok().unwrap_or_else(|errors| panic!("{field}: {errors:?}"))
        };
        assert_eq!(ask("Query.getTodo", json!({ "id": "1" }))["title"], "write");
        let input = json!({ "id": "2", "ownerId": "a", "due": "2024-02-01", "title": "read" });
        ask("Mutation.createTodo", json!({ "input": input }));
        let (query, after) = match plain {
            true => ("Query.queryTodosByByOwner", json!("2024-02-01")),
            false => ("Query.todosByOwnerIdAndDue", json!({ "gt": "2024-01-31" })),
        };
        let found = ask(query, json!({ "ownerId": "a" }));
        assert_eq!(found["items"].as_array().map(Vec::len), Some(2), "{found}");
        let found = ask(query, json!({ "ownerId": "a", "due": after }));
        assert_eq!(found["items"][0]["title"], "read", "{found}");
        let filter = json!({ "filter": { "title": { "beginsWith": "wri" } }, "limit": 10 });
        let found = ask("Query.listTodos", filter);
        assert_eq!(found["items"][0]["id"], "1", "{found}");
        ask("Mutation.deleteTodo", json!({ "input": { "id": "1" } }));
        assert_eq!(api.items("TodoTable").unwrap().len(), 1);
    }
}

#[test]
fn no_name_of_a_table_steers_the_terminal() {
    let described = r#"{
      "TableName": "a\u001b[2Jb",
      "KeySchema": [{ "AttributeName": "hash", "KeyType": "HASH" }],
      "AttributeDefinitions": [{ "AttributeName": "hash", "AttributeType": "B" }]
    }"#;
    let project = Project::with(&[("both.json", &[TODO, described].join("\n"))]);
    let run = project.run(&["import", "dynamodb", "both.json"]).succeeds();
    assert!(run.stderr.contains(r"left out: `a\u{1b}[2Jb`"), "{}", run.stderr);
}
