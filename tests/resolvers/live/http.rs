//! `@http` and declared hosts, asked over the network: what comes there, and what is made of what
//! comes back.

use burgeon_simulator::data_source::HttpService;
use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use super::HOSTILE;
use super::server::{Received, Server, answer};
use crate::api::open;

fn schema(host: &str) -> String {
    format!(
        r#"
type Query {{
  post(id: ID!, lang: String): Post @http(url: "http://{host}/posts/:id/text?by=:by")
  text(a: String): String @http(url: "http://{host}/text", headers: [
    {{ key: "X-By", value: "<${{ctx.args.query.a}}>" }}
  ])
}}
type Mutation {{
  create(title: String): Post @http(method: POST, url: "http://{host}/posts")
  replace(id: ID!, title: String): Post @http(method: PUT, url: "http://{host}/posts/:id")
  change(id: ID!, title: String): Post @http(method: PATCH, url: "http://{host}/posts/:id")
  remove(id: ID!): Post @http(method: DELETE, url: "http://{host}/posts/:id")
}}
type Post {{
  id: ID
  title: String
  author: String @http(url: "http://{host}/authors/${{ctx.source.author}}")
}}
"#
    )
}

/// The API whose only endpoint is the service.
fn api(server: &Server) -> Api {
    let api = open(&schema(&server.host));
    let name = api.data_sources().find(|name| name.ends_with("_Endpoint"));
    let name = name.expect("there is an endpoint").to_owned();
    api.with_data_source(&name, HttpService::new(&server.host))
}

fn call(server: &Server, field: &str, arguments: Json) -> Outcome {
    api(server).as_api_key().call(field, arguments).expect("the resolver runs")
}

fn echo(request: &Received) -> Vec<u8> {
    let said = json!({ "id": request.method, "title": request.body });
    answer(200, "application/json", said.to_string().as_bytes())
}

#[test]
fn every_method_arrives_as_itself() {
    let server = Server::new(echo);
    let body = json!({ "title": "a" });
    for (field, method, sends_body) in [
        ("Mutation.create", "POST", true),
        ("Mutation.replace", "PUT", true),
        ("Mutation.change", "PATCH", true),
        ("Mutation.remove", "DELETE", false),
    ] {
        let arguments = json!({ "params": { "id": "1" }, "body": body });
        let post = call(&server, field, arguments).ok().expect("it is answered");
        assert_eq!(post["id"], method);
        let request = server.received().pop().expect("it arrived");
        assert_eq!(request.method, method);
        let sent: Option<Json> = serde_json::from_str(&request.body).ok();
        assert_eq!(sent.is_some(), sends_body, "{field}");
        assert_eq!(request.header("content-type").is_some(), sends_body, "{field}");
    }
}

#[test]
fn hostile_texts_arrive_as_they_were_given() {
    let server = Server::new(echo);
    for text in HOSTILE {
        let params = json!({ "id": text, "by": text });
        let arguments = json!({ "params": params, "query": { "lang": text } });
        let post = call(&server, "Query.post", arguments).ok().expect("it is answered");
        assert_eq!(post["id"], "GET");
        let request = server.received().pop().expect("it arrived");
        let (path, query) = request.decoded();
        assert_eq!(path, ["posts", text, "text"], "{}", request.target);
        let pair = |name: &str| (name.to_owned(), text.to_owned());
        assert_eq!(query, [pair("by"), pair("lang")], "{}", request.target);

        let arguments = json!({ "query": { "title": text }, "body": { "title": text } });
        let post = call(&server, "Mutation.create", arguments).ok().expect("it is answered");
        let request = server.received().pop().expect("it arrived");
        let sent: Json = serde_json::from_str(&request.body).expect("a body of JSON");
        assert_eq!(sent, json!({ "title": text }));
        assert_eq!(post["title"], json!(request.body));
        assert_eq!(request.decoded().1, [("title".to_owned(), text.to_owned())]);
    }
}

