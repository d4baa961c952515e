//! Defaults of columns: a database fills them in by itself.

use burgeon_core::relational::{ColumnDefault, Dialect};
use burgeon_core::schema::Value;
use burgeon_core::{Api, Declaring, Diagnostic};

use super::codes;
use crate::field_use::FieldUse;

/// Declares the default of a column of a model in a relational database.
pub(super) fn declare(api: &mut Declaring<'_>, used: &FieldUse, dialect: Dialect) {
    let given = used.directive.specified_argument_by_name("value").map(|value| &**value);
    let default = match given {
        None | Some(Value::Null) => sequence(api, used, dialect),
        Some(_) => super::read(api, used).map(ColumnDefault::Value),
    };
    match default {
        Err(fault) => api.report(*fault),
        Ok(default) => {
            if dialect == Dialect::Mysql && default != ColumnDefault::Sequence {
                super::report_required(api, used);
            }
            if let Some(model) = api.model_mut(used.model()) {
                model.column_defaults.insert(used.field.name.clone(), default);
            }
        }
    }
}

/// The next number of a sequence, where there are such.
///
/// Source of truth: MySQL's "Using AUTO_INCREMENT". As published, `@default` alone is none there.
fn sequence(
    api: &Api,
    used: &FieldUse,
    dialect: Dialect,
) -> Result<ColumnDefault, Box<Diagnostic>> {
    let ty = &used.field.ty;
    let is_number = !ty.is_list() && ty.inner_named_type() == "Int";
    let key = api.models.get(used.model()).and_then(|model| model.key.fields().next());
    let begins_key = key.is_some_and(|part| part.name == used.field.name);
    let given = used.directive.specified_argument_by_name("sequence").map(|value| &**value);
    let (label, help) = match dialect {
        Dialect::Postgres if is_number && given != Some(&Value::Boolean(false)) => {
            return Ok(ColumnDefault::Sequence);
        }
        Dialect::Mysql if is_number && begins_key && super::is_sequence(used) => {
            return Ok(ColumnDefault::Sequence);
        }
        Dialect::Postgres if is_number => ("neither a value nor a number", "remove `sequence`"),
        _ if !is_number => ("sequences require `Int`", "write `@default(value: \"…\")`"),
        Dialect::Mysql if begins_key => {
            ("not supported by MySQL", "write `@default(sequence: true)`")
        }
        _ => (
            "MySQL supports sequences for the first field of a key only",
            "write `@default(value: \"…\")`",
        ),
    };
    let at = format!("{}.{}", used.model(), used.field.name);
    Err(Box::new(
        Diagnostic::error(&codes::NO_VALUE, format!("`{at}` has a default without a value"))
            .at_node(used.directive.location(), label)
            .help(help),
    ))
}
