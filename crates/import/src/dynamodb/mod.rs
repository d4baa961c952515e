//! Imports DynamoDB tables from their descriptions and samples of their items.

mod description;
mod index;
mod key;
mod model;
mod table_name;
#[cfg(test)]
mod tests;
mod types;
mod values;

use std::collections::BTreeSet;
use std::fmt::Write;

use thiserror::Error;

use crate::names::{ROOTS, free};
use description::Description;
use types::Types;
use values::Attributes;

/// AppSync's scalars and those of GraphQL, which no type can be called like.
const SCALARS: [&str; 14] = [
    "AWSDate",
    "AWSDateTime",
    "AWSEmail",
    "AWSIPAddress",
    "AWSJSON",
    "AWSPhone",
    "AWSTime",
    "AWSTimestamp",
    "AWSURL",
    "Boolean",
    "Float",
    "ID",
    "Int",
    "String",
];

/// The tables of an import: their descriptions, and what is known of their items.
#[derive(Debug, Clone, Default)]
pub struct Tables(Vec<(Description, Attributes)>);

/// Why items cannot be added.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ItemsError {
    /// The table's name is missing, and there is not exactly one table.
    #[error("the table of the items is not named")]
    TableNotNamed,
    /// No description is of the table.
    #[error("`{0}` is not described")]
    UnknownTable(String),
    /// The text does not hold items.
    #[error("{0}")]
    Unreadable(String),
}

impl Tables {
    /// Adds the tables that `aws dynamodb describe-table` printed, once or several times.
    ///
    /// # Errors
    ///
    /// The text is not such a description; the reason is a sentence.
    pub fn add_descriptions(&mut self, text: &str) -> Result<(), String> {
        let found = Description::read_all(text)?;
        self.0.extend(found.into_iter().map(|table| (table, Attributes::default())));
        Ok(())
    }

    /// Adds items of a table, in DynamoDB's JSON or in plain JSON, concatenated or in lists. The
    /// table's name can be left out if there is one table.
    ///
    /// # Errors
    ///
    /// The table is unknown, or the text holds something else than items.
    pub fn add_items(&mut self, table: Option<&str>, text: &str) -> Result<(), ItemsError> {
        let is_single = self.0.len() == 1;
        let found = match table {
            None => self.0.iter_mut().find(|_| is_single),
            Some(name) => self.0.iter_mut().find(|(described, _)| described.table_name == *name),
        };
        let Some((_, items)) = found else {
            return Err(match table {
                Some(name) => ItemsError::UnknownTable(name.to_owned()),
                None => ItemsError::TableNotNamed,
            });
        };
        items.add_all(text).map_err(ItemsError::Unreadable)
    }

    /// The names of the tables of which only the keys are known.
    pub fn without_items(&self) -> impl Iterator<Item = &str> {
        let without = self.0.iter().filter(|(_, items)| items.count == 0);
        without.map(|(table, _)| table.table_name.as_str())
    }

    /// Makes a model of each table; `is_plain`: with the operations that AppSync's console makes of
    /// a table.
    #[must_use]
    pub fn import(&self, is_plain: bool) -> Imported {
        import(&self.0, is_plain)
    }
}

/// A schema of DynamoDB tables, and the settings by which it refers to them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The models, as SDL.
    pub schema: String,
    /// The settings (`burgeon.yaml`) by which the models refer to their tables; empty without a model.
    pub settings: String,
    /// The parts that are not in the schema, with the reasons.
    pub left_out: Vec<String>,
}

/// Converts tables to models; `is_plain`: in the form of AppSync's console.
fn import(tables: &[(Description, Attributes)], is_plain: bool) -> Imported {
    let taken = ROOTS.into_iter().chain(SCALARS).map(str::to_owned);
    let mut types = Types { taken: taken.collect(), made: vec![], left_out: vec![] };
    let mut settings = String::new();
    let mut definitions = vec![];
    let names = type_names(tables, &mut types.taken);
    let mut seen = BTreeSet::new();
    for (name, (table, items)) in names.iter().zip(tables) {
        if !seen.insert(&table.table_name) {
            types.left_out.push(format!("a second description of `{}`", table.table_name));
            continue;
        }
        match (model::Writer { name, table, items, is_plain }).write(&mut types) {
            Err(reason) => types.left_out.push(format!("`{}`: {reason}", table.table_name)),
            Ok(definition) => {
                definitions.push(definition);
                definitions.append(&mut types.made);
                settings += &existing_table(name, table);
            }
        }
        types.made.clear();
    }
    if !settings.is_empty() {
        settings.insert_str(0, "models:\n");
    }
    Imported { schema: definitions.join("\n"), settings, left_out: types.left_out }
}

/// The names of the models, in the order of their tables.
fn type_names(tables: &[(Description, Attributes)], taken: &mut BTreeSet<String>) -> Vec<String> {
    let name = |(table, _): &(Description, Attributes)| {
        let name = free(&table_name::type_name(&table.table_name), taken);
        // Its pages, in the plain form.
        taken.insert(format!("{name}Connection"));
        name
    };
    tables.iter().map(name).collect()
}

/// The section of the settings that stores a model in its existing table.
fn existing_table(model: &str, table: &Description) -> String {
    // Every JSON string is a YAML string.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    // Words that some YAML parsers read as booleans.
    let is_odd = matches!(
        model.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    let model = if is_odd { quoted(model) } else { model.to_owned() };
    let mut section = format!("  {model}:\n    existingTable:\n");
    let _ = writeln!(section, "      name: {}", quoted(&table.table_name));
    if let Some(stream) = table.stream_arn() {
        let _ = writeln!(section, "      streamArn: {}", quoted(stream));
    }
    section
}

impl Imported {
    /// The schema, with the settings in comments before it.
    #[must_use]
    pub fn with_settings_in_comments(&self) -> String {
        let lines: String = self.settings.lines().map(|line| format!("#     {line}\n")).collect();
        format!(
            "# The tables exist already. Add this to `burgeon.yaml`:\n#\n{lines}\n{}",
            self.schema
        )
    }
}
