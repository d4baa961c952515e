//! The expanded schema for AppSync.

use std::fmt;

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::schema::{Component, ExtendedType, FieldDefinition, Schema};
use burgeon_core::appsync;

/// The path of the schema's file, relative to the output folder.
pub const SCHEMA_FILE: &str = "schema.graphql";

/// The expanded schema, without the directives of the compiler.
///
/// Two schemas are equal if they print the same, regardless of the order of their types.
#[derive(Debug, Clone)]
pub struct ExpandedSchema(Schema);

impl ExpandedSchema {
    /// Removes the directives that AppSync does not support.
    pub fn new(mut schema: Schema) -> Self {
        schema.directive_definitions.retain(|_, definition| definition.is_built_in());
        for ty in schema.types.values_mut().filter(|ty| !ty.is_built_in()) {
            strip(ty);
        }
        Self(schema)
    }

    /// Reads the text of an expanded schema.
    ///
    /// # Errors
    ///
    /// Every syntax error and every duplicate definition, as one text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parsed = Schema::builder().parse(text, SCHEMA_FILE).build();
        parsed.map(Self::new).map_err(|found| found.errors.to_string())
    }
}

impl std::ops::Deref for ExpandedSchema {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        &self.0
    }
}

impl PartialEq for ExpandedSchema {
    fn eq(&self, other: &Self) -> bool {
        let written =
            |schema: &Schema| schema.types.values().filter(|ty| !ty.is_built_in()).count();
        let mut types = self.types.iter().filter(|(_, ty)| !ty.is_built_in());
        self.schema_definition == other.schema_definition
            && written(self) == written(other)
            && types.all(|(name, ty)| other.types.get(name) == Some(ty))
    }
}

impl fmt::Display for ExpandedSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
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

fn strip_field(field: &mut Component<FieldDefinition>) {
    let annotated = |list: &DirectiveList| !list.is_empty();
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
