//! Tables as models.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use burgeon_core::names::{plural, singular, uncapitalized};

use super::table::{Column, Definitions, ForeignKey, Table, Ty};
use crate::names::{ROOTS, field_name, free, is_name, type_name};
use burgeon_core::relational::Dialect;

/// The schema, and what is left out of it.
pub(super) fn schema(found: &Definitions, dialect: Dialect) -> (String, Vec<String>) {
    let left_out = found.left_out.clone();
    let mut writer = Writer { found, dialect, types: BTreeMap::new(), left_out };
    let text = writer.write();
    (text, writer.left_out)
}

struct Writer<'a> {
    found: &'a Definitions,
    dialect: Dialect,
    /// The models' names, by table.
    types: BTreeMap<&'a str, String>,
    left_out: Vec<String>,
}

/// A relation, as both sides show it.
struct Relation<'a> {
    key: &'a ForeignKey,
    holder: &'a Table,
    owner: &'a Table,
    /// The field that leads to the owner.
    back: String,
    /// The field that leads to those that hold the key.
    forth: String,
    is_one: bool,
}

impl<'a> Writer<'a> {
    fn write(&mut self) -> String {
        let mut taken: BTreeSet<String> = ROOTS.map(str::to_owned).into();
        taken.extend(self.found.enums.iter().map(|(name, _)| name.clone()));
        for table in &self.found.tables {
            let is_named = |name: &String| is_name(name) && table.column(name).is_some();
            if !is_name(&table.name) || table.key.is_empty() || !table.key.iter().all(is_named) {
                self.left_out
                    .push(format!("`{}` has no primary key that a model can have", table.name));
                continue;
            }
            let name = free(&singular(&type_name(&table.name)), &mut taken);
            self.types.insert(&table.name, name);
        }
        let relations = self.relations();
        let mut parts: Vec<String> = vec![];
        for table in &self.found.tables {
            if self.types.contains_key(table.name.as_str()) {
                parts.push(self.model(table, &relations));
            }
        }
        for (name, words) in &self.found.enums {
            if is_enum(name, words) {
                parts.push(format!("enum {name} {{\n  {}\n}}\n", words.join("\n  ")));
            }
        }
        parts.join("\n")
    }

