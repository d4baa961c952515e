//! Fields with a custom resolver.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Type};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::Coordinate;
use burgeon_core::resolver::{Resolver, Step};
use burgeon_core::schema::{Component, ExtendedType, FieldDefinition, Schema};
use burgeon_core::{Api, Code, Declaring, Diagnostic, Expanding, Name};

/// A directive on a field that AppSync never resolves.
pub(crate) static NO_RESOLVER: Code = Code {
    name: "field/no-resolver",
    explanation: "AppSync resolves the fields of object types. For an interface, it calls the \
resolver of the type that the object has. Write the directive on the fields of the types that \
implement the interface.",
};

/// Two directives that resolve the same field.
pub(crate) static TWO_SOURCES: Code = Code {
    name: "field/two-sources",
    explanation: "A field has one source: a table, a relation, a function or a web service. Two \
directives on this field resolve it differently. Keep one of them. Functions can be run one \
after the other: `@function` may be repeated.",
};

/// The name of an added type is already defined.
pub(crate) static TYPE_TAKEN: Code = Code {
    name: "field/type-taken",
    explanation: "The directive adds types that are named after its field: the inputs for the \
field's arguments, the models of a conversation. The schema declares a \
type of that name. Rename it, or the field.",
};

/// The directives of relations, whose resolvers are added later.
const RELATIONS: [&str; 4] = ["hasMany", "hasOne", "belongsTo", "manyToMany"];

/// A field with one or several uses of a directive.
#[derive(Debug, Clone)]
pub(crate) struct CustomField {
    /// The type and the field.
    pub(crate) at: Coordinate,
    /// The field.
    pub(crate) field: Component<FieldDefinition>,
    /// The directive's uses, one at least, in their order.
    pub(crate) directives: Vec<Node<Directive>>,
}

/// The fields of objects with a directive, in the order of the schema.
pub(crate) fn all(schema: &Schema, directive: &str) -> Vec<CustomField> {
    let mut found = Vec::new();
    for ty in schema.types.values() {
        let ExtendedType::Object(object) = ty else { continue };
        for field in object.fields.values() {
            let directives: Vec<_> = field.directives.get_all(directive).cloned().collect();
            if !directives.is_empty() {
                let at = Coordinate::new(object.name.clone(), field.name.clone());
                found.push(CustomField { at, field: field.clone(), directives });
            }
        }
    }
    found
}

/// The faults of the uses of a directive on the fields of interfaces.
pub(crate) fn on_interfaces(schema: &Schema, directive: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for ty in schema.types.values() {
        let ExtendedType::Interface(interface) = ty else { continue };
        let uses = interface.fields.values().flat_map(|field| field.directives.get_all(directive));
        for used in uses {
            let message = format!(
                "`@{directive}` is not supported on a field of the interface `{}`",
                ty.name()
            );
            faults.push(
                Diagnostic::error(&NO_RESOLVER, message)
                    .at_node(used.location(), "has no effect here")
                    .help("write it on the fields of the types that implement the interface"),
            );
        }
    }
    faults
}

impl CustomField {
    /// The location of the first of the directives.
    pub(crate) fn place(&self) -> Option<SourceSpan> {
        self.directives.first().and_then(|directive| directive.location())
    }

    /// The location of the field's type.
    pub(crate) fn ty_place(&self) -> Option<SourceSpan> {
        self.field.ty.inner_named_type().location().or_else(|| self.field.location())
    }

    /// Declares the resolver of the field. A field that already has one is reported.
    pub(crate) fn declare_resolver(
        &self,
        api: &mut Declaring<'_>,
        steps: impl IntoIterator<Item = Step>,
    ) {
        match self.resolver(api, steps) {
            Ok(resolver) => api.add_resolver(self.at.clone(), resolver),
            Err(fault) => api.report(*fault),
        }
    }

    /// Adds a resolver that depends on what other transformers declare. A field that already has one is
    /// reported.
    pub(crate) fn add_resolver(
        &self,
        api: &mut Expanding<'_>,
        steps: impl IntoIterator<Item = Step>,
    ) {
        match self.resolver(api, steps) {
            Ok(resolver) => api.add_resolver(self.at.clone(), resolver),
            Err(fault) => api.report(*fault),
        }
    }

    fn resolver(
        &self,
        api: &Api,
        steps: impl IntoIterator<Item = Step>,
    ) -> Result<Resolver, Box<Diagnostic>> {
        let is_relation = |name: &&str| self.field.directives.get(name).is_some();
        if api.resolvers.contains_key(&self.at) || RELATIONS.iter().any(is_relation) {
            let message = format!("`{}` gets its value from two places", self.at);
            return Err(Box::new(
                Diagnostic::error(&TWO_SOURCES, message)
                    .at_node(self.place(), "this is one of them")
                    .help("keep one of the directives"),
            ));
        }
        let mut resolver = Resolver { model: None, steps: vec![] };
        steps.into_iter().for_each(|step| resolver.add(step));
        Ok(resolver)
    }

    /// Adds an input type that the field's arguments need, unless its name is taken: that is
    /// reported.
    pub(crate) fn add_input(&self, api: &mut Expanding<'_>, ty: ExtendedType) {
        let name = ty.name().clone();
        match api.schema.types.get(&name) {
            Some(other) => {
                let message =
                    format!("`{}` needs an input type `{name}`, and the schema has one", self.at);
                let place = other.name().location();
                api.report(
                    Diagnostic::error(&TYPE_TAKEN, message)
                        .at_node(self.place(), "this adds the type")
                        .at_node(place, "the type of that name")
                        .help("rename the schema's type"),
                );
            }
            None => api.add_type(ty),
        }
    }
}

/// The location of a directive's argument, or else of the directive.
pub(crate) fn place_of(directive: &Node<Directive>, argument: &str) -> Option<SourceSpan> {
    let given = directive.specified_argument_by_name(argument);
    given.and_then(|value| value.location()).or_else(|| directive.location())
}

/// Whether a type is a root type of queries or mutations.
pub(crate) fn is_operation_root(schema: &Schema, ty: &Name) -> bool {
    let root = &schema.schema_definition;
    [&root.query, &root.mutation].into_iter().flatten().any(|root| root.name == *ty)
}

/// Whether a type is the nullable type of that name.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Named(named) if named == name)
}
