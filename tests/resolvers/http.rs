//! `@http`: what web services are asked, and what becomes of their answers.

use burgeon_simulator::data_source::Fake;
use burgeon_simulator::{Api, Outcome};
use serde_json::{Value as Json, json};

use crate::api::open;

const SCHEMA: &str = r#"
type Query {
  post(id: ID!, lang: String): Post @http(url: "https://x.com/posts/:id/text?v=1&by=:by")
  text(a: String): String @http(url: "https://x.com", headers: [
    { key: "X-By", value: "it's $5 for ${ctx.args.query.a}, ${env}" }
  ])
}
type Mutation {
  put(id: ID!, title: String!, open: Boolean!): Post @http(method: PUT, url: "https://x.com/posts/:id")
  post(title: String): Post @http(method: POST, url: "https://x.com/posts")
  remove(id: ID!, reason: String!): Post @http(method: DELETE, url: "https://x.com/posts/:id")
}
type Post {
  id: ID!
  author: String @http(url: "https://x.com/${aws_region}/${ctx.source._author}/:_n")
}
"#;

/// Texts that would lead elsewhere if they were not encoded.
const HOSTILE: [&str; 10] = [
    "a/../../admin",
    "a?x=1&y=2#z",
    "%2e%2e%2f",
    "a b+c",
    "\",\"method\":\"DELETE",
    "$util.error('x')${ctx.identity}#end",
    "\r\nHost: evil\r\n\r\n",
    "'\\'\"",
    "\u{2028}é😀",
    "//evil.com/",
];

/// The name of the only endpoint.
const ENDPOINT: &str = "https_x_com_4ade82c8_Endpoint";

fn answering(status: u16, kind: &str, body: &str) -> Fake {
    Fake::answering(
        json!({ "statusCode": status, "headers": { "Content-Type": kind }, "body": body }),
    )
}

fn api(service: &Fake) -> Api {
    open(SCHEMA).with_data_source(ENDPOINT, service.clone())
}

/// The request that a call leads to, if it leads to one.
fn asked(field: &str, arguments: Json) -> (Outcome, Option<Json>) {
    let service = answering(200, "application/json", "{}");
    let outcome = api(&service).as_api_key().call(field, arguments).expect("the resolver runs");
    let request = service.requests().pop();
    (outcome, request)
}

/// The text that a percent-encoded one stands for.
fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits: String = bytes.by_ref().take(2).map(char::from).collect();
            out.push(u8::from_str_radix(&digits, 16).expect("two digits"));
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).expect("it is text")
}

#[test]
fn arguments_go_where_they_belong() {
    let arguments = json!({ "params": { "id": "1", "by": "me" }, "query": { "lang": "en" } });
    let (outcome, request) = asked("Query.post", arguments);
    assert_eq!(outcome.ok(), Ok(json!({})));
    let request = request.unwrap();
    assert_eq!(request["method"], "GET");
    assert_eq!(request["resourcePath"], "/posts/1/text?v=1&by=me");
    assert_eq!(request["params"]["query"], json!({ "lang": "en" }));
    assert_eq!(request["params"].get("body"), None);
    let arguments = json!({ "query": { "title": "a" }, "body": { "title": "b" } });
    let request = asked("Mutation.post", arguments).1.unwrap();
    assert_eq!(request["method"], "POST");
    assert_eq!(request["params"]["query"], json!({ "title": "a" }));
    assert_eq!(request["params"]["body"], json!({ "title": "b" }));
    assert_eq!(request["params"]["headers"]["content-type"], "application/json");
}

#[test]
fn nothing_in_an_argument_leads_elsewhere() {
    for text in HOSTILE {
        let arguments = json!({ "params": { "id": text, "by": text }, "query": { "lang": text } });
        let request = asked("Query.post", arguments).1.unwrap();
        let path = request["resourcePath"].as_str().unwrap();
        let (path, search) = path.split_once('?').unwrap();
        let segments: Vec<&str> = path.split('/').collect();
        assert_eq!(segments.len(), 4, "{path}");
        assert_eq!(decoded(segments[2]), text);
        let values: Vec<&str> = search.split('&').collect();
        assert_eq!(values.len(), 2, "{search}");
        assert_eq!(decoded(values[1].strip_prefix("by=").unwrap()), text);
        assert!(!path.contains(['+', ' ', '#', '"', '\r', '\n']), "{path}");
        assert_eq!(request["params"]["query"]["lang"], text);
        assert_eq!((&request["method"], request.as_object().unwrap().len()), (&json!("GET"), 4));
        let body = json!({ "query": null, "body": { "title": text } });
        let request = asked("Mutation.post", body).1.unwrap();
        assert_eq!(request["params"]["body"]["title"], text);
    }
}