    fn relations(&mut self) -> Vec<Relation<'a>> {
        let mut relations = vec![];
        let mut taken: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for table in &self.found.tables {
            let fields = table.columns.iter().map(|column| field_name(&column.name));
            taken.insert(&table.name, fields.collect());
        }
        for holder in &self.found.tables {
            for key in &holder.foreign_keys {
                let led_to =
                    self.found.table(&key.table).filter(|owner| self.fits(holder, key, owner));
                let Some(owner) = led_to else {
                    let columns = key.columns.join(", ");
                    let message = format!(
                        "`{}` ({columns}) makes no relation to `{}`",
                        holder.name, key.table
                    );
                    self.left_out.push(message);
                    continue;
                };
                let is_one = holder.is_unique(&key.columns);
                let called = match key.columns.as_slice() {
                    [column] => field_name(
                        column
                            .strip_suffix("_id")
                            .or(column.strip_suffix("Id"))
                            .unwrap_or(&owner.name),
                    ),
                    _ => uncapitalized(&self.types[owner.name.as_str()]),
                };
                let holders = &self.types[holder.name.as_str()];
                let forth = if is_one { holders.clone() } else { plural(holders) };
                let back = free(&called, taken.entry(&holder.name).or_default());
                let forth = free(&uncapitalized(&forth), taken.entry(&owner.name).or_default());
                relations.push(Relation { key, holder, owner, back, forth, is_one });
            }
        }
        relations
    }

    /// Whether a foreign key holds the whole primary key of a model, in its order.
    fn fits(&self, holder: &Table, key: &ForeignKey, owner: &Table) -> bool {
        let models =
            [holder, owner].iter().all(|table| self.types.contains_key(table.name.as_str()));
        let columns: Vec<&Column> =
            key.columns.iter().filter_map(|name| holder.column(name)).collect();
        let required = columns.iter().filter(|column| column.is_required).count();
        let is_same = |(own, name): (&&Column, &String)| {
            owner.column(name).is_some_and(|other| {
                self.ty(holder, own) == self.ty(owner, other)
                    || (is_text(&own.ty) && is_text(&other.ty))
            })
        };
        models
            && (key.referred.is_empty() || key.referred == owner.key)
            && columns.len() == owner.key.len()
            && (required == 0 || required == columns.len())
            && columns.iter().zip(&owner.key).all(is_same)
    }

    fn model(&mut self, table: &Table, relations: &[Relation<'_>]) -> String {
        let name = &self.types[table.name.as_str()];
        let mut text = format!("type {name} @model");
        if *name != table.name {
            let _ = write!(text, " @refersTo(name: \"{}\")", table.name);
        }
        text.push_str(" {\n");
        let mut seen = BTreeSet::new();
        for column in &table.columns {
            let is_new = seen.insert(field_name(&column.name));
            match self.field(table, column).filter(|_| is_new) {
                Some(field) => text.push_str(&field),
                None => self
                    .left_out
                    .push(format!("`{}.{}` cannot be a field", table.name, column.name)),
            }
        }
        for relation in relations {
            let fields: Vec<String> = relation
                .key
                .columns
                .iter()
                .map(|name| format!("\"{}\"", field_name(name)))
                .collect();
            let references = format!("references: [{}]", fields.join(", "));
            if relation.holder.name == table.name {
                let to = &self.types[relation.owner.name.as_str()];
                let _ = writeln!(text, "  {}: {to} @belongsTo({references})", relation.back);
            }
            if relation.owner.name == table.name {
                let to = &self.types[relation.holder.name.as_str()];
                let _ = match relation.is_one {
                    true => writeln!(text, "  {}: {to} @hasOne({references})", relation.forth),
                    false => writeln!(text, "  {}: [{to}] @hasMany({references})", relation.forth),
                };
            }
        }
        text + "}\n"
    }

    fn field(&self, table: &Table, column: &Column) -> Option<String> {
        let name = field_name(&column.name);
        if !is_name(&column.name) {
            return None;
        }
        let is_required = column.is_required || table.key.contains(&column.name);
        let mark = if is_required { "!" } else { "" };
        let mut text = format!("  {name}: {}{mark}", self.ty(table, column)?);
        if table.key.first() == Some(&column.name) {
            text += " @primaryKey";
            if let [_, sort @ ..] = table.key.as_slice()
                && !sort.is_empty()
            {
                let sort: Vec<String> =
                    sort.iter().map(|name| format!("\"{}\"", field_name(name))).collect();
                let _ = write!(text, "(sortKeyFields: [{}])", sort.join(", "));
            }
        }
        match &column.default {
            _ if column.is_sequence => {
                text += match self.dialect {
                    Dialect::Postgres => " @default",
                    Dialect::Mysql => " @default(sequence: true)",
                }
            }
            Some(default) => {
                // A text in JSON's quotes is one in GraphQL.
                let _ =
                    write!(text, " @default(value: {})", serde_json::Value::from(default.as_str()));
            }
            None => {}
        }
        if name != column.name {
            let _ = write!(text, " @refersTo(name: \"{}\")", column.name);
        }
        for (index, columns) in &table.indexes {
            text += &self.index(table, column, index, columns).unwrap_or_default();
        }
        Some(text + "\n")
    }

    /// The directive of an index that begins with the column, unless a key finds the same.
    fn index(
        &self,
        table: &Table,
        column: &Column,
        name: &str,
        columns: &[String],
    ) -> Option<String> {
        let is_part = |name: &String| {
            let ty = table.column(name).map(|column| &column.ty);
            ty.is_some_and(|ty| !matches!(ty, Ty::List(_) | Ty::Scalar("Boolean" | "AWSJSON")))
        };
        let serves_a_key = table.foreign_keys.iter().any(|key| key.columns == columns);
        let is_needless = table.key.len() == 1 && table.key.first() == columns.first();
        let begins = columns.first() == Some(&column.name);
        if !begins || serves_a_key || is_needless || !columns.iter().all(is_part) {
            return None;
        }
        let name = name.strip_prefix(&format!("{}_", table.name)).unwrap_or(name);
        let mut arguments = vec![];
        if name.len() > 2 && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)) {
            arguments.push(format!("name: \"{name}\""));
        }
        if columns.len() > 1 {
            let sort: Vec<String> =
                columns[1..].iter().map(|name| format!("\"{}\"", field_name(name))).collect();
            arguments.push(format!("sortKeyFields: [{}]", sort.join(", ")));
        }
        Some(match arguments.is_empty() {
            true => " @index".to_owned(),
            false => format!(" @index({})", arguments.join(", ")),
        })
    }

    fn ty(&self, table: &Table, column: &Column) -> Option<String> {
        let is_id =
            column.name == "id" || column.name.ends_with("_id") || column.name.ends_with("Id");
        let is_key = table.key.contains(&column.name)
            || table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
        self.written(&column.ty, is_id && is_key)
    }

    fn written(&self, ty: &Ty, is_id: bool) -> Option<String> {
        Some(match ty {
            Ty::Scalar("String") if is_id => "ID".to_owned(),
            Ty::Scalar(name) => (*name).to_owned(),
            Ty::List(item) => format!("[{}]", self.written(item, false)?),
            Ty::Enum(name) => {
                let (_, words) = self.found.enums.iter().find(|(known, _)| known == name)?;
                is_enum(name, words).then(|| name.clone())?
            }
        })
    }
}

fn is_text(ty: &Ty) -> bool {
    *ty == Ty::Scalar("String")
}

/// Whether it can be an enum of the API: PostgreSQL's are called the same there.
fn is_enum(name: &str, words: &[String]) -> bool {
    let is_word =
        |word: &String| is_name(word) && !["true", "false", "null"].contains(&word.as_str());
    is_name(name) && words.iter().all(is_word)
}
