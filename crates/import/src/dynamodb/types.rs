//! The types of attributes, and those of the maps in them.

use std::collections::BTreeSet;

use burgeon_core::names::{capitalized, singular};

use super::values::{Attributes, Values};
use crate::names::{free, is_name, is_of_id};

/// The types that are made on the way, and what is left out.
pub(super) struct Types {
    /// The names of types so far.
    pub(super) taken: BTreeSet<String>,
    /// The definitions of those that maps become.
    pub(super) made: Vec<String>,
    pub(super) left_out: Vec<String>,
}

impl Types {
    /// The type of an attribute, without `!`, or why it has none. `path` is what it is called to a
    /// person, `called` what a type of its maps is called.
    pub(super) fn of(
        &mut self,
        path: &str,
        called: &str,
        values: &Values,
        are_all: bool,
    ) -> Result<String, &'static str> {
        let Values { texts, numbers, has_truths, has_binaries, lists, maps, .. } = values;
        if *has_binaries {
            return Err("is binary, which no type of AppSync's is");
        }
        let kinds =
            [texts.is_some(), numbers.is_some(), *has_truths, lists.is_some(), maps.is_some()];
        match kinds.into_iter().filter(|seen| *seen).count() {
            0 => return Err("has no value to infer its type from"),
            1 => {}
            _ => return Ok("AWSJSON".to_owned()),
        }
        if let Some(items) = lists {
            if values.has_sets {
                self.left_out.push(format!(
                    "`{path}` is a set, and becomes a list once it is written through the API"
                ));
            }
            let item = self.of(path, &singular(called), items, are_all)?;
            return Ok(format!("[{item}]"));
        }
        Ok(match (texts, numbers, maps) {
            (_, _, Some(maps)) => self.object(path, called, maps, are_all),
            (Some(texts), ..) => texts.scalar().unwrap_or("String").to_owned(),
            (_, Some(numbers), _) => numbers.scalar().to_owned(),
            _ => "Boolean".to_owned(),
        })
    }

    /// A type of the maps' attributes; `AWSJSON` if their names are data rather than names.
    fn object(&mut self, path: &str, called: &str, maps: &Attributes, are_all: bool) -> String {
        if maps.values.is_empty() || !maps.values.keys().all(|name| is_name(name)) {
            return "AWSJSON".to_owned();
        }
        let type_name = free(&capitalized(called), &mut self.taken);
        // Nested types come after the type that contains them.
        let place = self.made.len();
        self.made.push(String::new());
        let mut fields = vec![];
        for (name, values) in &maps.values {
            let (path, called) = (format!("{path}.{name}"), type_name.clone() + &capitalized(name));
            match self.of(&path, &called, values, are_all) {
                Ok(ty) => {
                    let ty = if ty == "String" && is_of_id(name) { "ID".to_owned() } else { ty };
                    let mark = if are_all && values.count == maps.count { "!" } else { "" };
                    fields.push(format!("  {name}: {ty}{mark}\n"));
                }
                Err(reason) => self.left_out.push(format!("`{path}` {reason}")),
            }
        }
        if fields.is_empty() {
            self.made.truncate(place);
            self.taken.remove(&type_name);
            return "AWSJSON".to_owned();
        }
        self.made[place] = format!("type {type_name} {{\n{}}}\n", fields.concat());
        type_name
    }
}
