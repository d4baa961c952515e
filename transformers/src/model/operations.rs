//! The queries, mutations and subscriptions of a model, with their resolvers.

use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon_core::api::{ApiShape, Implicit, Model, Operation, Policy, SubscriptionLevel};
use burgeon_core::model::{DefaultField, DefaultValue};
use burgeon_core::names::name;
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::{
    FieldDefinition, InputValueDefinition, ObjectType, Type, directive, field_with, input_value,
    named, string_list,
};
use burgeon_core::steps::dynamodb::{
    Condition, DEFAULT_LIMIT, Defaults, DeleteItem, GetItem, IndexKeys, KeyValue, List, PutItem,
    Request, Root, Scan, UpdateItem,
};
use burgeon_core::steps::subscribe::Subscribe;
use burgeon_core::{Api, Expanding, Name};
use indexmap::IndexMap;

use super::inputs::{ModelInputs, complete_delete};
use super::page::Page;
use super::types::{is_id, is_timestamp};
use super::{filters, provisioned, relational, types};
use crate::key_arguments::KeyArguments;

/// Adds the operations of a model and the types that they need.
pub(super) fn add(api: &mut Expanding<'_>, model: &Model) {
    let Some(object) = api.schema.get_object(&model.name).cloned() else {
        return;
    };
    let writable = api.writable(&object);
    let filtered = match (model.form, model.database()) {
        (ApiShape::Amplify, None) => types::with_id(&object),
        (ApiShape::Provisioned, _) | (ApiShape::Amplify, Some(_)) => (*object).clone(),
    };
    let operations =
        Operations { model, object: &object, filtered: &filtered, writable: &writable };
    if model.form == ApiShape::Amplify {
        filters::add_enums(api, &object);
    }
    operations.add_queries(api);
    operations.add_mutations(api);
    operations.add_subscriptions(api);
}

struct Operations<'a> {
    model: &'a Model,
    /// The type, with all its fields.
    object: &'a ObjectType,
    /// The type with the fields that filters contain.
    filtered: &'a ObjectType,
    /// The type with the fields that clients write.
    writable: &'a ObjectType,
}

