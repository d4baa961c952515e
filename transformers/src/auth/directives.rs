//! AppSync's directives for authorization modes.

use std::collections::{BTreeMap, BTreeSet};

use burgeon_core::api::{Coordinate, Fields, Grant, Model, Policy};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::names::name;
use burgeon_core::resolver::Action;
use burgeon_core::schema::{
    Directive, ExtendedType, Node, Type, directive, input_value, named, root_types,
};
use burgeon_core::steps::guard::Subject;
use burgeon_core::{Api, Expanding, Name};
use indexmap::IndexMap;

type Modes = BTreeSet<AuthorizationMode>;

/// Adds the directives that follow from the policies.
pub(super) fn add(api: &mut Expanding<'_>) {
    let modes = Reader { default: api.settings.auth.default };
    let models = api.models.clone();
    let mut ruled_parts = NestedFieldRules::default();
    for model in models.values() {
        let directives = modes.of_model(model);
        extend_type(api, &model.name, &directives);
        match model.policy.has_rules() {
            true => ruled_parts.open(api, model, modes),
            false => open_parts(api, model, &directives),
        }
    }
    let mut shared_parts: BTreeMap<Name, Modes> = BTreeMap::new();
    for (at, policy, model) in guarded_operations(api) {
        let directives = modes.of_operation(&policy, &models, &model);
        extend_operation(api, &at, &directives);
        for part in result_parts(api, &at) {
            shared_parts.entry(part).or_default().extend(modes_of(&policy));
        }
        if api.schema.schema_definition.subscription.as_ref().is_some_and(|it| it.name == at.ty) {
            add_owner_arguments(api, &at, &policy);
        }
    }
    for (part, callers) in shared_parts {
        extend_type(api, &part, &modes.beside_default(&callers, false));
    }
    for (at, policy) in api.field_policies.clone() {
        let directives = modes.beside_default(&modes_of(&policy), false);
        extend_field(api, &at, &directives);
    }
    if api.settings.auth.iam.allow_all_identities {
        annotate_for_all_identities(api);
    }
}

/// The operations of models that check callers, with the policies that they check.
fn guarded_operations(api: &Api) -> Vec<(Coordinate, Policy, Name)> {
    let roots: Vec<&Name> = root_types(&api.schema).collect();
    let root_fields = api.resolvers.iter().filter(|(at, _)| roots.contains(&&at.ty));
    let guarded = root_fields.filter_map(|(at, resolver)| {
        let policy = resolver.steps.iter().find_map(|step| match &step.action {
            Action::Guard(guard) if guard.subject == Subject::Request => Some(&guard.policy),
            _ => None,
        })?;
        Some((at.clone(), policy.clone(), resolver.model.clone()?))
    });
    guarded.collect()
}

fn modes_of(policy: &Policy) -> Modes {
    policy.grants.iter().map(|grant| grant.caller.mode).collect()
}

#[derive(Clone, Copy)]
struct Reader {
    default: AuthorizationMode,
}

impl Reader {
    /// The directives of a model's type.
    fn of_model(self, model: &Model) -> Modes {
        let modes = model.policy.callers().map(|caller| caller.mode).collect();
        match model.policy.has_rules() {
            true => self.beside_default(&modes, false),
            false => self.without_redundant(modes),
        }
    }

    /// The directives of an operation of a model.
    fn of_operation(self, policy: &Policy, models: &IndexMap<Name, Model>, model: &Name) -> Modes {
        let Some(model) = models.get(model) else { return Modes::new() };
        let may_write = |grant: &&Grant| grant.writable != Fields::Only(vec![]);
        let grants = policy.grants.iter().filter(may_write);
        let modes: Modes = grants.clone().map(|grant| grant.caller.mode).collect();
        if !model.policy.has_rules() {
            return self.without_redundant(modes);
        }
        let mut ruled =
            grants.filter(|grant| !model.policy.always_allowed.contains(&grant.caller)).peekable();
        // The guard refuses callers that no rule allows, with a readable error.
        let has_always_allowed = !model.policy.always_allowed.is_empty();
        let adds_default = ruled.peek().is_none() && has_always_allowed;
        self.beside_default(&modes, adds_default)
    }

    /// The directives for these modes. A default mode without other modes needs none.
    fn beside_default(self, modes: &Modes, adds_default: bool) -> Modes {
        let mut others = modes.clone();
        let has_default = others.remove(&self.default);
        if !others.is_empty() && (has_default || adds_default) {
            others.insert(self.default);
        }
        others
    }

    /// The directives of what only the identities in the settings may use.
    fn without_redundant(self, modes: Modes) -> Modes {
        if modes.len() == 1 && modes.contains(&self.default) { Modes::new() } else { modes }
    }
}

/// The types nested in models. A reader of a model may read its nested types.
#[derive(Default)]
struct NestedFieldRules {
    /// The directives that each type was given so far.
    seen: BTreeMap<Name, Modes>,
}

