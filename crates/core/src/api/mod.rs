//! The typed AppSync backend under construction.

mod extensions;
mod relational_table;

pub use crate::coordinate::{Coordinate, InvalidCoordinate};
pub use crate::data_source::{
    DataSource, DeployedDataSource, HttpEndpoint, LambdaFunction, identifier,
};
pub use crate::model::*;
pub use crate::policy::*;
pub use crate::store::Store;
pub use crate::stored::Stored;
pub use extensions::Extensions;

use apollo_compiler::ast::OperationType;
use apollo_compiler::schema::Schema;
use indexmap::IndexMap;

use crate::diagnostics::Code;
use crate::files::ProjectFiles;
use crate::resolver::Resolver;
use crate::schema::{Component, ExtendedType, FieldDefinition, ObjectType};
use crate::{Diagnostics, Document, Name, Settings};

/// A name that the compiler would add is taken by a field that the author wrote.
pub static FIELD_TAKEN: Code = Code {
    name: "schema/field-taken",
    explanation: "Burgeon adds fields to `Query`, `Mutation` and `Subscription` (`getTodo`, \
`createTodo`, …). The schema declares a field of the same name there, or two models would add the \
same one. Rename the author's field, or give the generated one another name, for example \
`@model(queries: { get: \"fetchTodo\" })`.",
};

/// The resolvers of an API, by type and field.
pub type Resolvers = IndexMap<Coordinate, Resolver>;

/// The backend under construction: the schema as it grows, with resolvers, models and data.
///
/// Transformers change it through the views of [`stage`](crate::stage), each of which allows what its
/// stage may add.
#[derive(Debug, Clone)]
pub struct Api {
    /// The content of the settings file.
    pub settings: Settings,
    /// The author's types, and those added so far.
    pub schema: Schema,
    /// The models, in the order of the schema.
    pub models: Models,
    /// The policies of fields of types that are not models.
    pub field_policies: IndexMap<Coordinate, Policy>,
    /// Generated fields, by type and field.
    pub implicit: IndexMap<Coordinate, Implicit>,
    /// Fields that lead from objects of models to others, by type and field.
    pub relations: IndexMap<Coordinate, Relation>,
    /// Data that transformers share between hooks.
    pub extensions: Extensions,
    /// The files that the schema may refer to.
    pub files: ProjectFiles,
    /// Resolvers, by type and field.
    pub resolvers: Resolvers,
    /// The diagnostics so far.
    pub diagnostics: Diagnostics,
}

/// Why a type has a field that its author did not declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Implicit {
    /// A field that Burgeon sets in every object, such as `id` or a timestamp. Clients cannot write it.
    Managed,
    /// A part of the foreign key of this relation.
    ForeignKey(Coordinate),
}

impl Api {
    /// An API with a document and no data yet.
    pub fn new(document: Document, settings: Settings) -> Self {
        Self {
            settings,
            schema: document.schema,
            models: IndexMap::new(),
            field_policies: IndexMap::new(),
            implicit: IndexMap::new(),
            relations: IndexMap::new(),
            extensions: Extensions::default(),
            files: ProjectFiles::default(),
            resolvers: IndexMap::new(),
            diagnostics: document.diagnostics,
        }
    }

    /// A type without its generated fields, as the author wrote it.
    pub fn without_generated_fields(&self, object: &ObjectType) -> ObjectType {
        self.without(object, |_| true)
    }

    /// A type without its managed fields, which clients cannot write.
    pub fn writable(&self, object: &ObjectType) -> ObjectType {
        self.without(object, |implicit| *implicit == Implicit::Managed)
    }

    /// A type without some of the fields that were added.
    pub fn without(
        &self,
        object: &ObjectType,
        is_left_out: impl Fn(&Implicit) -> bool,
    ) -> ObjectType {
        let mut rest = object.clone();
        rest.fields.retain(|field, _| {
            let at = Coordinate::new(object.name.clone(), field.clone());
            !self.implicit.get(&at).is_some_and(&is_left_out)
        });
        rest
    }

    /// Adds a type, unless there is one of its name.
    pub(crate) fn add_type(&mut self, ty: ExtendedType) {
        let name = ty.name().clone();
        self.schema.types.entry(name).or_insert(ty);
    }

    /// Adds a field to an object type, unless it has one of that name; returns whether it did.
    pub(crate) fn add_field(&mut self, ty: &Name, field: FieldDefinition) -> bool {
        let Some(ExtendedType::Object(object)) = self.schema.types.get_mut(ty) else {
            return false;
        };
        if object.fields.contains_key(&field.name) {
            return false;
        }
        object.make_mut().fields.insert(field.name.clone(), Component::new(field));
        true
    }

    /// Adds a field that the author did not declare, unless the type has one of that name.
    pub(crate) fn add_implicit_field(
        &mut self,
        ty: &Name,
        field: FieldDefinition,
        implicit: Implicit,
    ) {
        let at = Coordinate::new(ty.clone(), field.name.clone());
        if self.add_field(ty, field) {
            self.implicit.insert(at, implicit);
        }
    }

    /// The name of the root type of an operation.
    pub fn root_name(&self, operation: OperationType) -> Name {
        let definition = &self.schema.schema_definition;
        let root = match operation {
            OperationType::Query => &definition.query,
            OperationType::Mutation => &definition.mutation,
            OperationType::Subscription => &definition.subscription,
        };
        root.as_ref()
            .map_or_else(|| operation.default_type_name().clone(), |root| root.name.clone())
    }
}
