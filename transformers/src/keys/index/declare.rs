//! Turns `@index(…)` into an [`Index`].

use burgeon_core::api::{ApiShape, Index, Key};
use burgeon_core::arguments::{Maybe, arguments_or_fault};
use burgeon_core::names::{capitalized, plural, uncapitalized};
use burgeon_core::{Declaring, Diagnostic, Name};
use serde::Deserialize;

use super::projection::{ProjectionArguments, projection};
use super::{codes, provisioned};
use crate::field_use::FieldUse;
use crate::keys::{INDEX_NAMES, is_index_name};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Arguments {
    name: Maybe<String>,
    query_field: Maybe<String>,
    projection: Option<ProjectionArguments>,
    local: Option<bool>,
}

/// Declares an index for each use of `@index`.
pub(super) fn indexes(api: &mut Declaring<'_>) {
    for used in FieldUse::all(api, "index") {
        let arguments = match arguments_or_fault(&used.directive, &codes::NAME) {
            Ok(arguments) => arguments,
            Err(fault) => {
                api.report(fault);
                continue;
            }
        };
        if let Some(index) = index(api, &used, arguments)
            && let Some(model) = api.model_mut(&used.object.name)
        {
            model.indexes.push(index);
        }
    }
}

fn index(api: &mut Declaring<'_>, used: &FieldUse, arguments: Arguments) -> Option<Index> {
    let generated = generated_name(used);
    let given_name = match &arguments.name {
        Maybe::Value(name) => Some(name.clone()),
        Maybe::Absent | Maybe::Null => None,
    };
    let name = name(api, used, arguments.name, &generated);
    let called = name.as_deref().unwrap_or(&generated);
    let key = used.key(api, &format!("the index `{called}`"));
    let default_name = match api.models.get(used.model()).map(|model| model.form) {
        Some(ApiShape::Provisioned) => {
            provisioned::query_name(used.model(), given_name.as_deref(), &generated)
        }
        _ => generated.clone(),
    };
    let query = query_name(api, used, arguments.query_field, &default_name);
    let carried = arguments.projection.unwrap_or_default();
    let projection = projection(api, used, called, key.as_ref(), carried);
    let (name, key) = (name?, key?);
    let span = used.directive.location();
    let (projection, query) = (projection?, query?);
    let local = arguments.local.unwrap_or_default();
    let index = Index { name, key, projection, local, query, relation: None, span };
    (is_possible(api, used, &index) && check_local(api, used, &index)).then_some(index)
}

/// Whether the index can be local, if it is declared so.
fn check_local(api: &mut Declaring<'_>, used: &FieldUse, index: &Index) -> bool {
    let Some(model) = api.models.get(&used.object.name).filter(|_| index.local) else {
        return true;
    };
    let partition = &model.key.partition.name;
    let (reason, help) = if model.is_relational() {
        ("the model is kept in a relational database".to_owned(), "remove `local`".to_owned())
    } else if *partition != index.key.partition.name {
        let help = format!("write it on `{partition}`, which the primary key begins with");
        (format!("the table's partitions are those of `{partition}`"), help)
    } else if model.key.sort.is_empty() {
        let help = "give `@primaryKey` its `sortKeyFields`, or remove `local`".to_owned();
        ("each of the table's partitions holds one object".to_owned(), help)
    } else if index.key.sort.is_empty() {
        let help = "name the field that orders them in `sortKeyFields`".to_owned();
        ("without a sort key".to_owned(), help)
    } else {
        return true;
    };
    let message = format!("the index `{}` cannot be local", index.name);
    let fault = Diagnostic::error(&codes::LOCAL, message);
    api.report(fault.at_node(used.place_of("local"), reason).help(help));
    false
}

/// The name of an index that has none, and of its query: `todosByOwnerAndCreatedAt`.
fn generated_name(used: &FieldUse) -> String {
    let sort = burgeon_core::arguments::strings(&used.directive, "sortKeyFields");
    let sort = sort.unwrap_or_default().into_iter().map(|named| capitalized(&named.text));
    let fields = std::iter::once(capitalized(&used.field.name)).chain(sort);
    let model = uncapitalized(&plural(&used.object.name));
    format!("{model}By{}", fields.collect::<Vec<_>>().join("And"))
}

/// The index's name, if it is valid in DynamoDB.
fn name(
    api: &mut Declaring<'_>,
    used: &FieldUse,
    given: Maybe<String>,
    generated: &str,
) -> Option<String> {
    let name = match given {
        Maybe::Absent => generated.to_owned(),
        Maybe::Null => {
            api.report(
                Diagnostic::error(&codes::NAME, "an index has a name")
                    .at_node(used.place_of("name"), "this is none")
                    .help(format!("leave `name` out, and it is called `{generated}`")),
            );
            return None;
        }
        Maybe::Value(name) => name,
    };
    if is_index_name(&name) {
        return Some(name);
    }
    api.report(
        Diagnostic::error(&codes::NAME, format!("`{name}` cannot be the name of an index"))
            .at_node(used.place_of("name"), "DynamoDB refuses this name")
            .help(INDEX_NAMES),
    );
    None
}

/// The name of the query, if it is valid. The inner option is `None` if there is no query.
fn query_name(
    api: &mut Declaring<'_>,
    used: &FieldUse,
    given: Maybe<String>,
    generated: &str,
) -> Option<Option<Name>> {
    let Some(text) = given.or_default(|| generated.to_owned()) else {
        return Some(None);
    };
    match Name::new(&text) {
        Ok(name) if !text.starts_with("__") => Some(Some(name)),
        _ => {
            api.report(
                Diagnostic::error(&codes::QUERY_NAME, format!("invalid field name `{text}`"))
                    .at_node(used.place_of("queryField"), "not a GraphQL name")
                    .help("use letters, digits and underscores, and no digit first"),
            );
            None
        }
    }
}

/// Whether the table can have the index in addition to its key and its other indexes.
fn is_possible(api: &mut Declaring<'_>, used: &FieldUse, index: &Index) -> bool {
    let Some(model) = api.models.get(&used.object.name) else { return false };
    let name = &index.name;
    if let Some(other) = model.indexes.iter().find(|other| other.name == *name) {
        api.report(
            Diagnostic::error(
                &codes::DUPLICATE,
                format!("`{}` has two indexes called `{name}`", model.name),
            )
            .at_node(used.place_of("name"), "the same name again")
            .at_node(other.span, "the first")
            .help("give one of them another `name`"),
        );
        return false;
    }
    if is_useless(&model.key, &index.key) && model.key_span.is_some() {
        let partition = &index.key.partition.name;
        api.report(
            Diagnostic::error(
                &codes::SAME_PARTITION,
                format!("the index `{name}` finds nothing that the primary key does not find"),
            )
            .at_node(index.span, format!("`{partition}` alone picks one object already"))
            .at_node(model.key_span, "through the primary key")
            .help(format!(
                "if several objects have the same `{partition}`, declare a sort key: \
                 `@primaryKey(sortKeyFields: [\"…\"])`; if not, remove the index"
            )),
        );
        return false;
    }
    true
}

/// Whether each partition of the index holds one object.
fn is_useless(primary: &Key, index: &Key) -> bool {
    primary.sort.is_empty() && primary.partition.name == index.partition.name
}
