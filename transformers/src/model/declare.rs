//! Turns `@model(…)` into a [`Model`].

use std::collections::BTreeMap;

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::{
    ApiShape, Key, Model, ModelPolicy, Mutations, Queries, Stored, SubscriptionLevel,
    Subscriptions, Timestamps,
};
use burgeon_core::arguments::{Maybe, OneOrMany, arguments_or_fault};
use burgeon_core::schema::ExtendedType;
use burgeon_core::settings::Engine;
use burgeon_core::stage::DeclaredParts;
use burgeon_core::{Declaring, Diagnostic, Diagnostics, Name, Settings};
use indexmap::IndexMap;
use serde::Deserialize;

use super::{codes, names, provisioned};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Arguments {
    queries: Maybe<QueryNames>,
    mutations: Maybe<MutationNames>,
    subscriptions: Maybe<SubscriptionNames>,
    timestamps: Maybe<TimestampNames>,
    form: Maybe<FormName>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum FormName {
    Full,
    Plain,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct QueryNames {
    get: Maybe<String>,
    list: Maybe<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MutationNames {
    create: Maybe<String>,
    update: Maybe<String>,
    delete: Maybe<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct SubscriptionNames {
    on_create: Maybe<OneOrMany<String>>,
    on_update: Maybe<OneOrMany<String>>,
    on_delete: Maybe<OneOrMany<String>>,
    level: Maybe<Level>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Level {
    Off,
    Public,
    On,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TimestampNames {
    created_at: Maybe<String>,
    updated_at: Maybe<String>,
}

/// Declares a model for each type with `@model`.
pub(super) fn models(api: &mut Declaring<'_>) {
    let DeclaredParts { schema, diagnostics, models, settings, .. } = api.parts();
    let roots = [
        schema.schema_definition.query.as_ref().map(|root| root.name.clone()),
        schema.schema_definition.mutation.as_ref().map(|root| root.name.clone()),
        schema.schema_definition.subscription.as_ref().map(|root| root.name.clone()),
    ];
    let mut lowercase: BTreeMap<String, Name> = BTreeMap::new();
    for ty in schema.types.values() {
        let ExtendedType::Object(object) = ty else {
            continue;
        };
        let Some(directive) = object.directives.get("model") else {
            continue;
        };
        let name = &object.name;
        let is_root = |root: &Name| root == name;
        if roots.iter().flatten().any(is_root)
            || ["Query", "Mutation", "Subscription"].contains(&name.as_str())
        {
            diagnostics.push(
                Diagnostic::error(&codes::RESERVED_NAME, format!("`{name}` cannot be a model"))
                    .at_node(name.location(), "an entry point of the API")
                    .help("rename the type"),
            );
            continue;
        }
        if let Some(other) = lowercase.insert(name.to_lowercase(), name.clone()) {
            diagnostics.push(
                Diagnostic::error(
                    &codes::SIMILAR_NAMES,
                    format!("the models `{other}` and `{name}` differ in case only"),
                )
                .at_node(name.location(), "this model")
                .at_node(other.location(), "and this one")
                .help("rename one of them"),
            );
        }
        let arguments = match arguments_or_fault(directive, &codes::INVALID_NAME) {
            Ok(arguments) => arguments,
            Err(fault) => {
                diagnostics.push(fault);
                // It is a model anyway, so what depends on that is not reported.
                Arguments::default()
            }
        };
        let is_relational = settings.engine_of(name) != Engine::Dynamodb;
        let reader = Reader { directive, diagnostics, is_relational };
        let model = with_settings(reader.model(name.clone(), arguments), settings);
        provisioned::check(&model, directive, settings, diagnostics);
        models.insert(name.clone(), model);
    }
}

/// The model of a type with a bare `@model`.
pub(crate) fn plain(name: &Name, settings: &Settings) -> Model {
    let directive = Directive::new(fixed("model"));
    let diagnostics = &mut Diagnostics::default();
    let reader = Reader { directive: &directive, diagnostics, is_relational: false };
    with_settings(reader.model(name.clone(), Arguments::default()), settings)
}

fn with_settings(mut model: Model, settings: &Settings) -> Model {
    let storage = settings.storage_of(&model.name);
    model.store = settings.store(storage);
    model.policy = ModelPolicy::of_settings(&settings.auth);
    model
}

struct Reader<'a> {
    directive: &'a Directive,
    diagnostics: &'a mut Diagnostics,
    /// Whether the model has a table whose columns are all declared.
    is_relational: bool,
}

impl Reader<'_> {
    fn model(mut self, name: Name, arguments: Arguments) -> Model {
        let queries = arguments.queries.or_default(QueryNames::default).map(|given| Queries {
            get: self.name("queries", given.get, || names::get(&name)),
            list: self.name("queries", given.list, || names::list(&name)),
            sync: None,
        });
        let mutations =
            arguments.mutations.or_default(MutationNames::default).map(|given| Mutations {
                create: self.name("mutations", given.create, || names::mutation("create", &name)),
                update: self.name("mutations", given.update, || names::mutation("update", &name)),
                delete: self.name("mutations", given.delete, || names::mutation("delete", &name)),
            });
        let subscriptions = arguments.subscriptions.or_default(SubscriptionNames::default);
        let timestamps =
            arguments.timestamps.or_default(TimestampNames::default).map(|given| Timestamps {
                created_at: self.timestamp(given.created_at, "createdAt"),
                updated_at: self.timestamp(given.updated_at, "updatedAt"),
            });
        Model {
            span: name.location(),
            store: Default::default(),
            stored: Stored::as_named(name.clone()),
            form: match arguments.form {
                Maybe::Value(FormName::Plain) => ApiShape::Provisioned,
                Maybe::Value(FormName::Full) | Maybe::Absent | Maybe::Null => ApiShape::Amplify,
            },
            syncable: false,
            key: Key::id(),
            key_span: None,
            indexes: vec![],
            queries: queries.unwrap_or_default(),
            mutations: mutations.unwrap_or_default(),
            subscriptions: subscriptions.map_or_else(off, |given| self.subscriptions(given, &name)),
            timestamps: timestamps.unwrap_or_default(),
            defaults: vec![],
            column_defaults: IndexMap::new(),
            rules: vec![],
            policy: ModelPolicy::default(),
            joins: None,
            counter: None,
            added_operations: vec![],
            name,
        }
    }

    fn subscriptions(&mut self, given: SubscriptionNames, model: &Name) -> Subscriptions {
        let level = match given.level {
            Maybe::Value(Level::Off) => return off(),
            Maybe::Value(Level::Public) => SubscriptionLevel::Public,
            Maybe::Value(Level::On) | Maybe::Absent | Maybe::Null => SubscriptionLevel::On,
        };
        Subscriptions {
            level,
            on_create: self.names(given.on_create, names::subscription("onCreate", model)),
            on_update: self.names(given.on_update, names::subscription("onUpdate", model)),
            on_delete: self.names(given.on_delete, names::subscription("onDelete", model)),
        }
    }

    fn names(&mut self, given: Maybe<OneOrMany<String>>, default: Name) -> Vec<Name> {
        match given.or_default(|| OneOrMany(vec![])) {
            None => vec![],
            Some(OneOrMany(listed)) if listed.is_empty() => vec![default],
            Some(OneOrMany(listed)) => {
                let mut names: Vec<Name> = Vec::new();
                for text in listed {
                    if let Some(name) = self.checked("subscriptions", &text)
                        && !names.contains(&name)
                    {
                        names.push(name);
                    }
                }
                names
            }
        }
    }

    fn timestamp(&mut self, given: Maybe<String>, default: &'static str) -> Option<Name> {
        match given {
            Maybe::Absent if self.is_relational => None,
            given => self.name("timestamps", given, || fixed(default)),
        }
    }

    fn name(
        &mut self,
        argument: &str,
        given: Maybe<String>,
        default: impl FnOnce() -> Name,
    ) -> Option<Name> {
        match given {
            Maybe::Absent => Some(default()),
            Maybe::Null => None,
            Maybe::Value(text) => self.checked(argument, &text),
        }
    }

    fn checked(&mut self, argument: &str, text: &str) -> Option<Name> {
        match Name::new(text) {
            Ok(name) if !text.starts_with("__") => Some(name),
            _ => {
                let message = match text {
                    "" => "invalid field name: empty string".to_owned(),
                    _ => format!("invalid field name `{text}`"),
                };
                self.diagnostics.push(
                    Diagnostic::error(&codes::INVALID_NAME, message)
                        .at_node(self.place_of(argument, text), "not a GraphQL name")
                        .help("use letters, digits and underscores, and begin with a letter"),
                );
                None
            }
        }
    }

    /// The location of a string within an argument.
    fn place_of(&self, argument: &str, text: &str) -> Option<SourceSpan> {
        let value = self.directive.specified_argument_by_name(argument)?;
        find_text(value, text).unwrap_or(value).location()
    }
}

fn find_text<'a>(value: &'a Node<Value>, text: &str) -> Option<&'a Node<Value>> {
    match &**value {
        Value::String(given) if given == text => Some(value),
        Value::List(items) => items.iter().find_map(|item| find_text(item, text)),
        Value::Object(fields) => fields.iter().find_map(|(_, field)| find_text(field, text)),
        _ => None,
    }
}

fn fixed(name: &'static str) -> Name {
    Name::new_unchecked(name)
}

fn off() -> Subscriptions {
    Subscriptions { level: SubscriptionLevel::Off, ..Default::default() }
}
