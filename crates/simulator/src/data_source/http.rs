//! A real web service as AppSync's HTTP data source, over the network.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use super::{DataSource, DataSourceError};

/// The timeout of a service.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A web service over HTTP/1.1 without TLS.
#[derive(Debug, Clone)]
pub struct HttpService {
    host: String,
}

impl HttpService {
    /// The service at a host and a port: the part of its URL after `http://`.
    pub fn new(host: impl Into<String>) -> Self {
        Self { host: host.into() }
    }

    fn request_pair(&self, message: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.write_all(message)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

impl DataSource for HttpService {
    fn invoke(&self, request: &Json) -> Result<Json, DataSourceError> {
        let message = message(&self.host, request)?;
        let answer = self.request_pair(&message);
        let answer = answer.map_err(|error| DataSourceError::new("Http", &error.to_string()))?;
        parse(&answer).ok_or_else(|| DataSourceError::new("Http", "the answer is not HTTP"))
    }
}

/// A request as it goes over the network.
///
/// Source of truth: AppSync's developer guide, "Resolver mapping template reference for HTTP".
fn message(host: &str, request: &Json) -> Result<Vec<u8>, DataSourceError> {
    let none = Map::new();
    let params = &request["params"];
    let target = target(request["resourcePath"].as_str().unwrap_or_default(), &params["query"]);
    // Proxies would reject these.
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(DataSourceError::mapping_template("the path cannot be sent"));
    }
    let method = request["method"].as_str().unwrap_or_default();
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in params["headers"].as_object().unwrap_or(&none) {
        let value = text(value);
        let is_sendable = |c: char| c == '\t' || !c.is_ascii_control();
        if !(name.bytes().all(|b| b.is_ascii_graphic()) && value.chars().all(is_sendable)) {
            return Err(DataSourceError::mapping_template("a header cannot be sent"));
        }
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = match &params["body"] {
        Json::Null => String::new(),
        body => text(body),
    };
    Ok(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

/// The path with what `params.query` adds to it.
fn target(path: &str, query: &Json) -> String {
    let mut target = path.to_owned();
    for (name, value) in query.as_object().into_iter().flatten() {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&format!("{}={}", encoded(name), encoded(&text(value))));
        }
    }
    target
}

/// A text as it is, anything else as JSON.
fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn encoded(text: &str) -> String {
    let byte = |b: u8| match b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The status, the headers and the body of an answer.
fn parse(answer: &[u8]) -> Option<Json> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]);
    let body = &answer[end + 4..];
    let mut lines = head.split("\r\n");
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers = Map::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        headers.insert(name.to_owned(), json!(value.trim()));
    }
    let body = String::from_utf8_lossy(body);
    Some(json!({ "statusCode": status, "headers": headers, "body": body }))
}
