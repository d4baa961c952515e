//! The arguments of `@http`.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use apollo_compiler::parser::SourceSpan;
use burgeon_core::arguments::{OneOrMany, arguments_or_fault};
use burgeon_core::{Code, Diagnostic};
use serde::Deserialize;

use super::address::{Address, Fault};
use super::codes;
use super::text::Text;
use crate::custom_field::place_of;

#[derive(Deserialize)]
struct Given {
    method: Option<Method>,
    url: String,
    headers: Option<OneOrMany<Option<GivenHeader>>>,
}

#[derive(Deserialize)]
struct GivenHeader {
    key: Option<String>,
    value: Option<String>,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
    Patch,
}

impl Method {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Patch => "PATCH",
        }
    }

    /// Whether requests have a body.
    pub(super) fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

/// The arguments of `@http`.
#[derive(Debug, Clone)]
pub(super) struct Arguments {
    /// The method.
    pub(super) method: Method,
    /// The URL of the requests.
    pub(super) address: Address,
    /// Headers in addition to the caller's.
    pub(super) headers: Vec<Header>,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Its name.
    pub(super) name: String,
    /// Its value.
    pub(super) value: Text,
}

impl Arguments {
    /// The arguments, or all faults in them.
    pub(super) fn read(directive: &Node<Directive>) -> Result<Self, Vec<Diagnostic>> {
        let given: Given =
            arguments_or_fault(directive, &codes::ADDRESS).map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let place = place_of(directive, "url");
        let address = Address::read(&given.url).map_err(|found| {
            faults.extend(found.into_iter().map(|fault| address_fault(&given.url, fault, place)));
        });
        if let Ok(address) = &address {
            let values = address.path.values().chain(address.search.values());
            faults.extend(values.filter(|value| value.is_lost_argument()).map(|value| {
                let message = format!("`{}` is not an argument of callers", value.name);
                Diagnostic::error(&codes::FILLED_IN, message)
                    .at_node(place, "uses the argument")
                    .help(format!("write `:{}`", value.name))
            }));
        }
        let mut headers = Vec::new();
        let given_headers = given.headers.into_iter().flat_map(|headers| headers.0);
        for (position, header) in given_headers.enumerate() {
            match self::header(header, header_place(directive, position)) {
                Ok(header) => headers.push(header),
                Err(found) => faults.extend(found),
            }
        }
        match address {
            Ok(address) if faults.is_empty() => {
                Ok(Self { method: given.method.unwrap_or(Method::Get), address, headers })
            }
            _ => Err(faults),
        }
    }
}

/// The location of a header, by its index.
fn header_place(directive: &Node<Directive>, position: usize) -> Option<SourceSpan> {
    let headers = directive.specified_argument_by_name("headers");
    let header = headers.and_then(|headers| headers.as_list()?.get(position)?.location());
    header.or_else(|| place_of(directive, "headers"))
}

fn header(
    given: Option<GivenHeader>,
    place: Option<SourceSpan>,
) -> Result<Header, Vec<Diagnostic>> {
    let fault = |message: String, help: &str| {
        vec![Diagnostic::error(&codes::HEADER, message).at_node(place, "invalid header").help(help)]
    };
    let Some(GivenHeader { key: Some(name), value: Some(value) }) = given else {
        let help = "write `{ key: \"X-Name\", value: \"…\" }`";
        return Err(fault("a header lacks its name or its value".to_owned(), help));
    };
    if !is_token(&name) {
        let help = "use letters, digits and `-`";
        return Err(fault(format!("invalid header name `{name}`"), help));
    }
    if !value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        let help = "use plain letters in one line";
        return Err(fault(format!("the value of the header `{name}` cannot be sent"), help));
    }
    let value = Text::read(&value, false).map_err(|misread| {
        let fault_of = |misread| filled_in(&misread, place, "this header");
        misread.into_iter().map(fault_of).collect::<Vec<_>>()
    })?;
    Ok(Header { name, value })
}

/// Source of truth: RFC 9110, section 5.6.2; without the signs that mean something to templates.
fn is_token(text: &str) -> bool {
    let is_in = |b: u8| b.is_ascii_alphanumeric() || b"-_.!%*+^|~".contains(&b);
    !text.is_empty() && text.bytes().all(is_in)
}

fn address_fault(url: &str, fault: Fault, place: Option<SourceSpan>) -> Diagnostic {
    let of = |code: &'static Code, message: String, help: &str| {
        Diagnostic::error(code, message).at_node(place, "this address").help(help.to_owned())
    };
    match fault {
        Fault::Scheme => of(
            &codes::ADDRESS,
            format!("`{url}` has no scheme"),
            "begin with `https://` or `http://`",
        ),
        Fault::Host(host) => of(
            &codes::ADDRESS,
            format!("invalid host `{host}`"),
            "write a name, and after a colon a port: `api.example.com:8443`",
        ),
        Fault::Fragment => of(
            &codes::ADDRESS,
            "a fragment is never sent".to_owned(),
            "remove it, or write `%23` in place of `#`",
        ),
        Fault::Up => of(
            &codes::ADDRESS,
            "the path has a segment `.` or `..`".to_owned(),
            "write the path as the service is to see it",
        ),
        Fault::InvalidPlaceholder(misread) => filled_in(&misread, place, "this address"),
    }
}

fn filled_in(
    misread: &super::text::InvalidPlaceholder,
    place: Option<SourceSpan>,
    what: &str,
) -> Diagnostic {
    Diagnostic::error(&codes::FILLED_IN, format!("`{}` cannot be filled in", misread.0))
        .at_node(place, what)
        .help(
            "write `${env}`, `${aws_region}`, `${ctx.source.…}`, `${ctx.identity.…}`, \
             `${ctx.request.headers.…}`, or `:name` in a path",
        )
}
