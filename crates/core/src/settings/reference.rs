//! The reference of the settings file, made from the types' own documentation.

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use super::check::{alternatives, schema, words};

/// Every key, with its values, default and meaning: a page of Markdown.
pub fn markdown() -> String {
    let root = schema();
    let mut page = Page { text: String::new(), sections: vec![] };
    page.section(&root, "");
    page.text
}

struct Page {
    text: String,
    /// The sections so far: their keys, and their positions.
    sections: Vec<(Json, String)>,
}

impl Page {
    fn section(&mut self, shape: &Json, path: &str) {
        let Some(properties) = shape["properties"].as_object() else {
            return;
        };
        let heading = if path.is_empty() { "## At the top".into() } else { format!("## `{path}`") };
        self.paragraph(&heading);
        if !path.is_empty() {
            self.paragraph(&text(shape));
        }
        let keys = &shape["properties"];
        if let Some((_, same)) = self.sections.iter().find(|(earlier, _)| earlier == keys) {
            let note = format!("Its keys are those of `{same}`.");
            return self.paragraph(&note);
        }
        self.sections.push((keys.clone(), path.to_owned()));
        self.paragraph(&table(properties, &shape["required"]));
        self.meanings(properties);
        for (key, property) in properties {
            let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            for shape in alternatives(property) {
                self.section(shape, &inner);
                self.section(&shape["additionalProperties"], &format!("{inner}.<name>"));
                self.section(&shape["items"], &format!("{inner}[]"));
            }
        }
    }

    /// The meanings of a key's values, once for all keys with the same values.
    fn meanings(&mut self, properties: &Map<String, Json>) {
        let mut all: IndexMap<String, Vec<String>> = IndexMap::new();
        for (key, property) in properties {
            let shapes = alternatives(property).into_iter().chain(alternatives(&property["items"]));
            let named = shapes.filter(|shape| shape["const"].is_string());
            let lines =
                named.map(|shape| format!("- `{}`: {}", words(shape).join(""), text(shape)));
            all.entry(lines.collect::<Vec<_>>().join("\n")).or_default().push(format!("`{key}`"));
        }
        for (list, keys) in all.iter().filter(|(list, _)| !list.is_empty()) {
            self.paragraph(&format!("Values of {}:", keys.join(" and ")));
            self.paragraph(list);
        }
    }

    fn paragraph(&mut self, paragraph: &str) {
        if !paragraph.is_empty() {
            let separator = if self.text.is_empty() { "" } else { "\n" };
            self.text += &format!("{separator}{paragraph}\n");
        }
    }
}

fn table(properties: &Map<String, Json>, required: &Json) -> String {
    let required = required.as_array();
    let mut rows = vec!["| key | value | default | meaning |\n|---|---|---|---|".to_owned()];
    for (key, property) in properties {
        let is_required = required.is_some_and(|keys| keys.iter().any(|of| of == key.as_str()));
        let default = match &property["default"] {
            _ if is_required => "required".to_owned(),
            Json::Null | Json::Object(_) => String::new(),
            Json::Array(items) if items.is_empty() => "none".to_owned(),
            Json::String(word) => format!("`{word}`"),
            other => format!("`{other}`"),
        };
        rows.push(format!("| `{key}` | {} | {default} | {} |", values(property), text(property)));
    }
    rows.join("\n")
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
            Some("null") if !property["default"].is_null() => "`null`".to_owned(),
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
