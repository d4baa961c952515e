//! A rule in the terms of the second generation.

use apollo_compiler::ast::Value;
use apollo_compiler::{Name, Node};
use burgeon_core::Diagnostic;

use super::operations::Operations;
use crate::layout::range;
use crate::types::Type;
use crate::{Migration, codes};

/// A rule as its author wrote it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule<'a> {
    pub(super) value: &'a Node<Value>,
    parts: &'a [(Name, Node<Value>)],
}

impl<'a> Rule<'a> {
    pub(super) fn read(value: &'a Node<Value>) -> Option<Self> {
        match &**value {
            Value::Object(parts) => Some(Self { value, parts }),
            _ => None,
        }
    }

    fn part(self, name: &str) -> Option<&'a (Name, Node<Value>)> {
        self.parts.iter().find(|(part, _)| part == name)
    }

    /// The value of an argument; `None` if it is absent or null.
    fn given(self, name: &str) -> Option<&'a Value> {
        let (_, value) = self.part(name)?;
        (!value.is_null()).then_some(value)
    }

    fn allows(self, strategy: &str) -> bool {
        matches!(self.given("allow"), Some(Value::Enum(word)) if word == strategy)
    }

    /// The authorization mode of the allowed callers, by its name in the settings.
    pub(super) fn provider(self) -> &'a str {
        match self.given("provider") {
            Some(Value::Enum(provider)) => provider,
            _ if self.allows("public") => "apiKey",
            _ => "userPools",
        }
    }

    /// The operations of the rule.
    pub(super) fn operations(self) -> Operations {
        let named = |part| self.part(part).map(|(_, value)| Operations::named(value));
        named("operations").unwrap_or_else(|| {
            let queries = named("queries").unwrap_or_else(Operations::reading);
            queries.and(named("mutations").unwrap_or_else(Operations::writing))
        })
    }

    /// The owner field of a rule that compares the default claim.
    pub(super) fn owner_field(self) -> Option<&'a str> {
        let names_claim = ["identityClaim", "identityField"].map(|part| self.given(part).is_some());
        let field = || self.given("ownerField").and_then(Value::as_str).unwrap_or("owner");
        (self.allows("owner") && names_claim == [false, false]).then(field)
    }

    /// Whether rules of the second generation cannot express it.
    pub(super) fn is_former(self) -> bool {
        ["identityField", "queries", "mutations"].iter().any(|part| self.part(part).is_some())
    }

    /// Renders it for the second generation, on a type or a field of it.
    pub(super) fn rewrite(self, migration: &mut Migration, of: Type) {
        let file = of.file;
        if self.operations().is_empty() {
            migration.diagnostics.push(
                Diagnostic::error(&codes::EMPTY_RULE, "the rule has no operations")
                    .at_node(self.value.location(), "has no effect")
                    .help("remove the rule, or name its `operations`"),
            );
            return;
        }
        if self.part("queries").is_some() || self.part("mutations").is_some() {
            self.join_operations(migration, of);
            return;
        }
        if let Some((name, _)) = self.part("identityField")
            && let Some(span) = name.location()
        {
            let range = span.offset()..span.end_offset();
            migration.edits[file].replace(range, "identityClaim");
        }
        if let Some((_, last)) = self.parts.last() {
            for added in self.implied(of) {
                migration.edits[file].insert(range(last).end, format!(", {added}"));
            }
        }
    }

    /// `queries` and `mutations` are `operations` now.
    fn join_operations(self, migration: &mut Migration, of: Type) {
        migration.diagnostics.push(
            Diagnostic::warning(
                &codes::QUERIES_AND_MUTATIONS,
                "`queries` and `mutations` are `operations` now",
            )
            .at_node(self.value.location(), format!("rewritten as {}", self.operations().written()))
            .help(
                "subscriptions and searches were open regardless of these; `read` allows the \
                         same callers",
            ),
        );
        let text = &migration.files[of.file].source.text;
        let kept = self
            .parts
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "queries" | "mutations" | "operations"));
        let kept = kept.map(|(name, value)| {
            let name = if name == "identityField" { "identityClaim" } else { name.as_str() };
            format!("{name}: {}", text.get(range(value)).unwrap_or_default())
        });
        let all = self.operations().others().is_empty();
        let operations = (!all).then(|| format!("operations: {}", self.operations().written()));
        let parts: Vec<String> = kept.chain(self.implied(of)).chain(operations).collect();
        let written = format!("{{ {} }}", parts.join(", "));
        migration.edits[of.file].replace(range(self.value), written);
    }

    /// The default of the first generation, which differs from today's.
    fn implied(self, of: Type) -> impl Iterator<Item = String> {
        let names_groups = ["groups", "groupsField"].map(|part| self.given(part).is_some());
        let groups = self.allows("groups") && names_groups == [false, false];
        // A query by key compares the name that the key contains.
        let owner = self.owner_field().is_some_and(|field| of.has_in_key(field));
        let owner = owner.then(|| "identityClaim: \"username\"".to_owned());
        let groups = groups.then(|| "groupsField: \"groups\"".to_owned());
        owner.into_iter().chain(groups)
    }
}
