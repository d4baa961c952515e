//! Patches of single resources, from `overrides` in the settings.

use std::collections::BTreeMap;

use burgeon_cloudformation::{LogicalId, Map, Resource, Template, Value};
use burgeon_compilation::Stacks;
use burgeon_core::Settings;
use burgeon_core::diagnostics::{Code, Diagnostic};
use serde_json::{Map as JsonMap, Value as Json};

/// The name of the root stack in a key of `overrides`.
const ROOT: &str = "root";

pub(super) static UNKNOWN_RESOURCE: Code = Code {
    name: "settings/unknown-resource",
    explanation: "\
A key of `overrides` is the logical id of a resource, as the stacks' templates have it. Where several \
stacks have the id, the stack's name and a slash come before it: `Todo/TodoTable`. The root stack is \
called `root`.",
};

pub(super) static PROTECTED_PROPERTY: Code = Code {
    name: "settings/protected-property",
    explanation: "\
`overrides` cannot change properties that other parts of the output depend on: authorization modes, the \
policies of callers' roles, the parts of resolvers, keys and indexes of tables, references between \
stacks. The access table, the templates or the manifest would no longer describe the API that is \
deployed. Change the schema or the setting that the property is made from.",
};

/// Properties that are made from something else, by type of resource, and what to change instead. All
/// properties of a type without a list.
const PROTECTED: &[(&str, &[&str], &str)] = &[
    (
        "AWS::AppSync::GraphQLApi",
        &[
            "AdditionalAuthenticationProviders",
            "ApiType",
            "AuthenticationType",
            "LambdaAuthorizerConfig",
            "OpenIDConnectConfig",
            "UserPoolConfig",
        ],
        "set `auth` in the settings",
    ),
    ("AWS::AppSync::GraphQLSchema", &[], "change the schema"),
    ("AWS::AppSync::Resolver", &[], "change the schema, or write templates of your own"),
    (
        "AWS::AppSync::FunctionConfiguration",
        &[],
        "change the schema, or write templates of your own",
    ),
    ("AWS::AppSync::ApiCache", &["ApiCachingBehavior", "ApiId"], "set `caching` in the settings"),
    ("AWS::AppSync::ApiKey", &["ApiId", "ApiKeyId"], "set `auth.apiKey` in the settings"),
    ("AWS::AppSync::DataSource", &["ApiId", "Name", "Type"], "change the schema or the settings"),
    (
        "AWS::DynamoDB::Table",
        &["AttributeDefinitions", "GlobalSecondaryIndexes", "KeySchema", "LocalSecondaryIndexes"],
        "change the schema, or `tables` in the settings",
    ),
    (
        "AWS::IAM::ManagedPolicy",
        &["Groups", "PolicyDocument", "Roles", "Users"],
        "change the rules in the schema, or `auth.iam` in the settings",
    ),
    (
        "AWS::CloudFormation::Stack",
        &["Parameters", "TemplateURL"],
        "override resources of the nested stack itself",
    ),
];

