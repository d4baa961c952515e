use indexmap::IndexMap;

use super::view;
use crate::api::{Extensions, Implicit, Model, Models, Policy, Relation};
use crate::coordinate::Coordinate;
use crate::resolver::Resolver;
use crate::schema::{ExtendedType, FieldDefinition, Node, ObjectType, Schema};
use crate::{Api, Diagnostics, Name, Settings};

/// The backend while transformers [`declare`](crate::Transformer::declare): what directives mean is
/// recorded as data. The schema is read, and does not change:
///
/// ```compile_fail,E0596
/// # use burgeon_core::stage::Declaring;
/// fn declare(api: &mut Declaring<'_>) {
///     api.schema.types.clear();
/// }
/// ```
///
/// Two declarations are about fields and types that the author left out, so they add these, and nothing
/// else: [`add_implicit_field`](Self::add_implicit_field) and [`add_model`](Self::add_model). A later
/// directive may refer to them: a rule to a field of a foreign key, a relation to the key of a model.
#[derive(Debug)]
pub struct Declaring<'a> {
    pub(super) api: &'a mut Api,
}

view!(Declaring);

/// The parts of a [`Declaring`] as separate references, to change one while others are read.
#[derive(Debug)]
pub struct DeclaredParts<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The schema.
    pub schema: &'a Schema,
    /// The models.
    pub models: &'a mut Models,
    /// The policies of fields outside models.
    pub field_policies: &'a mut IndexMap<Coordinate, Policy>,
    /// The fields that the author did not declare.
    pub implicit: &'a IndexMap<Coordinate, Implicit>,
    /// The relations.
    pub relations: &'a mut IndexMap<Coordinate, Relation>,
    /// The data of the transformers.
    pub extensions: &'a mut Extensions,
    /// The diagnostics.
    pub diagnostics: &'a mut Diagnostics,
}

impl Declaring<'_> {
    /// The models.
    pub fn models_mut(&mut self) -> &mut Models {
        &mut self.api.models
    }

    /// The model of a type.
    pub fn model_mut(&mut self, ty: &str) -> Option<&mut Model> {
        self.api.models.get_mut(ty)
    }

    /// The policies of fields outside models.
    pub fn field_policies_mut(&mut self) -> &mut IndexMap<Coordinate, Policy> {
        &mut self.api.field_policies
    }

    /// Declares that a field leads to other objects.
    pub fn add_relation(&mut self, at: Coordinate, relation: Relation) {
        self.api.relations.insert(at, relation);
    }

    /// Declares the custom resolver of a field of the author's.
    pub fn add_resolver(&mut self, at: Coordinate, resolver: Resolver) {
        self.api.resolvers.insert(at, resolver);
    }

    /// Declares that a model has a field which its author left out, unless there is one of its name.
    pub fn add_implicit_field(&mut self, ty: &Name, field: FieldDefinition, implicit: Implicit) {
        self.api.add_implicit_field(ty, field, implicit);
    }

    /// Declares a model whose type the author left out, such as the model that joins the two sides of a
    /// many-to-many relation. Its fields follow from the keys of other models.
    pub fn add_model(&mut self, model: Model, ty: ObjectType) {
        self.api.add_type(ExtendedType::Object(Node::new(ty)));
        self.api.models.insert(model.name.clone(), model);
    }

    /// The parts as separate references.
    pub fn parts(&mut self) -> DeclaredParts<'_> {
        let api = &mut *self.api;
        DeclaredParts {
            settings: &api.settings,
            schema: &api.schema,
            models: &mut api.models,
            field_policies: &mut api.field_policies,
            implicit: &api.implicit,
            relations: &mut api.relations,
            extensions: &mut api.extensions,
            diagnostics: &mut api.diagnostics,
        }
    }
}
