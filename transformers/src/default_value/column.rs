//! Defaults of columns: a database fills them in by itself.

use burgeon_core::relational::{ColumnDefault, Dialect};
use burgeon_core::schema::Value;
use burgeon_core::{Api, Diagnostic};

use super::codes;
use crate::field_use::FieldUse;

/// Declares what a column of a model in a relational database holds that nothing is given for.
pub(super) fn declare(api: &mut Api, used: &FieldUse, dialect: Dialect) {
    let given = used.directive.specified_argument_by_name("value").map(|value| &**value);
    let default = match given {
        None | Some(Value::Null) => sequence(used, dialect),
        Some(_) => super::read(api, used).map(ColumnDefault::Value),
    };
    match default {
        Err(fault) => api.diagnostics.push(*fault),
        Ok(default) => {
            if dialect == Dialect::Mysql {
                super::report_required(api, used);
            }
            if let Some(model) = api.models.get_mut(used.model()) {
                model.column_defaults.insert(used.field.name.clone(), default);
            }
        }
    }
}

/// The next number of a sequence, where there are such.
fn sequence(used: &FieldUse, dialect: Dialect) -> Result<ColumnDefault, Box<Diagnostic>> {
    let ty = &used.field.ty;
    let is_number = !ty.is_list() && ty.inner_named_type() == "Int";
    if dialect == Dialect::Postgres && is_number {
        return Ok(ColumnDefault::Sequence);
    }
    let at = format!("{}.{}", used.model(), used.field.name);
    let label = match dialect {
        Dialect::Postgres => "only an `Int` is numbered",
        Dialect::Mysql => "MySQL numbers no rows by a default",
    };
    Err(Box::new(
        Diagnostic::error(&codes::NO_VALUE, format!("`{at}` has a default without a value"))
            .at_node(used.directive.location(), label)
            .help("write `@default(value: \"…\")`"),
    ))
}
