//! Reads JSON, with the comments of JSON5, and YAML. Every JSON text is read as the YAML that it is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::{Number, Value as Json};

use super::{Key, Node, Value};
use crate::fault::Problem;

/// The maximal nesting of arrays and objects.
const DEPTH: usize = 128;

/// The size of the largest definition, in bytes.
const SIZE: usize = 1 << 20;

/// The maximal number of values in a definition, including repetitions by aliases.
const NODES: usize = 250_000;

/// An array or an object that has not ended.
struct Open {
    value: Value,
    /// The name of the member whose value comes next.
    key: Option<Key>,
    /// The names of the members so far.
    names: HashSet<String>,
    start: usize,
    anchor: usize,
    /// The CloudFormation function that its tag abbreviates.
    function: Option<String>,
}

struct Reader<'a> {
    text: &'a str,
    /// The placeholders without quotes, by the bytes at which they start.
    placeholders: BTreeMap<usize, String>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    count: usize,
    root: Option<Node>,
    problems: Vec<Problem>,
}

/// The value that `text` denotes, with what is doubtful about it; or why there is none.
pub(crate) fn read(text: &str) -> Result<(Node, Vec<Problem>), Problem> {
    if text.len() > SIZE {
        let message =
            format!("the definition is longer than {SIZE} bytes, the limit of Step Functions");
        return Err(syntax(message, 0..0));
    }
    let super::json5::Plain { text: plain, placeholders } = super::json5::plain(text);
    let mut reader = Reader {
        text,
        placeholders,
        open: Vec::new(),
        anchors: HashMap::new(),
        count: 0,
        root: None,
        problems: Vec::new(),
    };
    for event in Parser::new_from_str(&plain) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
            syntax(error.info(), at..at)
        })?;
        reader.take(event, range(&span, text))?;
    }
    match reader.root {
        Some(root) => Ok((root, reader.problems)),
        None => Err(syntax("the definition is empty", 0..0)
            .help("a definition is an object with `StartAt` and `States`")),
    }
}

fn syntax(message: impl Into<String>, span: Range<usize>) -> Problem {
    Problem::new("states::syntax", message, &span)
}

fn range(span: &Span, text: &str) -> Range<usize> {
    let range = span.byte_range().unwrap_or(0..0);
    range.start.min(text.len())..range.end.min(text.len())
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Problem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let value = match self.placeholders.get(&span.start) {
                    Some(placeholder) if plain => Json::String(placeholder.clone()),
                    _ if plain => scalar(&text),
                    _ => Json::String(text.to_string()),
                };
                let verbatim = verbatim(self.text, &span, &text);
                let node = Node { value: Value::Scalar(value), span, verbatim };
                match tag.and_then(|tag| function(tag.suffix())) {
                    Some(function) => self.close(node.into_call(function), anchor, 2, None),
                    None => self.close(node, anchor, 1, Some(&text)),
                }
            }
            Event::SequenceStart(_, anchor, tag) => {
                let function = tag.and_then(|tag| function(tag.suffix()));
                self.start(Value::Array(Vec::new()), span, anchor, function)
            }
            Event::MappingStart(_, anchor, tag) => {
                let function = tag.and_then(|tag| function(tag.suffix()));
                self.start(Value::Object(Vec::new()), span, anchor, function)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let span = open.start..span.end.max(open.start);
                let node = Node { value: open.value, span, verbatim: None };
                let node = match open.function {
                    Some(function) => node.into_call(function),
                    None => node,
                };
                let size = if open.anchor == 0 { 1 } else { size(&node) };
                self.close(node, open.anchor, size, None)
            }
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(syntax("an alias refers to itself", span));
                };
                self.count += size;
                self.close(node, 0, size, None)
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(syntax("a second document follows the definition", span)
                    .help("write one definition a file"))
            }
            _ => Ok(()),
        }
    }

    fn start(
        &mut self,
        value: Value,
        span: Range<usize>,
        anchor: usize,
        function: Option<String>,
    ) -> Result<(), Problem> {
        if self.open.len() >= DEPTH {
            return Err(syntax(format!("values nest deeper than {DEPTH} levels"), span));
        }
        if let Some(Open { value: Value::Object(_), key: None, .. }) = self.open.last() {
            return Err(syntax("a member's name is not a string", span));
        }
        let names = HashSet::new();
        self.open.push(Open { value, key: None, names, start: span.start, anchor, function });
        Ok(())
    }

    /// Adds a finished value to its parent. `text` is that of a scalar.
    fn close(
        &mut self,
        node: Node,
        anchor: usize,
        size: usize,
        text: Option<&str>,
    ) -> Result<(), Problem> {
        self.count += 1;
        if self.count > NODES {
            return Err(syntax(format!("the definition has more than {NODES} values"), node.span));
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { value: Value::Array(items), .. }) => items.push(node),
            Some(Open { value: Value::Object(members), key, names, .. }) => match key.take() {
                Some(name) => members.push((name, node)),
                None => {
                    let Some(name) = text.or(node.as_str()) else {
                        return Err(syntax("a member's name is not a string", node.span));
                    };
                    let name = Key { name: name.to_owned(), span: node.span.clone() };
                    if !names.insert(name.name.clone()) {
                        self.problems.push(
                            Problem::new(
                                "states::duplicate_field",
                                format!("`{}` is given twice", name.name),
                                &name.span,
                            )
                            .label("again here")
                            .help("remove one of them"),
                        );
                    }
                    *key = Some(name);
                }
            },
            Some(_) => {}
        }
        Ok(())
    }
}

/// The CloudFormation function that a local tag abbreviates: `!Ref`, `!Sub`, `!GetAtt`, ….
fn function(tag: &str) -> Option<String> {
    match tag {
        "Ref" | "Condition" => Some(tag.to_owned()),
        "Sub" | "GetAtt" | "Join" | "Select" | "Split" | "If" | "FindInMap" | "ImportValue"
        | "Base64" | "Cidr" | "GetAZs" | "Transform" | "ToJsonString" | "Length" => {
            Some(format!("Fn::{tag}"))
        }
        _ => None,
    }
}

/// The number of values in `node`.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar(_) => 0,
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.iter().map(|(_, node)| size(node)).sum(),
    }
}

/// The byte at which a string's content starts, if the source contains it without escapes.
fn verbatim(source: &str, span: &Range<usize>, text: &str) -> Option<usize> {
    let written = source.get(span.clone())?;
    let inner = written.strip_prefix(['"', '\'']).unwrap_or(written);
    inner.starts_with(text).then(|| span.start + (written.len() - inner.len()))
}

/// The value of a plain scalar in YAML's core schema.
fn scalar(text: &str) -> Json {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Json::Null,
        "true" | "True" | "TRUE" => return Json::Bool(true),
        "false" | "False" | "FALSE" => return Json::Bool(false),
        _ => {}
    }
    number(text).map_or_else(|| Json::String(text.to_owned()), Json::Number)
}

fn number(text: &str) -> Option<Number> {
    let hex = text.strip_prefix("0x").map(|digits| (digits, 16));
    if let Some((digits, radix)) = hex.or(text.strip_prefix("0o").map(|digits| (digits, 8))) {
        return u64::from_str_radix(digits, radix).ok().map(Number::from);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let starts = |c: char| c.is_ascii_digit() || c == '.';
    if !unsigned.starts_with(starts) || !unsigned.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Ok(integer) = text.parse::<i64>() {
        return Some(Number::from(integer));
    }
    text.parse::<u64>().ok().map(Number::from).or_else(|| Number::from_f64(text.parse().ok()?))
}
