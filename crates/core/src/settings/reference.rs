//! The reference of the settings file, made from the types' own documentation.

use std::fmt::Write;

use serde_json::Value as Json;

use super::check::{alternatives, schema, words};

/// Every key, with its values, default and meaning: a page of Markdown.
pub fn markdown() -> String {
    let root = schema();
    let mut page = String::new();
    section(&root, "", &mut page);
    page
}

fn section(shape: &Json, path: &str, page: &mut String) {
    let Some(properties) = shape["properties"].as_object() else {
        return;
    };
    let _ = match path {
        "" => writeln!(page, "## At the top"),
        _ => writeln!(page, "\n## `{path}`"),
    };
    if !path.is_empty() {
        let _ = writeln!(page, "\n{}", text(shape));
    }
    let _ = writeln!(page, "\n| key | value | default | meaning |\n|---|---|---|---|");
    let required = shape["required"].as_array();
    for (key, property) in properties {
        let is_required = required.is_some_and(|keys| keys.iter().any(|of| of == key.as_str()));
        let default = match &property["default"] {
            _ if is_required => "must be given".to_owned(),
            Json::Null | Json::Object(_) => String::new(),
            Json::Array(items) if items.is_empty() => "none".to_owned(),
            Json::String(word) => format!("`{word}`"),
            other => format!("`{other}`"),
        };
        let meaning = text(property);
        let _ = writeln!(page, "| `{key}` | {} | {default} | {meaning} |", values(property));
    }
    for (key, property) in properties {
        let meanings: Vec<_> = alternatives(property)
            .into_iter()
            .chain(alternatives(&property["items"]))
            .filter(|shape| shape["const"].is_string())
            .collect();
        if !meanings.is_empty() {
            let _ = writeln!(page, "\nValues of `{key}`:\n");
        }
        for shape in meanings {
            let _ = writeln!(page, "- `{}`: {}", words(shape).join(""), text(shape));
        }
    }
    for (key, property) in properties {
        let inner = match path {
            "" => key.clone(),
            _ => format!("{path}.{key}"),
        };
        for shape in alternatives(property) {
            section(shape, &inner, page);
            let each = &shape["additionalProperties"];
            if each.is_object() {
                section(each, &format!("{inner}.<name>"), page);
            }
        }
    }
}

fn values(property: &Json) -> String {
    let mut names: Vec<String> = vec![];
    for shape in alternatives(property) {
        let kind = match &shape["type"] {
            Json::Array(several) => several.first().unwrap_or(&Json::Null),
            one => one,
        };
        let name = match kind.as_str() {
            Some("string") if !words(shape).is_empty() => {
                let quoted = words(shape).into_iter().map(|word| format!("`{word}`"));
                quoted.collect::<Vec<_>>().join(", ")
            }
            Some("string") => "text".to_owned(),
            Some("boolean") => "`true`, `false`".to_owned(),
            Some("integer") => match (shape["enum"].as_array(), &shape["minimum"]) {
                (Some(several), _) => {
                    several.iter().map(Json::to_string).collect::<Vec<_>>().join(", ")
                }
                (None, least) => match &shape["maximum"] {
                    Json::Null => format!("number from {least}"),
                    greatest => format!("number from {least} to {greatest}"),
                },
            },
            Some("array") => format!("list of {}", values(&shape["items"])),
            Some("object") => "section".to_owned(),
            _ => continue,
        };
        names.push(name);
    }
    names.join(", ")
}

/// The documentation of a property or type, on one line.
fn text(shape: &Json) -> String {
    let text = shape["description"].as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
