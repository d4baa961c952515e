//! Functions of strings and objects.

use serde_json::Value as Json;

use super::CallError;
use crate::path::Budget;

pub(super) fn string<'a>(value: &'a Json, what: &str) -> Result<&'a str, CallError> {
    value.as_str().ok_or_else(|| CallError::Failed(format!("{what} is not a string")))
}

/// `template` with a value at each `{}`.
pub(super) fn format(
    template: &Json,
    values: &[Json],
    budget: &mut Budget,
) -> Result<Json, CallError> {
    let template = string(template, "the template")?;
    let mut text = String::new();
    let mut values = values.iter();
    let mut characters = template.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => text.extend(characters.next()),
            '{' if characters.as_str().starts_with('}') => {
                characters.next();
                match values.next() {
                    Some(Json::String(value)) => text.push_str(value),
                    Some(value) => java_text(value, &mut text),
                    None => return Err(CallError::Failed("`{}` has no argument".into())),
                }
                budget.spend(text.len() / 64)?;
            }
            '{' | '}' => {
                return Err(CallError::Failed("a brace without a backslash".into()));
            }
            c => text.push(c),
        }
        if text.len() > 1 << 20 {
            return Err(crate::path::SelectError::TooMuch.into());
        }
    }
    match values.next() {
        None => Ok(text.into()),
        Some(_) => Err(CallError::Failed("there are more arguments than `{}`".into())),
    }
}

/// Writes a value as Java does, which AWS uses: an object as `{a=1, b=[]}`, texts without quotes.
fn java_text(value: &Json, text: &mut String) {
    match value {
        Json::String(value) => text.push_str(value),
        Json::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                java_text(item, text);
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                text.push_str(name);
                text.push('=');
                java_text(member, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

/// The value that a JSON text denotes; null if the text is blank.
pub(super) fn to_json(text: &Json) -> Result<Json, CallError> {
    let text = string(text, "the argument")?;
    if text.trim().is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_str(text)
        .map_err(|error| CallError::Failed(format!("the argument is not JSON: {error}")))
}

/// The parts of `text` between the characters of `by`, empty ones left out.
pub(super) fn split(text: &Json, by: &Json) -> Result<Json, CallError> {
    let (text, by) = (string(text, "the first argument")?, string(by, "the splitter")?);
    Ok(text.split(|c| by.contains(c)).filter(|part| !part.is_empty()).collect::<Vec<_>>().into())
}

/// The members of both objects, the second's where both have one.
pub(super) fn merge(left: &Json, right: &Json, deep: &Json) -> Result<Json, CallError> {
    match (left, right, deep) {
        (Json::Object(left), Json::Object(right), Json::Bool(false)) => {
            let mut merged = left.clone();
            merged.extend(right.clone());
            Ok(Json::Object(merged))
        }
        (_, _, Json::Bool(true)) => {
            Err(CallError::Failed("deep merging is not supported; pass `false`".into()))
        }
        _ => Err(CallError::Failed("two objects and `false` are expected".into())),
    }
}

/// A random identifier of version 4.
pub(crate) fn uuid(random: &mut dyn FnMut() -> u64) -> String {
    let bits = (u128::from(random()) << 64) | u128::from(random());
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or("");
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