#[test]
fn a_header_is_one_header_or_none() {
    let server = Server::new(echo);
    for text in HOSTILE {
        let before = server.received().len();
        let outcome = call(&server, "Query.text", json!({ "query": { "a": text } }));
        if text.chars().all(|c| (' '..='~').contains(&c)) {
            let request = server.received().pop().expect("it arrived");
            assert_eq!(request.header("x-by"), Some(format!("<{text}>").as_str()));
        } else {
            assert_eq!(outcome.error_type(), Some("BadRequest"), "{text:?}");
            assert_eq!(server.received().len(), before, "{text:?}");
        }
    }
}

#[test]
fn the_callers_headers_arrive_but_not_those_of_the_connection() {
    let server = Server::new(echo);
    let api = api(&server);
    let caller = api.as_api_key().header("X-Own", "1").header("Host", "evil.example.com");
    caller.call("Query.text", json!({ "query": { "a": "b" } })).expect("the resolver runs");
    let request = server.received().pop().expect("it arrived");
    assert_eq!(request.header("x-own"), Some("1"));
    assert_eq!(request.header("host"), Some(server.host.as_str()));
}

#[test]
fn a_failure_keeps_its_status_and_what_the_service_says() {
    for (status, body) in [(400, "no \"such\" post $x #end"), (404, "é"), (500, ""), (503, "later")]
    {
        let server = Server::answering(status, "text/plain", body);
        let outcome = call(&server, "Mutation.create", json!({}));
        assert_eq!(outcome.result, Json::Null);
        assert_eq!(outcome.error_type(), Some(status.to_string().as_str()));
        let message = outcome.error.expect("it failed").message;
        assert!(message == body || body.is_empty() && message.contains("500"), "{message}");
    }
}

#[test]
fn what_comes_back_in_another_form_is_a_value_or_an_error() {
    let ask = |kind: &str, body: &[u8]| {
        let server = Server::answering(200, kind, body);
        call(&server, "Query.text", json!({ "query": { "a": "b" } }))
    };
    let text = "line\n\"quoted\" \u{2028} é";
    assert_eq!(ask("text/plain; charset=utf-8", text.as_bytes()).ok(), Ok(json!(text)));
    assert_eq!(ask("application/json", br#""\u00e9""#).ok(), Ok(json!("é")));
    assert_eq!(ask("Application/JSON; charset=UTF-8", b"1.5").ok(), Ok(json!(1.5)));
    assert_eq!(ask("application/json", b"").ok(), Ok(Json::Null));
    // Not UTF-8: letters that cannot be read are marked as such.
    assert_eq!(ask("text/plain", b"na\xefve").ok(), Ok(json!("na\u{fffd}ve")));
    assert!(ask("application/json", b"{ \"a\": ").ok().is_err());
    assert!(ask("application/json", b"\xff\xfe").ok().is_err());
}

#[test]
fn a_service_that_does_not_answer_is_the_fields_error() {
    for silence in [&b""[..], b"nonsense", b"HTTP/1.1 abc\r\n\r\n"] {
        let server = Server::new(move |_| silence.to_vec());
        let outcome = call(&server, "Mutation.create", json!({}));
        assert_eq!(outcome.error_type(), Some("Http"));
    }
    let server = Server::answering(200, "application/json", "{}");
    let api = open(&schema(&server.host));
    let name = api.data_sources().find(|name| name.ends_with("_Endpoint"));
    let name = name.expect("there is an endpoint").to_owned();
    let api = api.with_data_source(&name, HttpService::new("127.0.0.1:1"));
    let outcome = api.as_api_key().call("Mutation.create", json!({})).expect("the resolver runs");
    assert_eq!(outcome.error_type(), Some("Http"));
}

#[test]
fn a_field_of_an_object_is_asked_for_with_what_the_object_says() {
    let server = Server::new(|request| {
        let said = json!(request.decoded().0[1]);
        answer(200, "application/json", said.to_string().as_bytes())
    });
    for author in HOSTILE {
        let (api, post) = (api(&server), json!({ "author": author }));
        let caller = api.as_api_key();
        let outcome = caller.call_on(&post, "Post.author", json!({})).expect("the resolver runs");
        assert_eq!(outcome.ok(), Ok(json!(author)));
    }
}
