//! The requests of models in relational databases.

use burgeon_core::api::{Key, Model};
use burgeon_core::names::name;
use burgeon_core::relational::MAX_NAME;
use burgeon_core::resolver::Action;
use burgeon_core::schema::{InputValueDefinition, input_value, named};
use burgeon_core::steps::dynamodb::{DEFAULT_LIMIT, Defaults, Root};
use burgeon_core::steps::relational::{Create, Delete, Get, List, Match, Request, Update};
use burgeon_core::{Diagnostic, Expanding, Name};

use super::codes;

/// Reports names that are longer than those of a database.
pub(super) fn check_names(api: &mut Expanding<'_>, model: &Model) {
    let Some(table) = api.relational_table(model) else { return };
    let columns = table.columns.iter().flat_map(|column| [&column.name, &column.field]);
    let long: Vec<&Name> =
        [&table.name].into_iter().chain(columns).filter(|name| name.len() > MAX_NAME).collect();
    for name in long {
        let message = format!("`{name}` is too long for the name of a table or column");
        api.report(
            Diagnostic::error(&codes::LONG_NAME, message)
                .at_node(name.location().or(model.span), format!("longer than {MAX_NAME} letters"))
                .help("choose a shorter name"),
        );
    }
}

/// One object by its key.
pub(super) fn get(model: &Model) -> Action {
    let key = model.key.fields().map(|part| &part.name);
    request(model, Request::Get(Get { matches: Match::own(key, Root::Arguments) }))
}

/// The arguments of a list in addition to those of every page. Filters compare a sort key.
pub(super) fn list_arguments(key: &Key) -> [InputValueDefinition; 2] {
    let partition = &key.partition;
    [
        input_value(partition.name.clone(), named(partition.ty.inner_named_type().clone())),
        input_value(name("sortDirection"), named(name("ModelSortDirection"))),
    ]
}

/// A page of all objects, or of those of a partition.
pub(super) fn list(model: &Model) -> Action {
    let list = List {
        matches: vec![],
        optional: vec![model.key.partition.name.clone()],
        sort: None,
        order: vec![],
        has_direction: true,
        default_limit: DEFAULT_LIMIT,
    };
    request(model, Request::List(list))
}

/// A new object.
pub(super) fn create(model: &Model, defaults: Defaults) -> Action {
    request(model, Request::Create(Create { defaults }))
}

/// A change of an object.
pub(super) fn update(model: &Model, defaults: Defaults) -> Action {
    request(model, Request::Update(Update { defaults }))
}

/// The end of an object.
pub(super) fn delete(model: &Model) -> Action {
    request(model, Request::Delete(Delete))
}

fn request(model: &Model, request: Request) -> Action {
    Action::relational(model.name.clone(), request)
}