/// Applies all patches, or reports those that cannot be applied.
pub(super) fn apply(settings: &Settings, all: &mut Stacks) -> Result<(), Vec<Diagnostic>> {
    let mut faults = vec![];
    for (key, patch) in &settings.overrides {
        let mut stacks: BTreeMap<&str, &mut Template> = all
            .nested
            .iter_mut()
            .map(|(name, template)| (name.as_str(), template))
            .chain([(ROOT, &mut all.root)])
            .collect();
        let place = settings.locations.key(&["overrides", key]);
        let stack = match stack_of(key, &stacks) {
            Ok(stack) => stack,
            Err(fault) => {
                faults.push(fault.at_node(place, "no stack has this resource"));
                continue;
            }
        };
        let id = id_in(key);
        let Some(template) = stacks.get_mut(stack.as_str()) else { continue };
        let Some(resource) = id.and_then(|id| template.resource_mut(&id)) else { continue };
        let refused: Vec<Diagnostic> = patch
            .properties
            .keys()
            .filter_map(|property| {
                let path = ["overrides", key, "properties", property];
                let fault = protected(key, resource, property)?;
                Some(fault.at_node(settings.locations.key(&path), "made from something else"))
            })
            .collect();
        match refused.is_empty() {
            true => merge(resource.properties_mut(), &patch.properties),
            false => faults.extend(refused),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn id_in(key: &str) -> Option<LogicalId> {
    let (_, id) = key.rsplit_once('/').unwrap_or(("", key));
    LogicalId::new(id).ok()
}

/// The stack that a key means.
fn stack_of(key: &str, stacks: &BTreeMap<&str, &mut Template>) -> Result<String, Diagnostic> {
    let id = id_in(key);
    let has_id =
        |template: &Template| id.as_ref().is_some_and(|id| template.resources().contains_key(id));
    let named = key.rsplit_once('/').map(|(stack, _)| stack);
    let found: Vec<&str> = stacks
        .iter()
        .filter(|(name, template)| named.is_none_or(|named| **name == named) && has_id(template))
        .map(|(name, _)| *name)
        .collect();
    match found.as_slice() {
        [stack] => Ok((*stack).to_owned()),
        [] => Err(unknown(key, stacks)),
        several => {
            let keys: Vec<String> =
                several.iter().map(|stack| format!("`{stack}/{key}`")).collect();
            let message = format!("{} stacks have a resource `{key}`", several.len());
            Err(Diagnostic::error(&UNKNOWN_RESOURCE, message)
                .help(format!("write one of {}", keys.join(", "))))
        }
    }
}

fn unknown(key: &str, stacks: &BTreeMap<&str, &mut Template>) -> Diagnostic {
    let is_qualified = key.contains('/');
    let known = stacks.iter().flat_map(|(stack, template)| {
        let ids = template.resources().keys();
        ids.map(move |id| if is_qualified { format!("{stack}/{id}") } else { id.to_string() })
    });
    let known: Vec<String> = known.collect();
    Diagnostic::error(&UNKNOWN_RESOURCE, format!("unknown resource `{key}` in `overrides`"))
        .help("write a logical id as in the stacks' templates, such as `GraphQLApi`")
        .did_you_mean(key, known.iter().map(String::as_str))
}

fn protected(key: &str, resource: &Resource, property: &str) -> Option<Diagnostic> {
    let (_, properties, help) = PROTECTED.iter().find(|(kind, ..)| *kind == resource.kind())?;
    if !properties.is_empty() && !properties.contains(&property) {
        return None;
    }
    let message = format!("cannot override `{property}` of `{key}`");
    Some(Diagnostic::error(&PROTECTED_PROPERTY, message).help(*help))
}

fn merge(properties: &mut Map, patch: &JsonMap<String, Json>) {
    for (name, value) in patch {
        match (properties.get_mut(name), value) {
            (_, Json::Null) => properties.remove(name),
            (Some(Value::Map(inner)), Json::Object(patch)) => merge(inner, patch),
            (_, value) => {
                if let Some(value) = value_of(value) {
                    properties.insert(name.clone(), value);
                }
            }
        }
    }
}

/// A value of CloudFormation; `null` is none.
fn value_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(value) => Value::from(*value),
        // CloudFormation reads numbers from strings, too.
        Json::Number(number) => match number.as_i64() {
            Some(value) => Value::from(value),
            None => Value::from(number.to_string()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(items.iter().filter_map(value_of).collect()),
        Json::Object(entries) => {
            let entries =
                entries.iter().filter_map(|(name, value)| Some((name.clone(), value_of(value)?)));
            Value::Map(entries.collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use burgeon_cloudformation::{list, map};
    use serde_json::json;

    #[test]
    fn maps_are_merged_lists_are_replaced_and_null_removes() {
        let mut properties = map! {
            "A" => map! { "x" => 1, "y" => 2 },
            "B" => list!["one", "two"],
            "C" => true,
        };
        let patch = json!({
            "A": { "y": null, "z": { "deep": 1.5 } },
            "B": ["three"],
            "C": null,
            "D": { "none": null },
        });
        merge(&mut properties, patch.as_object().unwrap());
        let expected = map! {
            "A" => map! { "x" => 1, "z" => map! { "deep" => "1.5" } },
            "B" => list!["three"],
            "D" => Map::new(),
        };
        assert_eq!(properties, expected);
    }
}
