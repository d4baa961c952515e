//! Turns `@searchable(…)` into a [`SearchIndex`].

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, OperationType};
use burgeon_core::api::{AddedOperation, Operation};
use burgeon_core::arguments::{Maybe, arguments_or_fault};
use burgeon_core::schema::{ExtendedType, ObjectType};
use burgeon_core::settings::{SearchEngine, StreamView};
use burgeon_core::stage::DeclaredParts;
use burgeon_core::{Declaring, Diagnostic, Name, Settings};
use indexmap::IndexMap;
use serde::Deserialize;

use super::index::{SearchIndex, SearchIndexes};
use super::{codes, names};
use crate::custom_field::place_of;
use crate::requirements::dynamodb_model;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Arguments {
    queries: Maybe<QueryNames>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct QueryNames {
    search: Maybe<String>,
}

/// Adds an index to each model with `@searchable`.
pub(super) fn indexes(api: &mut Declaring<'_>) {
    let DeclaredParts { schema, models, diagnostics, settings, extensions, .. } = api.parts();
    let SearchIndexes(indexes) = extensions.get_or_default();
    for ty in schema.types.values() {
        let ExtendedType::Object(object) = ty else { continue };
        let Some(directive) = object.directives.get("searchable") else { continue };
        let place = directive.location();
        let model = match dynamodb_model(models, ty, directive, place, &codes::STORE) {
            Ok(model) => model,
            Err(fault) => {
                diagnostics.push(fault);
                continue;
            }
        };
        if !has_new_images(settings, &model.name) && settings.search.engine != SearchEngine::None {
            let is_there = settings.existing_table_of(&model.name).is_some();
            diagnostics.push(no_stream(object, directive, is_there));
        }
        match query(object, directive) {
            Err(fault) => diagnostics.push(*fault),
            Ok(query) => {
                let prefix = settings.search.index_prefix.as_deref().unwrap_or_default();
                let name = names::index(prefix, &model.stored.name);
                model.added_operations.extend(query.clone().map(|field| AddedOperation {
                    operation: Operation::Search,
                    root: OperationType::Query,
                    field,
                }));
                let index = SearchIndex { name, query, fields: IndexMap::new() };
                indexes.insert(model.name.clone(), index);
            }
        }
    }
}

fn query(
    object: &ObjectType,
    directive: &Node<Directive>,
) -> Result<Option<Name>, Box<Diagnostic>> {
    let given: Arguments = arguments_or_fault(directive, &codes::QUERY)?;
    let queries = given.queries.or_default(QueryNames::default);
    let Some(search) = queries.map(|queries| queries.search) else { return Ok(None) };
    match search {
        Maybe::Absent => Ok(Some(names::search(&object.name))),
        Maybe::Null => Ok(None),
        Maybe::Value(text) => match Name::new(&text) {
            Ok(name) if !text.starts_with("__") => Ok(Some(name)),
            _ => Err(Box::new(
                Diagnostic::error(&codes::QUERY, format!("invalid query name `{text}`"))
                    .at_node(place_of(directive, "queries"), "not a GraphQL name")
                    .help("use letters, digits and underscores, and begin with a letter"),
            )),
        },
    }
}

/// Whether the records of the table's stream contain the new image of an item.
fn has_new_images(settings: &Settings, model: &Name) -> bool {
    match settings.existing_table_of(model) {
        Some(existing) => existing.stream_arn.is_some(),
        None => matches!(
            settings.table_of(model).stream,
            Some(StreamView::NewImage | StreamView::NewAndOldImages)
        ),
    }
}

/// `is_there`: the table is one that exists already.
fn no_stream(object: &ObjectType, directive: &Node<Directive>, is_there: bool) -> Diagnostic {
    let message = format!("the table of `{}` has no stream", object.name);
    Diagnostic::error(&codes::STREAM, message)
        .at_node(directive.location(), "an index that follows the table's stream")
        .help(match is_there {
            true => "name the stream in `existingTable`: `streamArn: arn:aws:dynamodb:…`",
            false => "set the table's `stream` to `NEW_AND_OLD_IMAGES`, or remove the setting",
        })
}
