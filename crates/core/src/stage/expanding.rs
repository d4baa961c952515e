use apollo_compiler::ast::OperationType;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::schema::{ComponentName, DirectiveList, SchemaDefinition};

use super::view;
use crate::api::{Extensions, FIELD_TAKEN, Implicit, Models, Resolvers};
use crate::coordinate::Coordinate;
use crate::resolver::Resolver;
use crate::schema::{
    Component, Directive, ExtendedType, FieldDefinition, InputObjectType, InputValueDefinition,
    Node, ObjectType, Schema,
};
use crate::{Api, Diagnostic, Name};

/// The backend while transformers [`expand`](crate::Transformer::expand): types, fields and resolvers
/// are added. What was declared is read, and does not change:
///
/// ```compile_fail,E0596
/// # use burgeon_core::stage::Expanding;
/// fn expand(api: &mut Expanding<'_>) {
///     api.models.clear();
/// }
/// ```
///
/// No type and no field of an object type can be removed.
#[derive(Debug)]
pub struct Expanding<'a> {
    pub(super) api: &'a mut Api,
}

view!(Expanding);

/// The parts of an [`Expanding`] as separate references, to change resolvers while models are read.
#[derive(Debug)]
pub struct ExpandedParts<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// The models.
    pub models: &'a Models,
    /// The resolvers.
    pub resolvers: &'a mut Resolvers,
    /// The data of the transformers.
    pub extensions: &'a mut Extensions,
}

impl Expanding<'_> {
    /// Adds a type, unless there is one of its name: the author's definition wins.
    pub fn add_type(&mut self, ty: ExtendedType) {
        self.api.add_type(ty);
    }

    /// Adds a directive to an object type, unless it has it.
    pub fn add_type_directive(&mut self, ty: &str, directive: Directive) {
        let Some(ExtendedType::Object(object)) = self.api.schema.types.get_mut(ty) else { return };
        if !object.directives.has(&directive.name) {
            object.make_mut().directives.push(Component::new(directive));
        }
    }

    /// Adds a field to an object type, unless it has one of that name.
    pub fn add_field(&mut self, ty: &Name, field: FieldDefinition) {
        self.api.add_field(ty, field);
    }

    /// Adds a field that is filled in for every object, unless the type has one of that name.
    pub fn add_implicit_field(&mut self, ty: &Name, field: FieldDefinition, implicit: Implicit) {
        self.api.add_implicit_field(ty, field, implicit);
    }

    /// The field of an object type, to add arguments or directives, or to set its type.
    pub fn field_mut(&mut self, at: &Coordinate) -> Option<&mut FieldDefinition> {
        let ExtendedType::Object(object) = self.api.schema.types.get_mut(&at.ty)? else {
            return None;
        };
        Some(object.make_mut().fields.get_mut(&at.field)?.make_mut())
    }

    /// Adds a field to an input, unless it has one of that name.
    pub fn add_input_field(&mut self, input: &Name, field: InputValueDefinition) {
        let Some(ExtendedType::InputObject(object)) = self.api.schema.types.get_mut(input) else {
            return;
        };
        if !object.fields.contains_key(&field.name) {
            object.make_mut().fields.insert(field.name.clone(), Component::new(field));
        }
    }

    /// An input. Its fields can be removed as well: what clients write is no declaration.
    pub fn input_mut(&mut self, input: &Name) -> Option<&mut InputObjectType> {
        match self.api.schema.types.get_mut(input)? {
            ExtendedType::InputObject(object) => Some(object.make_mut()),
            _ => None,
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
        cause: Option<SourceSpan>,
    ) {
        let root = self.root_type(operation);
        let taken = root.fields.get(&field.name).map(|present| present.location());
        let at = Coordinate::new(root.name.clone(), field.name.clone());
        match taken {
            Some(place) => {
                let fault = self.field_taken(&at, place, cause);
                self.report(fault);
            }
            None => {
                root.fields.insert(field.name.clone(), Component::new(field));
                self.add_resolver(at, resolver);
            }
        }
    }

    /// Adds the resolver of a field, in place of one that is there.
    pub fn add_resolver(&mut self, at: Coordinate, resolver: Resolver) {
        self.api.resolvers.insert(at, resolver);
    }

    /// The resolver of a field, to add steps to it or to change them.
    pub fn resolver_mut(&mut self, at: &Coordinate) -> Option<&mut Resolver> {
        self.api.resolvers.get_mut(at)
    }

    /// All resolvers.
    pub fn resolvers_mut(&mut self) -> &mut Resolvers {
        &mut self.api.resolvers
    }

    /// The parts as separate references.
    pub fn parts(&mut self) -> ExpandedParts<'_> {
        let Api { schema, models, resolvers, extensions, .. } = self.api;
        ExpandedParts { schema, models, resolvers, extensions }
    }

    fn field_taken(
        &self,
        at: &Coordinate,
        present: Option<SourceSpan>,
        cause: Option<SourceSpan>,
    ) -> Diagnostic {
        let message = format!("duplicate field `{at}`");
        let fault = Diagnostic::error(&FIELD_TAKEN, message)
            .at_node(cause, format!("this would add `{}`", at.field))
            .help("rename one of the two");
        let adder = self.resolvers.get(at).and_then(|resolver| resolver.model.as_ref());
        let adder = adder.and_then(|model| self.models.get(model)?.span);
        match present {
            Some(_) => fault.at_node(present, "the field of that name"),
            None if adder == cause => fault.at_node(adder, "and adds it already"),
            None => fault.at_node(adder, "this adds it already"),
        }
    }

    fn root_type(&mut self, operation: OperationType) -> &mut ObjectType {
        let SchemaDefinition { query, mutation, subscription, .. } =
            self.api.schema.schema_definition.make_mut();
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
        let entry = self.api.schema.types.entry(name);
        let entry = entry.or_insert_with(|| ExtendedType::Object(Node::new(empty.clone())));
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
