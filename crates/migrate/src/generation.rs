//! Which generation of directives a schema is written in.

use apollo_compiler::Node;
use apollo_compiler::ast::{Definition, Directive, Value};
use burgeon_core::{Diagnostic, Diagnostics};

use crate::{File, codes};

/// Directives that only the second generation has.
const SECOND: [&str; 12] = [
    "primaryKey",
    "index",
    "hasMany",
    "hasOne",
    "belongsTo",
    "manyToMany",
    "default",
    "validate",
    "mapsTo",
    "refersTo",
    "generation",
    "conversation",
];

/// The first use of a directive of each generation.
pub(crate) struct Generations<'a> {
    first: Option<&'a Node<Directive>>,
    second: Option<&'a Node<Directive>>,
    /// `input AMPLIFY` came with the second generation.
    has_global_rule: bool,
}

impl<'a> Generations<'a> {
    pub(crate) fn new(files: &'a [File]) -> Self {
        let definitions = || files.iter().flat_map(|file| &file.ast.definitions);
        let uses = || definitions().flat_map(directives);
        let is_first = |used: &&Node<Directive>| matches!(used.name.as_str(), "key" | "connection");
        Self {
            first: uses().find(is_first),
            second: uses().find(|used| is_second(used)),
            has_global_rule: definitions().any(|one| {
                one.as_input_object_type_definition().is_some_and(|input| input.name == "AMPLIFY")
            }),
        }
    }

    /// Whether all of it can be of the first generation. A schema that is valid in both counts as the
    /// first, because its author called the migration.
    pub(crate) fn is_first_only(&self) -> bool {
        self.second.is_none() && !self.has_global_rule
    }

    /// Reports that a part of the schema was migrated before.
    pub(crate) fn report_mixture(&self, diagnostics: &mut Diagnostics) {
        if let (Some(first), Some(second)) = (self.first, self.second) {
            let message = format!(
                "`@{}` belongs to the first generation, and `@{}` to the second",
                first.name, second.name
            );
            diagnostics.push(
                Diagnostic::warning(&codes::MIXED, message)
                    .at_node(first.location(), "rewritten")
                    .at_node(second.location(), "belongs to the second generation")
                    .help("review all `@auth` rules, and models without rules: they are unchanged"),
            );
        }
    }
}

/// The directives of a type and of its fields.
pub(crate) fn directives(definition: &Definition) -> Vec<&Node<Directive>> {
    let (own, fields) = match definition {
        Definition::ObjectTypeDefinition(ty) => (&ty.directives, &ty.fields),
        Definition::ObjectTypeExtension(ty) => (&ty.directives, &ty.fields),
        Definition::InterfaceTypeDefinition(ty) => (&ty.directives, &ty.fields),
        Definition::InterfaceTypeExtension(ty) => (&ty.directives, &ty.fields),
        _ => return vec![],
    };
    own.iter().chain(fields.iter().flat_map(|field| field.directives.iter())).collect()
}

fn is_second(used: &Node<Directive>) -> bool {
    let rules = || used.arguments.iter().filter(|argument| argument.name == "rules");
    SECOND.contains(&used.name.as_str())
        || used.name == "auth" && rules().any(|rules| is_second_generation(&rules.value))
}

/// Whether rules of the first generation could not express this one.
fn is_second_generation(value: &Value) -> bool {
    const WORDS: [&str; 8] =
        ["custom", "function", "identityPool", "get", "list", "listen", "search", "sync"];
    match value {
        Value::List(items) => items.iter().any(|item| is_second_generation(item)),
        Value::Object(fields) => fields.iter().any(|(name, value)| match name.as_str() {
            "allow" | "provider" | "operations" => is_second_generation(value),
            "identityClaim" => value.as_str().is_some_and(|claim| claim.contains("::")),
            _ => false,
        }),
        Value::Enum(word) => WORDS.contains(&word.as_str()),
        _ => false,
    }
}
