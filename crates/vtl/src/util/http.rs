//! `$util.http`: headers of requests and of the response.

use serde_json::Value as Json;

use super::arguments::{any, map, text};
use super::errors;
use crate::fault::{ErrorCode, EvaluationError};
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::{Entries, Map, Value};

/// `$util.http`.
pub static HTTP: Namespace = Namespace {
    name: "util.http",
    page: Some("http-helpers-in-utils-http"),
    functions: &[
        Function::new(
            "copyHeaders",
            1..=1,
            "a copy of headers, without those of the connection",
            copy_headers,
        ),
        Function::new("addResponseHeader", 2..=2, "adds a header", add_response_header),
        Function::new("addResponseHeaders", 1..=1, "adds headers", add_response_headers),
    ],
    children: &[],
};

/// The headers of a connection.
const RESTRICTED: [&str; 10] = [
    "transfer-encoding",
    "connection",
    "host",
    "expect",
    "keep-alive",
    "upgrade",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "content-length",
];

/// Headers that AppSync itself writes.
const RESERVED: [&str; 8] = [
    "access-control-allow-credentials",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "vary",
    "content-type",
];

/// The maximal size of all added headers.
const MAX_BYTES: usize = 4096;

fn copy_headers(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let headers = map(args, 0)?;
    state.allocate(headers.len() * 64)?;
    let kept: Entries = headers
        .borrow()
        .iter()
        .filter(|(name, _)| !name.as_str().is_some_and(|n| contains(&RESTRICTED, n)))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok(Map::from(kept).into())
}

fn add_response_header(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let name = match any(args, 0) {
        Value::Null => "",
        _ => text(args, 0)?,
    };
    add(state, name, any(args, 1))
}

fn add_response_headers(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let headers = map(args, 0)?.copy();
    for (name, value) in headers.borrow().iter() {
        add(state, name.as_str().unwrap_or_default(), value)?;
    }
    Ok("".into())
}

/// Adds a header. One that may not be added is noted among the errors.
fn add(state: &mut State<'_>, name: &str, value: &Value) -> Result<Value, Interrupt> {
    let value = value.to_json(state)?;
    let others = state.response_headers.iter().filter(|(n, _)| !n.eq_ignore_ascii_case(name));
    let bytes = others.map(|(n, v)| n.len() + length(v)).sum::<usize>();
    let fault = if name.is_empty() {
        "the name of the response header is empty".into()
    } else if restricted(name) {
        format!("the response header `{name}` is restricted")
    } else if value.is_null() {
        format!("the value of the response header `{name}` is null")
    } else if bytes + name.len() + length(&value) > MAX_BYTES {
        format!("the response headers take up more than {MAX_BYTES} bytes")
    } else {
        state.response_headers.retain(|n, _| !n.eq_ignore_ascii_case(name));
        state.response_headers.insert(name.into(), value);
        return Ok("".into());
    };
    state.allocate(fault.len())?;
    let mut error = EvaluationError::new(ErrorCode::Exception, fault);
    error.error_type = Some("ResponseHeaderError".into());
    errors::append(state, error)
}

fn restricted(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    contains(&RESTRICTED, name)
        || contains(&RESERVED, name)
        || lower.starts_with("x-amzn-")
        || lower.starts_with("x-amz-")
}

fn contains(names: &[&str], name: &str) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// The length of a header's value: a text as it is, anything else as JSON.
fn length(value: &Json) -> usize {
    value.as_str().map_or_else(|| value.to_string().len(), str::len)
}
