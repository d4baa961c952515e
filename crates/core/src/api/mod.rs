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

use apollo_compiler::Node;
use apollo_compiler::ast::OperationType;
use apollo_compiler::schema::{ComponentName, DirectiveList, Schema, SchemaDefinition};
use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic};
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

/// The backend under construction: the schema as it grows, with resolvers, models and data.
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
    pub resolvers: IndexMap<Coordinate, Resolver>,
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

    /// Adds a field to the root type of an operation, and adds the root type if it is missing.
    ///
    /// If the field exists already, a diagnostic is reported at `cause`, and the API is not
    /// changed.
    pub fn add_root_field(
        &mut self,
        operation: OperationType,
        field: FieldDefinition,
        resolver: Resolver,
        cause: Option<apollo_compiler::parser::SourceSpan>,
    ) {
        let root = self.root_type(operation);
        let taken = root.fields.get(&field.name).map(|present| present.location());
        let at = Coordinate::new(root.name.clone(), field.name.clone());
        match taken {
            Some(place) => {
                let message = format!("duplicate field `{at}`");
                let fault = Diagnostic::error(&FIELD_TAKEN, message)
                    .at_node(cause, format!("this would add `{}`", at.field))
                    .help("rename one of the two");
                let adder = self.resolvers.get(&at).and_then(|resolver| resolver.model.as_ref());
                let adder = adder.and_then(|model| self.models.get(model)?.span);
                self.diagnostics.push(match place {
                    Some(_) => fault.at_node(place, "the field of that name"),
                    None if adder == cause => fault.at_node(adder, "and adds it already"),
                    None => fault.at_node(adder, "this adds it already"),
                });
            }
            None => {
                root.fields.insert(field.name.clone(), Component::new(field));
                self.resolvers.insert(at, resolver);
            }
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

    /// Adds a field to a type, unless it has one of that name.
    pub fn add_implicit_field(&mut self, ty: &Name, field: FieldDefinition, implicit: Implicit) {
        let Some(ExtendedType::Object(object)) = self.schema.types.get_mut(ty) else { return };
        if !object.fields.contains_key(&field.name) {
            let at = Coordinate::new(ty.clone(), field.name.clone());
            self.implicit.insert(at, implicit);
            object.make_mut().fields.insert(field.name.clone(), Component::new(field));
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

    fn root_type(&mut self, operation: OperationType) -> &mut ObjectType {
        let SchemaDefinition { query, mutation, subscription, .. } =
            self.schema.schema_definition.make_mut();
        let root = match operation {
            OperationType::Query => query,
            OperationType::Mutation => mutation,
            OperationType::Subscription => subscription,
        };
        let default = || ComponentName::from(operation.default_type_name().clone());
        let name = root.get_or_insert_with(default).name.clone();
        let empty = ObjectType {
            description: None,
            name: name.clone(),
            implements_interfaces: Default::default(),
            directives: DirectiveList::default(),
            fields: Default::default(),
        };
        let entry = self
            .schema
            .types
            .entry(name)
            .or_insert_with(|| ExtendedType::Object(Node::new(empty.clone())));
        if !entry.is_object() {
            // Validation has refused such a schema; what is added here is never printed.
            *entry = ExtendedType::Object(Node::new(empty));
        }
        match entry {
            ExtendedType::Object(object) => object.make_mut(),
            _ => unreachable!("made an object just now"),
        }
    }
}
