//! The items in what a reader of a distributed map was answered.

use serde_json::{Map, Value as Json};

use super::Failure;
use super::data::Frame;
use crate::definition::Storage;

/// The items of an answer: a list, or the text of a file in the format of `ReaderConfig`.
pub(super) fn items(
    frame: &Frame<'_, '_>,
    reader: &Storage,
    answer: Json,
    input: &Json,
) -> Result<Json, Failure> {
    let config = |name: &str| reader.config.as_ref()?.get(name)?.as_str();
    let failed = |cause: String| Failure::new("States.ItemReaderFailed", cause);
    let content = content(answer);
    let mut items = match (content, config("InputType")) {
        (Json::String(text), Some("CSV")) => csv_rows(&text, reader).map_err(failed)?,
        (Json::String(text), Some("JSONL")) => json_lines(&text).map_err(failed)?,
        (Json::String(text), _) => serde_json::from_str(&text)
            .map_err(|error| failed(format!("the file is not JSON: {error}")))?,
        (value, _) => value,
    };
    if let Some(pointer) = config("ItemsPointer") {
        // A list contains the items.
        if !items.is_array() {
            let found = items.pointer_mut(pointer).map(Json::take);
            items = found
                .ok_or_else(|| failed(format!("`ItemsPointer`: `{pointer}` finds nothing")))?;
        }
    }
    if !items.is_array() && !items.is_object() {
        return Err(failed(format!("expected an array of items, found `{items}`")));
    }
    let Some(template) = &reader.max_items else { return Ok(items) };
    let most =
        frame.whole("ItemReader.ReaderConfig.MaxItems", template, input, (1, 100_000_000))?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Ok(match items {
        Json::Array(mut items) => {
            items.truncate(most);
            Json::Array(items)
        }
        Json::Object(members) => Json::Object(members.into_iter().take(most).collect()),
        other => other,
    })
}

/// The content of an answer that has the shape of the API's: `Body` of `getObject`, `Contents` of
/// `listObjectsV2`.
fn content(answer: Json) -> Json {
    let Json::Object(mut members) = answer else { return answer };
    match (members.get("Body"), members.get("Contents")) {
        (Some(Json::String(_)), _) => members.remove("Body").unwrap_or_default(),
        (_, Some(Json::Array(_))) => members.remove("Contents").unwrap_or_default(),
        _ => Json::Object(members),
    }
}

/// The rows of a CSV file: an object each, whose values are texts.
fn csv_rows(text: &str, reader: &Storage) -> Result<Json, String> {
    let config = |name: &str| reader.config.as_ref().and_then(|config| config.get(name));
    let delimiter = match config("CSVDelimiter").and_then(Json::as_str) {
        Some("PIPE") => b'|',
        Some("SEMICOLON") => b';',
        Some("SPACE") => b' ',
        Some("TAB") => b'\t',
        _ => b',',
    };
    let failed = |error: csv::Error| format!("the file is not CSV: {error}");
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let given = config("CSVHeaderLocation").and_then(Json::as_str) == Some("GIVEN");
    let headers: Vec<String> = if given {
        let names = config("CSVHeaders").and_then(Json::as_array);
        names.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    } else {
        match rows.next() {
            Some(row) => row.map_err(failed)?.iter().map(str::to_owned).collect(),
            None => Vec::new(),
        }
    };
    let mut items = Vec::new();
    for row in rows {
        let row = row.map_err(failed)?;
        let value = |(index, name): (usize, &String)| {
            (name.clone(), row.get(index).unwrap_or_default().into())
        };
        items.push(Json::Object(headers.iter().enumerate().map(value).collect::<Map<_, _>>()));
    }
    Ok(Json::Array(items))
}

fn json_lines(text: &str) -> Result<Json, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let value = |(index, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| format!("line {} is not JSON: {error}", index + 1))
    };
    lines.map(value).collect::<Result<_, _>>().map(Json::Array)
}
