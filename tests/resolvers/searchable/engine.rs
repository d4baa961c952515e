//! The whole way: mutations, the function that follows the table, an engine, searches.
//!
//! The engine is osmem-server of PyPI, a search engine in memory that speaks OpenSearch's protocol;
//! `OSMEM` says where its program is.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use burgeon::core::appsync::AuthorizationMode;
use burgeon::core::settings::UserPools;
use burgeon::{Compiler, Settings};
use burgeon_simulator::data_source::{DataSourceError, Fake};
use burgeon_simulator::{Api, Identity, Output};
use serde_json::{Value as Json, json};

const NOTE: &str = r#"
    type Note @model @searchable @auth(rules: [
      { allow: owner, identityClaim: "username" }
      { allow: groups, groups: ["Editors"], operations: [read] }]) {
      id: ID! title: String! likes: Int rating: Float open: Boolean state: State
      day: AWSDate tags: [String] meta: AWSJSON _mark: Int
      secret: String @auth(rules: [{ allow: owner, identityClaim: "username" }]) }
    enum State { DRAFT PUBLIC }"#;

struct Engine {
    process: Child,
    address: String,
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Engine {
    fn start() -> Self {
        let program = std::env::var("OSMEM").expect("OSMEM names the program of the engine");
        let mut process = Command::new(program)
            .args(["-addr", "127.0.0.1:0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the engine starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is read");
        BufReader::new(output).read_line(&mut line).expect("it says where it is");
        let said: Json = serde_json::from_str(&line).expect("it speaks JSON");
        let address = said["url"].as_str().unwrap().trim_start_matches("http://").to_owned();
        Self { process, address }
    }
}

/// Asks the engine, and gives its answer with the status.
fn ask(address: &str, method: &str, path: &str, body: &str) -> (u16, Json) {
    let mut stream = TcpStream::connect(address).expect("the engine listens");
    let head = format!(
        "{method} {path} HTTP/1.0\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).expect("it takes the request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (status, serde_json::from_str(body).unwrap_or(Json::Null))
}

/// A data source that passes requests on, as AppSync does.
fn source(address: String) -> Fake {
    Fake::new(move |request| {
        let path = format!("{}?ignore_unavailable=true", request["path"].as_str().unwrap());
        let body = request["params"]["body"].to_string();
        match ask(&address, request["operation"].as_str().unwrap(), &path, &body) {
            (200, answer) => Ok(answer),
            (status, answer) => {
                Err(DataSourceError::new("OpenSearch", &format!("{status}: {answer}")))
            }
        }
    })
}

fn attribute(value: &Json) -> Json {
    match value {
        Json::Null => json!({ "NULL": true }),
        Json::Bool(yes) => json!({ "BOOL": yes }),
        Json::Number(number) => json!({ "N": number.to_string() }),
        Json::String(text) => json!({ "S": text }),
        Json::Array(items) => json!({ "L": items.iter().map(attribute).collect::<Vec<_>>() }),
        Json::Object(_) => json!({ "M": attributes(value) }),
    }
}

fn attributes(item: &Json) -> Json {
    let entries = item.as_object().unwrap().iter();
    entries.map(|(name, value)| (name.clone(), attribute(value))).collect()
}

/// Tells the function of the items that are in the table.
fn follow(api: &Api, build: &Path, engine: &Engine) {
    let items = api.items("NoteTable").unwrap();
    let record = |(number, item): (usize, &Json)| {
        json!({ "eventName": "INSERT", "dynamodb": { "SequenceNumber": number.to_string(),
            "Keys": { "id": { "S": item["id"] } }, "NewImage": attributes(item) } })
    };
    let records: Vec<Json> = items.iter().enumerate().map(record).collect();
    let script =
        "import json, main, sys; print(json.dumps(main.handler(json.load(sys.stdin), None)))";
    let mut python = Command::new("python3")
        .args(["-c", script])
        .env("PYTHONPATH", build.join("functions/search"))
        .env("ENDPOINT", format!("http://{}", engine.address))
        .envs([("SERVICE", "es"), ("REGION", "us-east-1"), ("INDEX", "note")])
        .envs([("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is there");
    let event = json!({ "Records": records }).to_string();
    python.stdin.take().unwrap().write_all(event.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    let answer = String::from_utf8_lossy(&output.stdout);
    assert_eq!(answer.trim(), r#"{"batchItemFailures": []}"#);
    ask(&engine.address, "POST", "/note/_refresh", "");
}

fn notes() -> Vec<(&'static str, Json)> {
    vec![
        (
            "alice",
            json!({ "id": "1", "title": "Hello World", "likes": 1, "rating": 0.5,
            "open": true, "state": "DRAFT", "day": "2030-01-01", "tags": ["x", "y"], "_mark": 1,
            "secret": "red", "meta": { "kind": "letter" } }),
        ),
        (
            "alice",
            json!({ "id": "2", "title": "hello there", "likes": 5, "rating": 1.5,
            "open": false, "state": "PUBLIC", "day": "2030-02-01+01:00", "secret": "blue" }),
        ),
        ("alice", json!({ "id": "3", "title": "Good bye, world", "likes": 9, "state": "PUBLIC" })),
        (
            "bob",
            json!({ "id": "4", "title": "Hello from Bob", "likes": 100, "state": "PUBLIC",
            "secret": "red" }),
        ),
    ]
}

fn ids(page: &Json) -> String {
    let items = page["items"].as_array().unwrap().iter();
    let mut ids: Vec<&str> = items.map(|item| item["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.concat()
}

#[test]
#[ignore = "needs a search engine; see OSMEM"]
fn what_is_written_is_found_by_those_who_may() {
    let mut settings = Settings::default();
    settings.auth.default = AuthorizationMode::UserPools;
    settings.auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_abc123".to_owned() });
    let compiler = Compiler::new().source("schema.graphql", NOTE).settings(settings);
    let compilation = compiler.compile().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let build = folder.path().join("build");
    compilation.write_to(&build).unwrap();
    let engine = Engine::start();
    let api = Api::new(Output::open(&build).unwrap()).unwrap();
    let api = api.with_data_source(super::SEARCH, source(engine.address.clone()));
    let search = |identity: Identity, arguments: Json| {
        let outcome = api.caller(identity).call("Query.searchNotes", arguments.clone()).unwrap();
        outcome.ok().unwrap_or_else(|errors| panic!("{arguments}: {errors:?}"))
    };
    let alice = || Identity::user("alice");
    let editor = || Identity::user("eve").groups(["Editors"]);

    let before = search(alice(), json!({ "sort": [{ "field": "likes" }] }));
    assert_eq!((&before["total"], &before["items"]), (&json!(0), &json!([])), "there is no index");
    for (owner, input) in notes() {
        let arguments = json!({ "input": input });
        api.as_user(owner).call("Mutation.createNote", arguments).unwrap().ok().unwrap();
    }
    follow(&api, &build, &engine);

    for (filter, mine, all) in [
        (json!(null), "123", "1234"),
        (json!({ "title": { "eq": "Hello World" } }), "1", "1"),
        (json!({ "title": { "ne": "Hello World" } }), "23", "234"),
        (json!({ "title": { "match": "hello" } }), "12", "124"),
        (json!({ "title": { "matchPhrase": "hello there" } }), "2", "2"),
        (json!({ "title": { "matchPhrasePrefix": "hello wo" } }), "1", "1"),
        (json!({ "title": { "multiMatch": "world" } }), "13", "13"),
        (json!({ "title": { "wildcard": "wor*" } }), "13", "13"),
        (json!({ "title": { "regexp": "b.e" } }), "3", "3"),
        (json!({ "title": { "gte": "Hello", "lt": "I" } }), "1", "14"),
        (json!({ "title": { "range": ["G", "H"] } }), "3", "3"),
        (json!({ "title": { "exists": true } }), "123", "1234"),
        (json!({ "day": { "exists": false } }), "3", "34"),
        (json!({ "day": { "gt": "2030-01-15" } }), "2", "2"),
        (json!({ "day": { "eq": "2030-01-01" } }), "1", "1"),
        (json!({ "createdAt": { "lte": "2030-01-01T00:00:00.000Z" } }), "123", "1234"),
        (json!({ "likes": { "range": [5, 100] } }), "23", "234"),
        (json!({ "rating": { "lte": 0.5 } }), "1", "1"),
        (json!({ "open": { "eq": false } }), "2", "2"),
        (json!({ "state": { "eq": "PUBLIC" } }), "23", "234"),
        (json!({ "tags": { "eq": "y" } }), "1", "1"),
        (json!({ "_mark": { "eq": 1 } }), "1", "1"),
        (json!({ "meta": { "match": "letter" } }), "1", "1"),
        (json!({ "or": [{ "likes": { "gt": 50 } }, { "likes": { "lt": 2 } }] }), "1", "14"),
        (json!({ "and": [{ "likes": { "gt": 2 } }, { "likes": { "lt": 9 } }] }), "2", "2"),
        (
            json!({ "not": { "or": [{ "likes": { "eq": 1 } }, { "id": { "eq": "2" } }] } }),
            "3",
            "34",
        ),
        (json!({ "id": { "eq": "4" } }), "", "4"),
    ] {
        for (identity, expected) in [(alice(), mine), (editor(), all)] {
            let page = search(identity, json!({ "filter": filter }));
            assert_eq!(ids(&page), expected, "{filter}");
            assert_eq!(page["total"], expected.len(), "{filter}");
        }
    }

    let secret = json!({ "filter": { "secret": { "eq": "red" } } });
    assert_eq!(ids(&search(alice(), secret.clone())), "1");
    assert_eq!(
        ids(&search(editor(), secret)),
        "",
        "editors own nothing whose secret they may read"
    );
    let other = json!({ "filter": { "not": { "secret": { "eq": "red" } } } });
    assert_eq!(ids(&search(editor(), other)), "1234", "and what they may not read tells nothing");

    let aggregates = json!([
        { "name": "states", "type": "terms", "field": "state" },
        { "name": "likes", "type": "sum", "field": "likes" },
        { "name": "ratings", "type": "avg", "field": "rating" },
        { "name": "titles", "type": "cardinality", "field": "title" },
        { "name": "least", "type": "min", "field": "likes" },
        { "name": "most", "type": "max", "field": "likes" }]);
    let page = search(alice(), json!({ "limit": 1, "aggregates": aggregates }));
    let result = |name: &str| {
        let items = page["aggregateItems"].as_array().unwrap();
        items.iter().find(|item| item["name"] == name).unwrap()["result"].clone()
    };
    for (name, value) in
        [("likes", 15.0), ("ratings", 1.0), ("titles", 3.0), ("least", 1.0), ("most", 9.0)]
    {
        assert_eq!(result(name)["value"].as_f64(), Some(value), "{name}");
    }
    let states = json!([{ "key": "PUBLIC", "doc_count": 2 }, { "key": "DRAFT", "doc_count": 1 }]);
    assert_eq!(result("states")["buckets"], states);

    let mut titles = vec![];
    let mut token = Json::Null;
    loop {
        let sort = json!([{ "field": "state", "direction": "asc" }, { "field": "likes" }]);
        let page = search(editor(), json!({ "sort": sort, "limit": 1, "nextToken": token }));
        titles.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(titles, ["1", "4", "3", "2"]);
    assert_eq!(ids(&search(editor(), json!({ "from": 3 }))), "1");
    let found = search(alice(), json!({ "filter": { "id": { "eq": "1" } } }));
    assert_eq!(found["items"][0]["_mark"], 1);
    assert_eq!(found["items"][0]["meta"], json!({ "kind": "letter" }));
}