impl Operations<'_> {
    fn add_queries(&self, api: &mut Expanding<'_>) {
        let Model { key, queries, .. } = self.model;
        if let Some(get) = &queries.get {
            let arguments =
                key.fields().map(|part| input_value(part.name.clone(), part.ty.clone().non_null()));
            let field = field_with(get.clone(), arguments, self.one());
            let resolver =
                self.resolver(self.model.policy.for_operation(Operation::Get), self.get());
            self.add_field(api, OperationType::Query, field, resolver);
        }
        if let Some(list) = &queries.list {
            let page = Page::add(api, self.filtered);
            let mut arguments = page.arguments().to_vec();
            let request = match (self.model.database(), self.model.key_span) {
                _ if self.is_plain() => self.table(Request::Scan(Scan::default())),
                (Some(_), _) => {
                    arguments.extend(relational::list_arguments(key));
                    relational::list(self.model)
                }
                (None, None) => self.table(Request::Scan(Scan::default())),
                (None, Some(_)) => {
                    let picked = KeyArguments::add(api, &self.model.name, key, None);
                    let condition = picked.condition();
                    arguments.extend(picked.optional());
                    self.table(Request::List(List {
                        index: None,
                        condition,
                        default_limit: DEFAULT_LIMIT,
                    }))
                }
            };
            let field = field_with(list.clone(), arguments, page.ty());
            let resolver = self.resolver(self.model.policy.for_operation(Operation::List), request);
            self.add_field(api, OperationType::Query, field, resolver);
        }
    }

    fn add_mutations(&self, api: &mut Expanding<'_>) {
        let Model { key, mutations, .. } = self.model;
        if mutations.delete.is_some() {
            complete_delete(api, self.model);
        }
        let inputs = ModelInputs { api, model: self.model, object: self.writable };
        let partition = &key.partition.name;
        let mut fields = Vec::new();
        if let Some(create) = &mutations.create {
            let policy = self.model.policy.for_operation(Operation::Create);
            fields.push((create, inputs.create(), policy, self.create()));
        }
        if let Some(update) = &mutations.update {
            let policy = self.model.policy.of_update(partition);
            fields.push((update, inputs.update(), policy, self.update()));
        }
        if let Some(delete) = &mutations.delete {
            let policy = self.model.policy.for_operation(Operation::Delete);
            fields.push((delete, inputs.delete(), policy, self.delete()));
        }
        if fields.is_empty() {
            return;
        }
        let condition = (!self.is_plain()).then(|| {
            let condition = filters::condition_input(&api.schema, self.writable, self.model);
            let argument = input_value(name("condition"), named(condition.name().clone()));
            api.add_type(condition);
            argument
        });
        for (mutation, input, policy, request) in fields {
            let written = input_value(name("input"), named(input.name().clone()).non_null());
            let arguments = std::iter::once(written).chain(condition.clone());
            api.add_type(input);
            let field = field_with(mutation.clone(), arguments, self.one());
            self.add_field(api, OperationType::Mutation, field, self.resolver(policy, request));
        }
    }

    fn add_subscriptions(&self, api: &mut Expanding<'_>) {
        let Model { mutations, subscriptions, .. } = self.model;
        let mut triggers: IndexMap<&Name, Vec<&Name>> = IndexMap::new();
        let events = [
            (&subscriptions.on_create, &mutations.create),
            (&subscriptions.on_update, &mutations.update),
            (&subscriptions.on_delete, &mutations.delete),
        ];
        for (subscribed, mutation) in events {
            let Some(mutation) = mutation else { continue };
            for subscription in subscribed {
                triggers.entry(subscription).or_default().push(mutation);
            }
        }
        if triggers.is_empty() {
            return;
        }
        let (arguments, opened) = match self.model.form {
            ApiShape::Amplify => self.filtered_subscription(api),
            ApiShape::Provisioned => self.plain_subscription(api),
        };
        for (subscription, mutations) in triggers {
            let mut field = field_with(subscription.clone(), arguments.clone(), self.one());
            let mutations = string_list(mutations.iter().map(|mutation| mutation.as_str()));
            field
                .directives
                .push(directive(name("aws_subscribe"), [(name("mutations"), mutations)]));
            let mut steps =
                vec![Step::new(Slot::Data, Action::GuardedRequest(Arc::new(opened.clone())))];
            if self.model.subscriptions.level == SubscriptionLevel::On {
                steps.push(Step::guard(self.model.policy.for_operation(Operation::Listen)));
            }
            let resolver = Resolver::of_model(self.model.name.clone(), steps);
            self.add_field(api, OperationType::Subscription, field, resolver);
        }
    }

    /// The arguments of subscriptions, and what they do: a filter.
    fn filtered_subscription(
        &self,
        api: &mut Expanding<'_>,
    ) -> (Vec<InputValueDefinition>, Subscribe) {
        let filtered = api.without(self.filtered, |implicit| match implicit {
            Implicit::Managed => false,
            Implicit::ForeignKey(relation) => relation.ty != self.model.name,
        });
        let filter = filters::subscription_filter_input(&api.schema, &filtered);
        let argument = input_value(name("filter"), named(filter.name().clone()));
        api.add_type(filter);
        (vec![argument], Subscribe { compared: vec![] })
    }

    /// The arguments of subscriptions, and what they do: fields, each compared with a value.
    fn plain_subscription(&self, api: &Api) -> (Vec<InputValueDefinition>, Subscribe) {
        let Self { model, object, .. } = self;
        let declared = api.without_generated_fields(object);
        let arguments = provisioned::subscription_arguments(&api.schema, model, object, &declared);
        let compared = provisioned::compared(self.model, &arguments);
        (arguments, Subscribe { compared })
    }

    fn is_plain(&self) -> bool {
        self.model.form == ApiShape::Provisioned
    }

    fn add_field(
        &self,
        api: &mut Expanding<'_>,
        operation: OperationType,
        field: FieldDefinition,
        resolver: Resolver,
    ) {
        api.add_root_field(operation, field, resolver, self.model.span);
    }

    fn one(&self) -> Type {
        named(self.model.name.clone())
    }

    fn resolver(&self, policy: Policy, request: Action) -> Resolver {
        let steps = [Step::guard(policy), Step::new(Slot::Data, request)];
        Resolver::of_model(self.model.name.clone(), steps)
    }

    fn table(&self, request: Request) -> Action {
        Action::table(self.model.name.clone(), request)
    }

    fn get(&self) -> Action {
        match self.model.database() {
            Some(_) => relational::get(self.model),
            None => {
                let key = KeyValue::of_key(&self.model.key, Root::Arguments);
                self.table(Request::GetItem(GetItem { key }))
            }
        }
    }

    fn create(&self) -> Action {
        let defaults = self.create_defaults();
        if self.model.is_relational() {
            return relational::create(self.model, defaults);
        }
        self.table(Request::PutItem(PutItem {
            key: self.model.key.clone(),
            is_key_declared: self.model.key_span.is_some(),
            typename: self.model.name.clone(),
            defaults,
            index_keys: IndexKeys::for_model(self.model),
            derived: vec![],
            counter: None,
            versioned: false,
            conditions: vec![Condition::missing(self.model.key.partition.name.as_str())],
            conditional: !self.is_plain(),
        }))
    }

    fn update(&self) -> Action {
        let defaults = self.update_defaults();
        if self.model.is_relational() {
            return relational::update(self.model, defaults);
        }
        self.table(Request::UpdateItem(UpdateItem {
            typename: self.model.name.clone(),
            key: self.model.key.clone(),
            defaults,
            index_keys: IndexKeys::for_model(self.model),
            derived: vec![],
            counter: None,
            versioned: false,
            conditions: vec![Condition::exists(self.model.key.partition.name.as_str())],
            conditional: !self.is_plain(),
        }))
    }

    fn delete(&self) -> Action {
        if self.model.is_relational() {
            return relational::delete(self.model);
        }
        self.table(Request::DeleteItem(DeleteItem {
            key: self.model.key.clone(),
            versioned: false,
            conditions: vec![Condition::exists(self.model.key.partition.name.as_str())],
            conditional: !self.is_plain(),
        }))
    }

    fn create_defaults(&self) -> Defaults {
        let id = self.object.fields.get("id").filter(|id| is_id(&id.ty));
        let id = id.map(|id| DefaultField { field: id.name.clone(), value: DefaultValue::AutoId });
        let timestamps = self.model.timestamps.fields().filter_map(|field| self.now(field));
        // The first value that a field is given is the one that it keeps.
        Defaults(self.model.defaults.iter().cloned().chain(id).chain(timestamps).collect())
    }

    fn update_defaults(&self) -> Defaults {
        let updated = self.model.timestamps.updated_at.iter();
        Defaults(updated.filter_map(|field| self.now(field)).collect())
    }

    fn now(&self, field: &Name) -> Option<DefaultField> {
        let is_filled_in = is_timestamp(&self.object.fields.get(field)?.ty);
        is_filled_in.then(|| DefaultField { field: field.clone(), value: DefaultValue::Now })
    }
}
