//! Turns `@auth(…)` into policies.

use apollo_compiler::ast::Directive;
use burgeon_core::api::{Caller, Claim, Coordinate, Implicit, Model, ModelPolicy, Policy};
use burgeon_core::schema::{
    ExtendedType, FieldDefinition, InterfaceType, Node, ObjectType, Schema, Value, root_types,
};
use burgeon_core::settings::Auth;
use burgeon_core::stage::DeclaredParts;
use burgeon_core::{Declaring, Diagnostic, Diagnostics, Name};
use indexmap::IndexMap;

use super::codes;
use super::rule::{Position, Rule};

/// Declares the policy of each model with rules, and of each other field with rules.
pub(super) fn policies(api: &mut Declaring<'_>) {
    let DeclaredParts { schema, settings, diagnostics, models, field_policies, implicit, .. } =
        api.parts();
    let mut reader = Reader { auth: &settings.auth, schema, implicit, diagnostics };
    for model in models.values_mut().filter(|model| model.joins.is_some()) {
        join(model, &settings.auth, schema);
    }
    for ty in schema.types.values() {
        match ty {
            ExtendedType::Object(object) => match models.get_mut(&object.name) {
                Some(model) => reader.model(model, object),
                None => {
                    for (at, policy) in reader.fields_without_model(object) {
                        add_field_policy(field_policies, at, policy);
                    }
                }
            },
            ExtendedType::Interface(interface) => reader.interface(interface),
            _ => {}
        }
    }
}

/// Adds the policy of the rules of a field. Other directives may have granted callers already.
fn add_field_policy(
    policies: &mut IndexMap<Coordinate, Policy>,
    at: Coordinate,
    mut policy: Policy,
) {
    let granted = policies.entry(at).or_default();
    std::mem::take(&mut granted.grants).into_iter().for_each(|other| policy.grant(other.caller));
    *granted = policy;
}

/// The rules of a join model are those of both types.
fn join(model: &mut Model, auth: &Auth, schema: &Schema) {
    let Some(joined) = &model.joins else { return };
    let Some(object) = schema.get_object(&model.name) else { return };
    let types = joined.iter().filter_map(|side| schema.get_object(&side.ty));
    let directives: Vec<_> = types.filter_map(|ty| ty.directives.get("auth")).collect();
    if directives.is_empty() {
        return;
    }
    let is_sql = model.is_relational();
    let mut policy = ModelPolicy::of_rules(auth, object.fields.keys().cloned());
    for value in directives.into_iter().flat_map(|directive| values(directive)) {
        // An error in a rule is reported at the rule.
        let Ok(rule) = Rule::read(value) else { continue };
        for caller in rule.callers(auth, Some(object)) {
            policy.allow_instead(caller, rule.operations(is_sql));
        }
    }
    model.policy = policy;
}

/// The values of a directive's rules.
pub(super) fn values(directive: &Directive) -> &[Node<Value>] {
    match directive.specified_argument_by_name("rules").map(|value| (value, &**value)) {
        Some((_, Value::List(rules))) => rules,
        Some((rule, _)) => std::slice::from_ref(rule),
        None => &[],
    }
}

