//! The object types of a schema, in all its files.

use apollo_compiler::Node;
use apollo_compiler::ast::{Definition, Directive, FieldDefinition, ObjectTypeDefinition};
use indexmap::IndexMap;

use crate::File;
use crate::arguments::Arguments;

/// An object type and its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type<'a> {
    pub(crate) file: usize,
    pub(crate) node: &'a Node<ObjectTypeDefinition>,
}

/// The object types of a schema by their names, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Types<'a>(IndexMap<&'a str, Type<'a>>);

impl<'a> Types<'a> {
    pub(crate) fn new(files: &'a [File]) -> Self {
        let mut types = IndexMap::new();
        for (file, read) in files.iter().enumerate() {
            for definition in &read.ast.definitions {
                if let Definition::ObjectTypeDefinition(node) = definition {
                    types.entry(node.name.as_str()).or_insert(Type { file, node });
                }
            }
        }
        Self(types)
    }

    pub(crate) fn get(&self, name: &str) -> Option<Type<'a>> {
        self.0.get(name).copied()
    }

    /// All types, as a copy that can be changed.
    pub(crate) fn all(&self) -> Vec<Type<'a>> {
        self.0.values().copied().collect()
    }
}

impl<'a> Type<'a> {
    pub(crate) fn name(&self) -> &'a str {
        &self.node.name
    }

    pub(crate) fn is_model(&self) -> bool {
        self.directive("model").is_some()
    }

    pub(crate) fn directive(&self, name: &str) -> Option<&'a Node<Directive>> {
        self.node.directives.get(name)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&'a Node<FieldDefinition>> {
        self.node.fields.iter().find(|field| field.name == name)
    }

    /// The fields of the primary key: of `@key` without a name, or of `@primaryKey`; `id` without.
    pub(crate) fn primary_key(&self) -> Vec<String> {
        let keys = self.node.directives.get_all("key").map(Arguments::new);
        if let Some(key) = keys.into_iter().find(|key| key.text("name").is_none_or(str::is_empty)) {
            return key.texts("fields");
        }
        let named = self.node.fields.iter().find_map(|field| {
            let sort = Arguments::new(field.directives.get("primaryKey")?).texts("sortKeyFields");
            Some(std::iter::once(field.name.to_string()).chain(sort).collect())
        });
        named.unwrap_or_else(|| vec!["id".to_owned()])
    }

    /// Whether a field is part of a `@key`.
    pub(crate) fn has_in_key(&self, field: &str) -> bool {
        let mut keys = self.node.directives.get_all("key").map(Arguments::new);
        keys.any(|key| key.texts("fields").iter().any(|part| part == field))
    }

    /// The fields of the index of that name.
    pub(crate) fn index(&self, name: &str) -> Option<Vec<String>> {
        let keys = self.node.directives.get_all("key").map(Arguments::new);
        let key = keys.into_iter().find(|key| key.text("name") == Some(name))?;
        Some(key.texts("fields"))
    }
}