impl NestedFieldRules {
    /// Visits all nested types of a model with rules.
    fn open(&mut self, api: &mut Expanding<'_>, model: &Model, reader: Reader) {
        let modes: Modes = model.policy.callers().map(|caller| caller.mode).collect();
        let mut waiting = parts(api, &model.name);
        while let Some(part) = waiting.pop() {
            let known = self.seen.get(&part);
            let mut news = reader.beside_default(&modes, known.is_some());
            news.retain(|mode| known.is_none_or(|known| !known.contains(mode)));
            if known.is_some() && news.is_empty() {
                continue;
            }
            extend_type(api, &part, &news);
            waiting.extend(parts(api, &part));
            self.seen.entry(part).or_default().extend(news);
        }
    }
}

/// Adds the directives of a model without rules to its nested types.
fn open_parts(api: &mut Expanding<'_>, model: &Model, directives: &Modes) {
    let mut seen = BTreeSet::new();
    let mut waiting = parts(api, &model.name);
    while let Some(part) = waiting.pop() {
        if seen.insert(part.clone()) {
            extend_type(api, &part, directives);
            waiting.extend(parts(api, &part));
        }
    }
}

/// The object types of a type's fields that are not models, in reverse order.
fn parts(api: &Api, ty: &Name) -> Vec<Name> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    let types = fields.rev().map(|field| field.ty.inner_named_type());
    let is_part = |ty: &&Name| !api.models.contains_key(*ty) && api.schema.get_object(ty).is_some();
    types.filter(is_part).cloned().collect()
}

/// The types of an operation's pages, in addition to models: those of aggregates.
fn result_parts(api: &Api, at: &Coordinate) -> BTreeSet<Name> {
    let root = api.schema.get_object(&at.ty);
    let result = root.and_then(|root| root.fields.get(&at.field));
    let mut waiting: Vec<Name> = result
        .map(|field| field.ty.inner_named_type().clone())
        .filter(|page| !api.models.contains_key(page))
        .map(|page| parts(api, &page))
        .unwrap_or_default();
    let mut found = BTreeSet::new();
    while let Some(part) = waiting.pop() {
        if found.insert(part.clone()) {
            waiting.extend(parts(api, &part));
            waiting.extend(members(api, &part));
        }
    }
    found
}

/// The union types of a type's fields.
fn members(api: &Api, ty: &Name) -> Vec<Name> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    let unions = fields.filter_map(|field| api.schema.get_union(field.ty.inner_named_type()));
    unions.flat_map(|union| &union.members).map(|member| member.name.clone()).collect()
}

/// With `allowAllIdentities`, IAM may also use the author's types and fields that are not models.
fn annotate_for_all_identities(api: &mut Expanding<'_>) {
    let iam = Modes::from([AuthorizationMode::Iam]);
    let roots: Vec<Name> = root_types(&api.schema).cloned().collect();
    let is_declared = |ty: &&ExtendedType| ty.name().location().is_some();
    let declared = api.schema.types.values().filter(is_declared).filter_map(|ty| ty.as_object());
    let mut fields = Vec::new();
    let mut types = Vec::new();
    for object in declared.filter(|object| !api.models.contains_key(&object.name)) {
        types.push(object.name.clone());
        if roots.contains(&object.name) {
            let written = object.fields.values().filter(|field| field.location().is_some());
            let at = |field: &Name| Coordinate::new(object.name.clone(), field.clone());
            fields.extend(written.map(|field| at(&field.name)));
        }
    }
    types.iter().for_each(|ty| extend_type(api, ty, &iam));
    fields.iter().for_each(|at| extend_field(api, at, &iam));
}

fn extend_operation(api: &mut Expanding<'_>, at: &Coordinate, directives: &Modes) {
    extend_field(api, at, directives);
    let result = api.schema.get_object(&at.ty).and_then(|root| root.fields.get(&at.field));
    if let Some(Type::Named(result)) = result.map(|field| field.ty.clone()) {
        extend_type(api, &result, directives);
    }
}

fn extend_type(api: &mut Expanding<'_>, ty: &Name, modes: &Modes) {
    for mode in modes {
        api.add_type_directive(ty, directive_for(*mode));
    }
}

fn extend_field(api: &mut Expanding<'_>, at: &Coordinate, modes: &Modes) {
    let Some(field) = api.field_mut(at) else { return };
    for mode in modes {
        if field.directives.get(mode.directive()).is_none() {
            field.directives.push(directive_for(*mode));
        }
    }
}

fn directive_for(mode: AuthorizationMode) -> Directive {
    directive(name(mode.directive()), [])
}

/// Adds the owner argument to subscriptions. AppSync compares it itself.
fn add_owner_arguments(api: &mut Expanding<'_>, at: &Coordinate, policy: &Policy) {
    let Some(field) = api.field_mut(at) else { return };
    for grant in &policy.grants {
        let Some(naming) = grant.caller.naming().filter(|naming| !naming.is_list) else { continue };
        let Some(owner) = grant.caller.owner_field() else { continue };
        if field.argument_by_name(owner).is_none() && naming.field == *owner {
            field.arguments.push(Node::new(input_value(owner.clone(), named(name("String")))));
        }
    }
}
