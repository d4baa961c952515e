//! The expanded schema, as AppSync takes it.

use apollo_compiler::schema::{ExtendedType, Schema};
use burgeon_core::appsync;

/// The schema's text, without the directives that the compiler has read.
pub(super) fn print(mut schema: Schema) -> String {
    schema.directive_definitions.retain(|_, definition| definition.is_built_in());
    for ty in schema.types.values_mut().filter(|ty| !ty.is_built_in()) {
        strip(ty);
    }
    schema.to_string()
}

macro_rules! keep {
    ($list:expr) => {
        if $list.iter().any(|directive| !appsync::keeps(&directive.name)) {
            $list.retain(|directive| appsync::keeps(&directive.name));
        }
    };
}

fn strip(ty: &mut ExtendedType) {
    match ty {
        ExtendedType::Scalar(node) => keep!(node.make_mut().directives.0),
        ExtendedType::Union(node) => keep!(node.make_mut().directives.0),
        ExtendedType::Object(node) => {
            let object = node.make_mut();
            keep!(object.directives.0);
            object.fields.values_mut().for_each(strip_field);
        }
        ExtendedType::Interface(node) => {
            let interface = node.make_mut();
            keep!(interface.directives.0);
            interface.fields.values_mut().for_each(strip_field);
        }
        ExtendedType::Enum(node) => {
            let definition = node.make_mut();
            keep!(definition.directives.0);
            for value in definition.values.values_mut() {
                if !value.directives.is_empty() {
                    keep!(value.make_mut().directives.0);
                }
            }
        }
        ExtendedType::InputObject(node) => {
            let input = node.make_mut();
            keep!(input.directives.0);
            for field in input.fields.values_mut() {
                if !field.directives.is_empty() {
                    keep!(field.make_mut().directives.0);
                }
            }
        }
    }
}

fn strip_field(
    field: &mut apollo_compiler::schema::Component<apollo_compiler::schema::FieldDefinition>,
) {
    let annotated = |list: &apollo_compiler::ast::DirectiveList| !list.is_empty();
    if annotated(&field.directives)
        || field.arguments.iter().any(|argument| annotated(&argument.directives))
    {
        let field = field.make_mut();
        keep!(field.directives.0);
        for argument in &mut field.arguments {
            if annotated(&argument.directives) {
                keep!(argument.make_mut().directives.0);
            }
        }
    }
}
