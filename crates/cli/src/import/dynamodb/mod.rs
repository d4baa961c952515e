//! `burgeon import dynamodb`

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

use super::super::args::{ImportDynamodb, ItemsFile};
use super::super::{Failed, console, new_files};
use super::names::{ROOTS, free};
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

pub(super) fn run(arguments: &ImportDynamodb) -> Result<(), Failed> {
    let mut tables: Vec<(Description, Attributes)> = vec![];
    for path in &arguments.descriptions {
        let found = Description::read_all(&super::super::eval::read(path)?).map_err(|reason| {
            Failed::Message(
                format!("`{}` describes no table: {reason}", path.display()),
                "give it what `aws dynamodb describe-table` prints, as JSON".to_owned(),
            )
        })?;
        tables.extend(found.into_iter().map(|table| (table, Attributes::default())));
    }
    for file in &arguments.items {
        add_items(&mut tables, file)?;
    }
    let imported = import(&tables, arguments.plain);
    super::tell_left_out(&imported.left_out);
    if imported.settings.is_empty() {
        return Err(Failed::Message(
            "there is no table that could be a model".to_owned(),
            "give it what `aws dynamodb describe-table` prints, as JSON".to_owned(),
        ));
    }
    for (table, _) in tables.iter().filter(|(_, items)| items.count == 0) {
        let name = &table.table_name;
        console::say(&format!(
            "note: nothing but the keys of `{name}` is known; for its other fields, give items of it \
             (--items)\n"
        ));
    }
    match &arguments.out {
        None => Ok(console::print(&imported.with_settings_in_comments())?),
        Some(folder) => {
            let files = [
                ("schema.graphql", imported.schema.as_str()),
                ("burgeon.yaml", imported.settings.as_str()),
            ];
            new_files::write(folder, &files)
        }
    }
}

/// Adds what a file shows of the items of a table.
fn add_items(tables: &mut [(Description, Attributes)], file: &ItemsFile) -> Result<(), Failed> {
    let is_single = tables.len() == 1;
    let of = match &file.table {
        None => tables.iter_mut().find(|_| is_single),
        Some(name) => tables.iter_mut().find(|(table, _)| table.table_name == *name),
    };
    let Some((_, items)) = of else {
        let path = file.path.display();
        return Err(Failed::Message(
            match &file.table {
                Some(name) => format!("no description is of `{name}`, whose items `{path}` holds"),
                None => format!("`{path}` does not say of which table its items are"),
            },
            "write `--items TABLE=FILE`, with the name of a table that is described".to_owned(),
        ));
    };
    items.add_all(&super::super::eval::read(&file.path)?).map_err(|reason| {
        Failed::Message(
            format!("`{}` holds no items: {reason}", file.path.display()),
            "give it what `aws dynamodb scan` prints, or a JSON object an item".to_owned(),
        )
    })
}

/// What tables become.
struct Imported {
    schema: String,
    /// The settings by which the models refer to their tables; empty: there is no model.
    settings: String,
    left_out: Vec<String>,
}

/// Makes models of tables; `is_plain`: in the form that AppSync's console gives them.
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

/// What the models are called, in the order of their tables.
fn type_names(tables: &[(Description, Attributes)], taken: &mut BTreeSet<String>) -> Vec<String> {
    let name = |(table, _): &(Description, Attributes)| {
        let name = free(&table_name::type_name(&table.table_name), taken);
        // Its pages, in the plain form.
        taken.insert(format!("{name}Connection"));
        name
    };
    tables.iter().map(name).collect()
}

/// The section of the settings that lets a model stand upon its table.
fn existing_table(model: &str, table: &Description) -> String {
    // A text in JSON's quotes is one in YAML, whatever it is made of.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    // Words that readers of YAML take for something else than a text.
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
    fn with_settings_in_comments(&self) -> String {
        let lines: String = self.settings.lines().map(|line| format!("#     {line}\n")).collect();
        format!(
            "# The tables are there already, which `burgeon.yaml` has to say:\n#\n{lines}\n{}",
            self.schema
        )
    }
}
