//! `@model` itself means the same; the names that follow from it may differ.

use apollo_compiler::ast::Value;
use burgeon_core::Diagnostic;
use burgeon_core::names::{capitalized, plural};

use crate::types::Type;
use crate::{Migration, codes};

/// Reports the models whose list has another name now.
pub(crate) fn migrate(migration: &mut Migration) {
    for ty in migration.types.all() {
        let Some(model) = ty.directive("model") else { continue };
        let (former, now) = list_names(ty.name());
        if former == now || names_list(ty) {
            continue;
        }
        let message = format!("the list of `{}` is called `{now}` now", ty.name());
        migration.diagnostics.push(
            Diagnostic::warning(&codes::LIST_NAME, message)
                .at_node(model.location(), format!("`{former}` without `improvePluralization`"))
                .help(format!(
                    "if clients use `{former}`, write `@model(queries: {{ get: \"get{}\", \
             list: \"{former}\" }})`",
                    capitalized(ty.name())
                )),
        );
    }
}

/// The former and the present name of a model's list.
fn list_names(model: &str) -> (String, String) {
    let model = capitalized(model);
    (format!("list{model}s"), format!("list{}", plural(&model)))
}

/// Whether the author named the list, or disabled it.
fn names_list(ty: Type) -> bool {
    let model = ty.directive("model").into_iter();
    let mut arguments = model.flat_map(|model| &model.arguments);
    match arguments.find(|argument| argument.name == "queries").map(|queries| &*queries.value) {
        None => false,
        Some(Value::Object(_) | Value::Null) => true,
        Some(_) => false,
    }
}
