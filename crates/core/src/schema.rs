//! Small constructors for the parts of a GraphQL schema that compilers add.
//!
//! The types are apollo-compiler's own; what is made here has no place in any file.

pub use apollo_compiler::Node;
pub use apollo_compiler::ast::{Argument, OperationType, Value};
pub use apollo_compiler::schema::{
    Component, Directive, EnumType, EnumValueDefinition, ExtendedType, FieldDefinition,
    InputObjectType, InputValueDefinition, InterfaceType, ObjectType, Schema, Type, UnionType,
};

use crate::Name;

/// The nullable type of that name.
pub fn named(name: impl Into<Name>) -> Type {
    Type::Named(name.into())
}

/// A field without arguments.
pub fn field(name: Name, ty: Type) -> FieldDefinition {
    FieldDefinition {
        description: None,
        name,
        arguments: vec![],
        ty,
        directives: Default::default(),
    }
}

/// A field with arguments.
pub fn field_with(
    name: Name,
    arguments: impl IntoIterator<Item = InputValueDefinition>,
    ty: Type,
) -> FieldDefinition {
    let arguments = arguments.into_iter().map(Node::new).collect();
    FieldDefinition { arguments, ..field(name, ty) }
}

/// An argument, or a field of an input object.
pub fn input_value(name: Name, ty: Type) -> InputValueDefinition {
    InputValueDefinition {
        description: None,
        name,
        ty: Node::new(ty),
        default_value: None,
        directives: Default::default(),
    }
}

/// A directive with the given arguments.
pub fn directive(name: Name, arguments: impl IntoIterator<Item = (Name, Value)>) -> Directive {
    let argument = |(name, value)| Node::new(Argument { name, value: Node::new(value) });
    Directive { name, arguments: arguments.into_iter().map(argument).collect() }
}

/// A list of strings as an argument's value.
pub fn string_list<'a>(items: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(items.into_iter().map(|item| Node::new(Value::String(item.to_owned()))).collect())
}

/// An object type.
pub fn object(name: Name, fields: impl IntoIterator<Item = FieldDefinition>) -> ExtendedType {
    ExtendedType::Object(Node::new(object_type(name, fields)))
}

/// The definition of an object type.
pub fn object_type(name: Name, fields: impl IntoIterator<Item = FieldDefinition>) -> ObjectType {
    ObjectType {
        description: None,
        name,
        implements_interfaces: Default::default(),
        directives: Default::default(),
        fields: fields.into_iter().map(|field| (field.name.clone(), field.into())).collect(),
    }
}

/// An input object type.
pub fn input_object(
    name: Name,
    fields: impl IntoIterator<Item = InputValueDefinition>,
) -> ExtendedType {
    ExtendedType::InputObject(Node::new(InputObjectType {
        description: None,
        name,
        directives: Default::default(),
        fields: fields.into_iter().map(|field| (field.name.clone(), field.into())).collect(),
    }))
}

/// An enum type.
pub fn enumeration(name: Name, values: impl IntoIterator<Item = Name>) -> ExtendedType {
    let value = |name: Name| {
        let definition = EnumValueDefinition {
            description: None,
            value: name.clone(),
            directives: Default::default(),
        };
        (name, definition.into())
    };
    ExtendedType::Enum(Node::new(EnumType {
        description: None,
        name,
        directives: Default::default(),
        values: values.into_iter().map(value).collect(),
    }))
}

/// A union type.
pub fn union_of(name: Name, members: impl IntoIterator<Item = Name>) -> ExtendedType {
    ExtendedType::Union(Node::new(UnionType {
        description: None,
        name,
        directives: Default::default(),
        members: members.into_iter().map(Into::into).collect(),
    }))
}

/// The names of the existing root types.
pub fn root_types(schema: &Schema) -> impl Iterator<Item = &Name> {
    let root = &schema.schema_definition;
    let roots = [&root.query, &root.mutation, &root.subscription];
    roots.into_iter().flatten().map(|root| &root.name)
}