#[test]
fn segments_that_go_up_or_are_empty_are_refused() {
    for id in [".", "..", ""] {
        let (outcome, request) = asked("Query.post", json!({ "params": { "id": id, "by": "me" } }));
        assert_eq!(outcome.error_type(), Some("BadRequest"), "{id}");
        assert_eq!(request, None);
    }
    let request = asked("Query.post", json!({ "params": { "id": "...", "by": ".." } })).1.unwrap();
    assert_eq!(request["resourcePath"], "/posts/.../text?v=1&by=..");
}

#[test]
fn what_must_be_given_may_be_in_query_or_body() {
    let put = |query: Json, body: Json| {
        asked("Mutation.put", json!({ "params": { "id": "1" }, "query": query, "body": body }))
    };
    let title = json!({ "title": "a" });
    assert_eq!(put(title.clone(), Json::Null).0.error_type(), Some("BadRequest"));
    assert_eq!(put(title.clone(), json!({ "open": false })).0.error, None);
    assert_eq!(put(Json::Null, json!({ "title": "a", "open": true })).0.error, None);
    let remove =
        |query: Json| asked("Mutation.remove", json!({ "params": { "id": "1" }, "query": query }));
    assert_eq!(remove(Json::Null).0.error_type(), Some("BadRequest"));
    let request = remove(json!({ "reason": "old" })).1.unwrap();
    assert_eq!(
        (&request["method"], &request["params"]["query"]["reason"]),
        (&json!("DELETE"), &json!("old"))
    );
}

#[test]
fn headers_replace_the_callers_and_take_no_second_line() {
    let call = |a: &str| {
        let service = answering(200, "text/plain", "plain");
        let api = api(&service);
        let caller =
            api.as_api_key().header("X-By", "me").header("Host", "evil").header("X-Own", "1");
        let outcome = caller.call("Query.text", json!({ "query": { "a": a } })).unwrap();
        (outcome, service.requests().pop())
    };
    let (outcome, request) = call("me");
    assert_eq!(outcome.ok(), Ok(json!("plain")));
    let headers = request.unwrap()["params"]["headers"].clone();
    assert_eq!(headers["X-By"], "it's $5 for me, NONE");
    assert_eq!(headers["x-own"], "1");
    assert_eq!((headers.get("x-by"), headers.get("host")), (None, None));
    for text in ["a\r\nX-Admin: 1", "\u{0}", "é"] {
        let (outcome, request) = call(text);
        assert_eq!(outcome.error_type(), Some("BadRequest"), "{text:?}");
        assert_eq!(request, None);
    }
    let headers = call("\"$x #end").1.unwrap()["params"]["headers"].clone();
    assert_eq!(headers["X-By"], "it's $5 for \"$x #end, NONE");
}

#[test]
fn the_object_and_the_region_are_filled_in() {
    let service = answering(200, "application/json", "\"a\"");
    let api = api(&service);
    let of = |author: Json| {
        let (post, arguments) = (json!({ "_author": author }), json!({ "params": { "_n": "2" } }));
        api.as_api_key().call_on(&post, "Post.author", arguments).unwrap()
    };
    assert_eq!(of(json!(17)).ok(), Ok(json!("a")));
    assert_eq!(service.requests()[0]["resourcePath"], "/us-east-1/17/2");
    assert_eq!(of(Json::Null).error_type(), Some("BadRequest"));
}

#[test]
fn answers_are_read_by_their_kind() {
    let call = |status, kind, body| {
        let service = answering(status, kind, body);
        api(&service).as_api_key().call("Mutation.post", json!({})).unwrap().ok()
    };
    assert_eq!(call(201, "application/json", "{\"id\": \"1\"}"), Ok(json!({ "id": "1" })));
    assert_eq!(call(200, "text/plain", "{\"id\": \"1\"}"), Ok(json!({ "id": "1" })));
    assert_eq!(call(204, "", ""), Ok(Json::Null));
    assert_eq!(call(200, "text/xml", "<a><id>1</id></a>"), Ok(json!({ "a": { "id": 1 } })));
    assert!(call(200, "application/json", "<html>").is_err());
}

#[test]
fn errors_keep_their_status() {
    for (status, body, message) in [
        (404, "no such post", "no such post"),
        (500, "", "the service answered with the status 500"),
    ] {
        let service = answering(status, "text/plain", body);
        let outcome = api(&service).as_api_key().call("Mutation.post", json!({})).unwrap();
        assert_eq!(outcome.result, Json::Null);
        assert_eq!(outcome.error_type(), Some(status.to_string().as_str()));
        assert_eq!(outcome.error.unwrap().message, message);
    }
}