struct Reader<'a> {
    auth: &'a Auth,
    schema: &'a Schema,
    implicit: &'a IndexMap<Coordinate, Implicit>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn model(&mut self, model: &mut Model, object: &ObjectType) {
        let on_type = object.directives.get("auth");
        let on_fields: Vec<(&FieldDefinition, &Node<Directive>)> = object
            .fields
            .values()
            .filter_map(|field| Some((&***field, field.directives.get("auth")?)))
            .collect();
        if on_type.is_none() && on_fields.is_empty() {
            return;
        }
        let is_sql = model.is_relational();
        let (ruled, unruled) = object.fields.keys().cloned().partition(|field| {
            // A rule needs a declared field.
            on_type.is_some() || !self.is_foreign_key(object, field)
        });
        let mut policy = ModelPolicy::of_rules(self.auth, ruled as Vec<Name>);
        policy.unruled = unruled;
        if let Some(directive) = on_type {
            for rule in self.rules(directive, Position::Model, is_sql) {
                self.check_sort_key(&rule, model, object);
                for caller in rule.callers(self.auth, Some(object)) {
                    if !policy.allow(caller.clone(), rule.operations(is_sql)) {
                        self.report_repeated(&rule, &caller, &object.name);
                    }
                }
            }
        }
        for (field, directive) in on_fields {
            policy.reset_field(&field.name);
            let mut seen: Vec<Caller> = Vec::new();
            for rule in self.rules(directive, Position::ModelField, is_sql) {
                for caller in rule.callers(self.auth, Some(object)) {
                    if seen.contains(&caller) {
                        let at = Coordinate::new(object.name.clone(), field.name.clone());
                        self.report_repeated(&rule, &caller, &at);
                    }
                    policy.allow_field(caller.clone(), &field.name, rule.operations(is_sql));
                    seen.push(caller);
                }
            }
        }
        policy.unruled = std::mem::take(&mut model.policy.unruled);
        model.policy = policy;
    }

    fn is_foreign_key(&self, object: &ObjectType, field: &Name) -> bool {
        let at = Coordinate::new(object.name.clone(), field.clone());
        matches!(self.implicit.get(&at), Some(Implicit::ForeignKey(_)))
    }

    /// The policies of the fields of a type that is not a model.
    fn fields_without_model(&mut self, object: &ObjectType) -> Vec<(Coordinate, Policy)> {
        if let Some(directive) = object.directives.get("auth") {
            self.diagnostics.push(
                Diagnostic::error(
                    &codes::NOT_A_MODEL,
                    format!(
                        "`@auth` on a type requires `@model`, and `{}` is not a model",
                        object.name
                    ),
                )
                .at_node(directive.location(), "rules for the objects of a model")
                .help("add `@model` to the type, or move the rules to fields"),
            );
        }
        let position = match is_root(self.schema, &object.name) {
            true => Position::RootField,
            false => Position::OtherField,
        };
        let mut policies = Vec::new();
        for field in object.fields.values() {
            let Some(directive) = field.directives.get("auth") else { continue };
            let rules = self.rules(directive, position, false);
            let mut callers: Vec<Caller> = Caller::always_allowed(self.auth).into_iter().collect();
            for rule in rules {
                if rule.is_item_dependent() {
                    self.report_objectless(&rule);
                }
                for caller in rule.callers(self.auth, None) {
                    if callers.contains(&caller) {
                        self.report_repeated(&rule, &caller, &field.name);
                    }
                    callers.push(caller);
                }
            }
            let at = Coordinate::new(object.name.clone(), field.name.clone());
            policies.push((at, Policy::for_callers(callers)));
        }
        policies
    }

    fn interface(&mut self, interface: &InterfaceType) {
        for field in interface.fields.values() {
            let Some(directive) = field.directives.get("auth") else { continue };
            self.diagnostics.push(
                Diagnostic::error(
                    &codes::ON_INTERFACE,
                    format!("`{}.{}` is a field of an interface", interface.name, field.name),
                )
                .at_node(directive.location(), "rules have no effect here")
                .help("write the rules on the fields of the types that implement the interface"),
            );
        }
    }

    /// The rules of a directive; those with faults are reported and dropped.
    fn rules<'d>(
        &mut self,
        directive: &'d Directive,
        position: Position,
        is_sql: bool,
    ) -> Vec<Rule<'d>> {
        let given = directive.specified_argument_by_name("rules");
        let values = values(directive);
        if values.is_empty() {
            let place = given.map_or_else(|| directive.name.location(), |value| value.location());
            self.diagnostics.push(
                Diagnostic::error(&codes::NO_RULES, "`@auth` has no rules")
                    .at_node(place, "no caller is allowed")
                    .help("write a rule, or remove the directive"),
            );
        }
        let mut rules = Vec::new();
        for value in values {
            let rule = match Rule::read(value) {
                Ok(rule) => rule,
                Err(fault) => {
                    self.diagnostics.push(fault);
                    continue;
                }
            };
            let faults = rule.faults(position, self.auth, is_sql);
            if faults.is_empty() {
                rule.unknown_role(self.auth).into_iter().for_each(|it| self.diagnostics.push(it));
                rules.push(rule);
            }
            faults.into_iter().for_each(|fault| self.diagnostics.push(fault));
        }
        rules
    }

    fn check_sort_key(&mut self, rule: &Rule, model: &Model, object: &ObjectType) {
        let Some(naming) = rule.naming(object) else { return };
        let Claim::Identity(claims) = &naming.claim else { return };
        if claims.len() < 2 || !model.key.sort.iter().any(|part| part.name == naming.field) {
            return;
        }
        let message = format!("owner `{}` is part of the sort key", naming.field);
        self.diagnostics.push(
            Diagnostic::error(&codes::SORT_KEY, message)
                .at_node(rule.place_of("ownerField"), "an owner of several claims")
                .at_node(model.key_span, "the key")
                .help("use another sort key, or a single claim: `identityClaim: \"sub\"`"),
        );
    }

    fn report_repeated(&mut self, rule: &Rule, caller: &Caller, of: &impl std::fmt::Display) {
        self.diagnostics.push(
            Diagnostic::error(&codes::REPEATED, format!("`{of}` has two rules for `{caller}`"))
                .at_node(rule.place(), "second rule")
                .help("merge both into one rule"),
        );
    }

    fn report_objectless(&mut self, rule: &Rule) {
        let message = format!("`allow: {}` allows no caller here", rule.arguments.allow.name());
        self.diagnostics.push(
            Diagnostic::warning(&codes::NEVER_MATCHES, message)
                .at_node(rule.place(), "no object to compare the caller with")
                .help(
                    "use `groups`, `private` or another strategy that depends on the caller alone",
                ),
        );
    }
}

fn is_root(schema: &Schema, name: &Name) -> bool {
    root_types(schema).any(|root| root == name)
        || ["Query", "Mutation", "Subscription"].contains(&name.as_str())
}
