//! The members of an object, with what each has to be.

use std::ops::Range;

use serde_json::Value as Json;

use super::Reader;
use crate::document::{Key, Node, Value};
use crate::fault::Problem;

/// The members of an object that messages call `what`.
pub(super) struct Fields<'n> {
    pub(super) node: &'n Node,
    pub(super) what: String,
    pub(super) members: &'n [(Key, Node)],
}

impl<'n> Fields<'n> {
    pub(super) fn of(node: &'n Node, what: &str, reader: &mut Reader<'_>) -> Option<Self> {
        let members = reader.object(node, what)?;
        Some(Self { node, what: what.to_owned(), members })
    }

    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.members.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// The location of a field, or else of the object.
    pub(super) fn span(&self, name: &str) -> Range<usize> {
        self.get(name).unwrap_or(self.node).span.clone()
    }

    pub(super) fn required(&self, name: &str, reader: &mut Reader<'_>) -> Option<&'n Node> {
        let found = self.get(name);
        if found.is_none() {
            reader.missing(self, &format!("has no `{name}`"), format!("add `{name}`"));
        }
        found
    }

    pub(super) fn string(&self, name: &str, reader: &mut Reader<'_>) -> Option<&'n str> {
        let node = self.get(name)?;
        reader.text(node, &format!("`{name}`"))
    }

    /// An integer between two bounds.
    pub(super) fn whole(
        &self,
        name: &str,
        least: u64,
        most: u64,
        reader: &mut Reader<'_>,
    ) -> Option<u64> {
        let node = self.get(name)?;
        reader.whole(node, name, least, most)
    }

    /// Reports fields that are not `known`.
    pub(super) fn only(&self, known: &[&str], reader: &mut Reader<'_>) {
        for (key, _) in self.members {
            if !known.contains(&key.name.as_str()) {
                reader.unknown(self, key, known);
            }
        }
    }

    /// Reports more than one of `names`.
    pub(super) fn at_most_one(&self, names: &[&str], reader: &mut Reader<'_>) {
        let mut found = names.iter().filter(|name| self.get(name).is_some());
        if let (Some(first), Some(second)) = (found.next(), found.next()) {
            reader.report(
                Problem::new(
                    "states::conflicting_fields",
                    format!("{} has both `{first}` and `{second}`", self.what),
                    &self.span(second),
                )
                .label(format!("beside `{first}`"))
                .help("keep one of them"),
            );
        }
    }
}

impl Reader<'_> {
    pub(super) fn missing(&mut self, fields: &Fields<'_>, what: &str, help: String) {
        let start = fields.node.span.start;
        self.report(
            Problem::new(
                "states::missing_field",
                format!("{} {what}", fields.what),
                &(start..start + 1),
            )
            .label("this object")
            .help(help),
        );
    }

    pub(super) fn unknown(&mut self, fields: &Fields<'_>, key: &Key, known: &[&str]) {
        self.report(
            Problem::new(
                "states::unknown_field",
                format!("{} has no field `{}`", fields.what, key.name),
                &key.span,
            )
            .help(format!("its fields are {}", list(known)))
            .meant(&key.name, known.iter().copied()),
        );
    }

    pub(super) fn whole(&mut self, node: &Node, name: &str, least: u64, most: u64) -> Option<u64> {
        if node.is_placeholder() {
            return None;
        }
        let Value::Scalar(Json::Number(number)) = &node.value else {
            self.mistyped(node, &format!("`{name}`"), "a number");
            return None;
        };
        let whole = number.as_u64().or_else(|| {
            number.as_f64().filter(|n| n.fract() == 0.0 && *n >= 0.0 && *n < 1e15).map(|n| n as u64)
        });
        let found = whole.filter(|whole| (least..=most).contains(whole));
        if found.is_none() {
            self.report(
                Problem::new("states::field_value", format!("`{name}` is `{number}`"), &node.span)
                    .label("out of range")
                    .help(format!("write a whole number from {least} to {most}")),
            );
        }
        found
    }

    /// A number between two bounds, with a fraction or without.
    pub(super) fn number(
        &mut self,
        node: &Node,
        name: &str,
        (least, most): (f64, f64),
    ) -> Option<f64> {
        if node.is_placeholder() {
            return None;
        }
        let Some(number) = node.to_json().as_f64() else {
            self.mistyped(node, &format!("`{name}`"), "a number");
            return None;
        };
        let found = Some(number).filter(|number| (least..=most).contains(number));
        if found.is_none() {
            self.report(
                Problem::new("states::field_value", format!("`{name}` is `{number}`"), &node.span)
                    .label("out of range")
                    .help(format!("write a number from {least} to {most}")),
            );
        }
        found
    }

    /// One of a few words.
    pub(super) fn word<'w>(
        &mut self,
        node: &Node,
        name: &str,
        words: &[&'w str],
    ) -> Option<&'w str> {
        let text = self.text(node, &format!("`{name}`"))?;
        if node.is_placeholder() {
            return None;
        }
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() {
            self.report(
                Problem::new(
                    "states::field_value",
                    format!("`{text}` is not a value of `{name}`"),
                    &node.span,
                )
                .help(format!("write {}", list(words)))
                .meant(text, words.iter().copied()),
            );
        }
        found
    }
}

/// `` `a`, `b` or `c` ``
pub(super) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
