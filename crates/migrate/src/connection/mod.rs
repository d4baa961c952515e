//! `@connection` of a field becomes `@hasMany`, `@hasOne` or `@belongsTo`.

mod by_fields;
mod by_name;

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, FieldDefinition};
use burgeon_core::{Code, Diagnostic};

use crate::arguments::Arguments;
use crate::layout::range;
use crate::types::Type;
use crate::{Migration, codes, generation};

/// A use of `@connection`.
#[derive(Clone, Copy)]
struct Connection<'a> {
    ty: Type<'a>,
    field: &'a Node<FieldDefinition>,
    directive: &'a Node<Directive>,
    /// The model that it leads to.
    to: Type<'a>,
}

pub(crate) fn migrate(migration: &mut Migration) {
    report_misplaced(migration);
    for ty in migration.types.all() {
        for field in &ty.node.fields {
            let Some(directive) = field.directives.get("connection") else { continue };
            let Some(to) = target(migration, ty, field, directive) else { continue };
            let connection = Connection { ty, field, directive, to };
            match Arguments::new(directive).has("fields") {
                true => by_fields::migrate(migration, connection),
                false => by_name::migrate(migration, connection),
            }
        }
    }
}

impl<'a> Connection<'a> {
    fn arguments(self) -> Arguments<'a> {
        Arguments::new(self.directive)
    }

    /// `Post.comments`.
    fn coordinate(self) -> String {
        format!("{}.{}", self.ty.name(), self.field.name)
    }

    fn error(self, code: &'static Code, message: String, label: &str, help: &str) -> Diagnostic {
        Diagnostic::error(code, message).at_node(self.directive.location(), label).help(help)
    }

    /// Replaces it by another directive.
    fn becomes(self, migration: &mut Migration, written: String) {
        migration.edits[self.ty.file].replace(range(self.directive), written);
    }

    /// An argument as its author wrote it, under the name that it has now.
    fn written(self, migration: &Migration, argument: &str, name: &str) -> Option<String> {
        let text = &migration.files[self.ty.file].source.text;
        self.arguments().written(text, argument, name)
    }
}

/// The model that the field leads to, if both sides are models.
fn target<'a>(
    migration: &mut Migration<'a>,
    ty: Type,
    field: &FieldDefinition,
    directive: &Node<Directive>,
) -> Option<Type<'a>> {
    let name = field.ty.inner_named_type();
    let to = migration.types.get(name).filter(Type::is_model);
    let stray = match to {
        Some(_) if ty.is_model() => return to,
        Some(_) => ty.name(),
        None => name,
    };
    let message =
        format!("`{}.{}` connects `{stray}`, which is not a model", ty.name(), field.name);
    migration.diagnostics.push(
        Diagnostic::error(&codes::NO_MODEL, message)
            .at_node(directive.location(), "both sides have to be models")
            .help(format!("define `type {stray} @model`, or remove `@connection`")),
    );
    None
}

/// Reports `@key` and `@connection` where neither generation supports them.
fn report_misplaced(migration: &mut Migration) {
    for definition in migration.files.iter().flat_map(|file| &file.ast.definitions) {
        if definition.as_object_type_definition().is_some() {
            continue;
        }
        for directive in generation::directives(definition) {
            if matches!(directive.name.as_str(), "key" | "connection") {
                let message = format!("`@{}` is not on a definition of a type", directive.name);
                migration.diagnostics.push(
                    Diagnostic::error(&codes::MISPLACED, message)
                        .at_node(directive.location(), "in an extension or an interface")
                        .help("move it to the definition of the type, `type … @model`"),
                );
            }
        }
    }
}
