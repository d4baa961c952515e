//! Infers the types of attributes from the values of items.

use burgeon_transformers::default_value::is_text_of;
use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

/// The scalars that are narrower than `String`, the narrowest first.
const TEXTS: [&str; 6] =
    ["AWSDateTime", "AWSDate", "AWSTime", "AWSEmail", "AWSIPAddress", "AWSURL"];

/// DynamoDB's letters for types.
const LETTERS: [&str; 10] = ["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"];

/// The attributes of items, or of maps in items.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    /// The number of items or maps so far.
    pub(super) count: usize,
    /// Their attributes, in the order in which they were seen first.
    pub(super) values: IndexMap<String, Values>,
}

/// The values that are not null of an attribute, or in a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    pub(super) count: usize,
    pub(super) texts: Option<Texts>,
    pub(super) numbers: Option<Numbers>,
    pub(super) has_truths: bool,
    pub(super) has_binaries: bool,
    /// Whether some of the lists are sets.
    pub(super) has_sets: bool,
    pub(super) lists: Option<Box<Values>>,
    pub(super) maps: Option<Attributes>,
}

/// Values that are texts.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    /// The scalars that all of them are values of.
    scalars: Vec<&'static str>,
    are_ids: bool,
}

/// Values that are numbers.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    are_integers: bool,
}

impl Attributes {
    /// The items of a text: the output of `scan` or `query`, or a sequence of items, as DynamoDB's
    /// JSON or as plain JSON.
    ///
    /// # Errors
    /// The reason for which the text has no items.
    pub(super) fn add_all(&mut self, text: &str) -> Result<(), String> {
        for document in serde_json::Deserializer::from_str(text).into_iter::<Json>() {
            let document = document.map_err(|reason| format!("it is not JSON: {reason}"))?;
            match document {
                Json::Array(items) => items.iter().try_for_each(|item| self.add_item(item))?,
                Json::Object(ref map) => match (map.get("Items"), map.get("Item")) {
                    (Some(Json::Array(items)), _) => {
                        items.iter().try_for_each(|item| self.add_item(item))?;
                    }
                    (_, Some(item @ Json::Object(_))) if !is_typed(map) => self.add_item(item)?,
                    _ => self.add_item(&document)?,
                },
                other => self.add_item(&other)?,
            }
        }
        Ok(())
    }

    fn add_item(&mut self, item: &Json) -> Result<(), String> {
        let Json::Object(item) = item else { return Err(format!("`{item}` is not an item")) };
        match is_typed(item) {
            true => self.add(item, Values::add_typed),
            false => self.add(item, Values::add_plain),
        }
        Ok(())
    }

    fn add(&mut self, map: &Map<String, Json>, add: impl Fn(&mut Values, &Json)) {
        self.count += 1;
        for (name, value) in map {
            add(self.values.entry(name.clone()).or_default(), value);
        }
    }
}

/// Whether an item contains its attributes' types, as in DynamoDB's JSON.
fn is_typed(item: &Map<String, Json>) -> bool {
    let is_typed = |value: &Json| {
        let map = value.as_object().filter(|map| map.len() == 1);
        map.and_then(|map| map.keys().next()).is_some_and(|key| LETTERS.contains(&key.as_str()))
    };
    !item.is_empty() && item.values().all(is_typed)
}

impl Values {
    /// Adds a value of DynamoDB's JSON: `{ "S": "text" }`.
    fn add_typed(&mut self, value: &Json) {
        let Some((letter, value)) = value.as_object().and_then(|map| map.iter().next()) else {
            return;
        };
        if letter == "NULL" {
            return;
        }
        self.count += 1;
        match (letter.as_str(), value) {
            ("S", Json::String(text)) => self.add_text(text),
            ("N", Json::String(number)) => self.add_number(number),
            ("BOOL", _) => self.has_truths = true,
            ("L", Json::Array(items)) => self.add_list(items, Self::add_typed),
            ("M", Json::Object(map)) => {
                self.maps.get_or_insert_default().add(map, Self::add_typed);
            }
            ("SS" | "NS", Json::Array(items)) => {
                self.has_sets = true;
                let is_number = letter == "NS";
                self.add_list(items, |values, item| match (is_number, item.as_str()) {
                    (true, Some(number)) => values.add_number(number),
                    (false, Some(text)) => values.add_text(text),
                    _ => {}
                });
            }
            _ => self.has_binaries = true,
        }
    }

    /// Adds a value of plain JSON.
    fn add_plain(&mut self, value: &Json) {
        self.count += usize::from(!value.is_null());
        match value {
            Json::Null => {}
            Json::Bool(_) => self.has_truths = true,
            Json::Number(number) => self.add_number(&number.to_string()),
            Json::String(text) => self.add_text(text),
            Json::Array(items) => self.add_list(items, Self::add_plain),
            Json::Object(map) => self.maps.get_or_insert_default().add(map, Self::add_plain),
        }
    }

    fn add_list(&mut self, items: &[Json], add: impl Fn(&mut Self, &Json)) {
        let inner = self.lists.get_or_insert_default();
        items.iter().for_each(|item| add(inner, item));
    }

    fn add_text(&mut self, text: &str) {
        let texts =
            self.texts.get_or_insert_with(|| Texts { scalars: TEXTS.to_vec(), are_ids: true });
        texts.scalars.retain(|scalar| is_of(scalar, text));
        texts.are_ids &= is_uuid(text);
    }

    fn add_number(&mut self, number: &str) {
        let numbers = self.numbers.get_or_insert(Numbers { are_integers: true });
        numbers.are_integers &= number.parse::<i32>().is_ok();
    }
}

impl Texts {
    /// The narrowest scalar for them; `None`: nothing but texts.
    pub(super) fn scalar(&self) -> Option<&'static str> {
        self.scalars.first().copied().or(self.are_ids.then_some("ID"))
    }
}

impl Numbers {
    /// The scalar for them.
    pub(super) fn scalar(&self) -> &'static str {
        if self.are_integers { "Int" } else { "Float" }
    }
}

fn is_of(scalar: &str, text: &str) -> bool {
    // Much of what has a colon in it could be a URL.
    is_text_of(scalar, text) && (scalar != "AWSURL" || text.contains("://"))
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |part: &&str| part.chars().all(|c| c.is_ascii_hexdigit());
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(is_hex)
}
