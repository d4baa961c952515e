//! The queries that page through indexes.

use apollo_compiler::ast::OperationType;
use burgeon_core::Expanding;
use burgeon_core::api::{ApiShape, Index, Model, Operation};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::field_with;
use burgeon_core::steps::dynamodb::{DEFAULT_LIMIT, Root, SortCondition};
use burgeon_core::steps::relational;

use super::provisioned;
use super::table_request::query;
use crate::key_arguments::KeyArguments;
use crate::model::page::Page;

/// Adds the queries of a model's indexes.
pub(super) fn add(api: &mut Expanding<'_>, model: &Model) {
    if model.indexes.is_empty() {
        return;
    }
    let Some(object) = api.schema.get_object(&model.name).cloned() else { return };
    let declared = api.without_generated_fields(&object);
    for index in &model.indexes {
        let Some(name) = &index.query else { continue };
        let page = Page::add(api, &declared);
        let (arguments, resolver) = match model.form {
            ApiShape::Amplify => {
                let picked = KeyArguments::add(api, &model.name, &index.key, Some(&index.name));
                let arguments = picked.required().into_iter().chain(page.arguments());
                (arguments.collect(), resolver(model, index, &picked))
            }
            ApiShape::Provisioned => {
                (provisioned::arguments(index), provisioned::resolver(model, index))
            }
        };
        let field = field_with(name.clone(), arguments, page.ty());
        api.add_root_field(OperationType::Query, field, resolver, index.span);
    }
}

fn resolver(model: &Model, index: &Index, picked: &KeyArguments<'_>) -> Resolver {
    let request = match model.database() {
        Some(_) => relational(model, index, picked),
        None => query(model, index, picked.condition()),
    };
    let steps =
        [Step::guard(model.policy.for_operation(Operation::List)), Step::new(Slot::Data, request)];
    Resolver::of_model(model.name.clone(), steps)
}

/// Rows with the values of the key, in its order.
fn relational(model: &Model, index: &Index, picked: &KeyArguments<'_>) -> Action {
    let sort = match picked.sort_condition() {
        SortCondition::Argument(argument) => Some(argument),
        SortCondition::All | SortCondition::Equals(_) => None,
    };
    let list = relational::List {
        matches: relational::Match::own([&index.key.partition.name], Root::Arguments),
        optional: vec![],
        sort,
        order: index.key.sort.iter().map(|part| part.name.clone()).collect(),
        has_direction: true,
        default_limit: DEFAULT_LIMIT,
    };
    Action::relational(model.name.clone(), relational::Request::List(list))
}
