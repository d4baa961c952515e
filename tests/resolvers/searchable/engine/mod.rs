//! The whole way: mutations, the function that follows the table, an engine, searches.
//!
//! The engine is osmem-server of PyPI, a search engine in memory that speaks OpenSearch's protocol;
//! `OSMEM` says where its program is.

mod random;
mod whole;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use burgeon::core::appsync::AuthorizationMode;
use burgeon::core::settings::UserPools;
use burgeon::{Compiler, Settings};
use burgeon_simulator::data_source::{DataSourceError, Fake};
use burgeon_simulator::{Api, Identity, Output};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::SEARCH;

const NOTE: &str = r#"
    type Note @model @searchable @auth(rules: [
      { allow: owner, identityClaim: "username" }
      { allow: groups, groups: ["Editors"], operations: [read] }]) {
      id: ID! title: String! likes: Int rating: Float open: Boolean state: State
      day: AWSDate tags: [String] meta: AWSJSON _mark: Int
      secret: String @auth(rules: [{ allow: owner, identityClaim: "username" }]) }
    enum State { DRAFT PUBLIC }"#;

/// An API, its build, and the engine that it searches with.
struct Searched {
    api: Api,
    engine: Engine,
    build: TempDir,
}

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

impl Searched {
    fn start() -> Self {
        let mut settings = Settings::default();
        settings.auth.default = AuthorizationMode::UserPools;
        settings.auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_abc123".to_owned() });
        let compiler = Compiler::new().source("schema.graphql", NOTE).settings(settings);
        let build = tempfile::tempdir().unwrap();
        compiler.compile().unwrap().write_to(build.path().join("build")).unwrap();
        let engine = Engine::start();
        let api = Api::new(Output::open(build.path().join("build")).unwrap()).unwrap();
        let api = api.with_data_source(SEARCH, source(engine.address.clone()));
        Self { api, engine, build }
    }

    fn create(&self, owner: &str, input: Json) {
        let arguments = json!({ "input": input });
        self.api.as_user(owner).call("Mutation.createNote", arguments).unwrap().ok().unwrap();
    }

    /// Tells the function of the items that are in the table.
    fn follow(&self) {
        let items = self.api.items("NoteTable").unwrap();
        let record = |(number, item): (usize, &Json)| {
            json!({ "eventName": "INSERT", "dynamodb": { "SequenceNumber": number.to_string(),
                "Keys": { "id": { "S": item["id"] } }, "NewImage": attributes(item) } })
        };
        let records: Vec<Json> = items.iter().enumerate().map(record).collect();
        let script =
            "import json, main, sys; print(json.dumps(main.handler(json.load(sys.stdin), None)))";
        let mut python = Command::new("python3")
            .args(["-c", script])
            .env("PYTHONPATH", self.build.path().join("build/functions/search"))
            .env("ENDPOINT", format!("http://{}", self.engine.address))
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
        ask(&self.engine.address, "POST", "/note/_refresh", "");
    }

    fn search(&self, identity: Identity, arguments: Json) -> Json {
        let caller = self.api.caller(identity);
        let outcome = caller.call("Query.searchNotes", arguments.clone()).unwrap();
        outcome.ok().unwrap_or_else(|errors| panic!("{arguments}: {errors:?}"))
    }
}

fn alice() -> Identity {
    Identity::user("alice")
}

fn editor() -> Identity {
    Identity::user("eve").groups(["Editors"])
}

/// The ids of the objects of a page, each one letter, in their order.
fn ids(page: &Json) -> String {
    let items = page["items"].as_array().unwrap().iter();
    let mut ids: Vec<&str> = items.map(|item| item["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.concat()
}
