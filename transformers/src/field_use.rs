//! Uses of directives on the fields of models.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Type};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::appsync::base_scalar;
use burgeon_core::schema::{Component, ExtendedType, FieldDefinition, ObjectType, Schema};
use burgeon_core::stage::DeclaredParts;
use burgeon_core::{Declaring, Name};

use crate::requirements::{NO_MODEL, requires_model};

/// A use of a directive on a field of a model.
#[derive(Debug, Clone)]
pub(crate) struct FieldUse {
    /// The model's type.
    pub(crate) object: Node<ObjectType>,
    /// The field.
    pub(crate) field: Component<FieldDefinition>,
    /// The directive.
    pub(crate) directive: Node<Directive>,
}

impl FieldUse {
    /// All uses of a directive, in the order of the schema. One outside of a model is reported.
    pub(crate) fn all(api: &mut Declaring<'_>, directive: &str) -> Vec<Self> {
        let mut uses = Vec::new();
        let DeclaredParts { schema, models, diagnostics, .. } = api.parts();
        for ty in schema.types.values() {
            let (name, fields) = match ty {
                ExtendedType::Object(object) => (&object.name, &object.fields),
                ExtendedType::Interface(interface) => (&interface.name, &interface.fields),
                _ => continue,
            };
            for field in fields.values() {
                for used in field.directives.get_all(directive) {
                    match ty {
                        ExtendedType::Object(object) if models.contains_key(name) => {
                            let (object, field) = (object.clone(), field.clone());
                            uses.push(Self { object, field, directive: used.clone() });
                        }
                        _ => {
                            let place = used.location();
                            diagnostics.push(requires_model(&NO_MODEL, directive, ty, place));
                        }
                    }
                }
            }
        }
        uses
    }

    /// The model.
    pub(crate) fn model(&self) -> &Name {
        &self.object.name
    }

    /// The location of the field's type.
    pub(crate) fn ty_place(&self) -> Option<SourceSpan> {
        self.field.ty.inner_named_type().location().or_else(|| self.field.location())
    }

    /// The location of an argument, or else of the directive.
    pub(crate) fn place_of(&self, argument: &str) -> Option<SourceSpan> {
        let given = self.directive.specified_argument_by_name(argument);
        given.and_then(|value| value.location()).or_else(|| self.directive.location())
    }
}

/// Whether a value of a type is one attribute: a scalar or an enum, not a list or an object.
pub(crate) fn is_single_value(schema: &Schema, ty: &Type) -> bool {
    let inner = ty.inner_named_type();
    let is_enum = || schema.types.get(inner).is_some_and(ExtendedType::is_enum);
    !ty.is_list() && (base_scalar(inner).is_some() || is_enum())
}
