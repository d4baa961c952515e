//! Reads a template as a YAML 1.1 reader does: libyaml's scanner, and the types of
//! <https://yaml.org/type/> for whatever stands there without quotes.
//!
//! What comes out is JSON with CloudFormation's functions in their long form. A scalar that a
//! reader may take for anything but text, a boolean or a plain number becomes an object, which no
//! text equals.

use std::sync::LazyLock;

use libyaml_safer::{EventData, Parser, ScalarStyle};
use regex_lite::Regex;
use serde_json::{Map, Value, json};

/// The document, or why it is none.
pub fn read(text: &str) -> Result<Value, String> {
    let mut bytes = text.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut reader = Reader { parser };
    loop {
        if let EventData::DocumentStart { .. } = reader.next()? {
            let event = reader.next()?;
            return reader.node(event);
        }
    }
}

struct Reader<'a, 'b> {
    parser: Parser<&'a mut &'b [u8]>,
}

impl Reader<'_, '_> {
    fn next(&mut self) -> Result<EventData, String> {
        self.parser.parse().map(|event| event.data).map_err(|error| error.to_string())
    }

    fn node(&mut self, event: EventData) -> Result<Value, String> {
        match event {
            EventData::Scalar { tag, value, style, .. } => Ok(match tag.as_deref() {
                Some("!GetAtt") => {
                    let (resource, attribute) = value.split_once('.').ok_or("no attribute")?;
                    json!({ "Fn::GetAtt": [resource, attribute] })
                }
                Some(tag) => function(tag, Value::String(value)),
                None if style == ScalarStyle::Plain => resolve(value),
                None => Value::String(value),
            }),
            EventData::SequenceStart { tag, .. } => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        EventData::SequenceEnd => break,
                        event => items.push(self.node(event)?),
                    }
                }
                Ok(tagged(tag, Value::Array(items)))
            }
            EventData::MappingStart { tag, .. } => {
                let mut map = Map::new();
                loop {
                    let key = match self.next()? {
                        EventData::MappingEnd => break,
                        event => self.node(event)?,
                    };
                    let Value::String(key) = key else {
                        return Err(format!("a key is {key}"));
                    };
                    let event = self.next()?;
                    let value = self.node(event)?;
                    if map.insert(key.clone(), value).is_some() {
                        return Err(format!("`{key}` stands there twice"));
                    }
                }
                Ok(tagged(tag, Value::Object(map)))
            }
            other => Err(format!("unexpected {other:?}")),
        }
    }
}

fn tagged(tag: Option<String>, value: Value) -> Value {
    match tag {
        Some(tag) => function(&tag, value),
        None => value,
    }
}

fn function(tag: &str, value: Value) -> Value {
    match tag.trim_start_matches('!') {
        name @ ("Ref" | "Condition") => json!({ name: value }),
        name => json!({ format!("Fn::{name}"): value }),
    }
}

fn resolve(text: String) -> Value {
    static DECIMAL: LazyLock<Regex> = LazyLock::new(|| Regex::new("^-?(0|[1-9][0-9]*)$").unwrap());
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?i:~|null|y|yes|n|no|on|off|true|false|<<|=|)$",
            r"|^[-+]?0b[01_]+$|^[-+]?0o?[0-7_]+$|^[-+]?0x[0-9a-fA-F_]+$",
            r"|^[-+]?[0-9][0-9_]*$|^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+$",
            r"|^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*$",
            r"|^[-+]?([0-9][0-9_]*)?\.[0-9._]*([eE][-+]?[0-9]+)?$|^[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+$",
            r"|^[-+]?\.(?i:inf)$|^\.(?i:nan)$",
            r"|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$",
            r"|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?",
            r"([ \t]*(Z|[-+][0-9]{1,2}(:?[0-9]{2})?))?$",
        ))
        .unwrap()
    });
    match text.as_str() {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        number if DECIMAL.is_match(number) => {
            number.parse::<i64>().map_or_else(|_| json!({ "resolved": number }), Value::from)
        }
        // `.` and friends match the float above without a digit in them, and are text.
        other
            if OTHER.is_match(other)
                && (other.len() < 2 || !other.trim_matches(['.', '_', '-', '+']).is_empty()) =>
        {
            json!({ "resolved": other })
        }
        _ => Value::String(text),
    }
}
