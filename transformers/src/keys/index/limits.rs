//! Checks DynamoDB's limits.

use burgeon_core::api::{Index, Model, Projection};
use burgeon_core::{Diagnostic, Expanding};
use burgeon_quotas::dynamodb::{
    KEY_NAME_BYTES, LOCAL_INDEXES, PROJECTED_ATTRIBUTES, PROJECTED_ATTRIBUTES_OF_TABLE,
};

use super::codes;
use crate::keys::is_index_name;

/// Reports what DynamoDB would refuse in a model's indexes.
pub(super) fn check(api: &mut Expanding<'_>, model: &Model) {
    // The indexes of an existing table are not created.
    match api.settings.existing_table_of(&model.name) {
        Some(_) => check_implied(api, model),
        None => check_quotas(api, model),
    }
    check_names(api, model);
    check_included(api, model);
    check_key_names(api, model);
}

fn check_quotas(api: &mut Expanding<'_>, model: &Model) {
    let local = model.indexes.iter().filter(|index| index.local).nth(LOCAL_INDEXES);
    if let Some(index) = local {
        api.report(
            Diagnostic::error(
                &codes::TOO_MANY,
                format!("`{}` has more than {LOCAL_INDEXES} local indexes", model.name),
            )
            .at_node(index.span, "one too many")
            .help("remove `local: true`, or the index"),
        );
    }
    let allowed = api.settings.tables.index_quota;
    let surplus = model.indexes.iter().filter(|index| !index.local).nth(allowed);
    if let Some(index) = surplus {
        api.report(
            Diagnostic::error(
                &codes::TOO_MANY,
                format!(
                    "`{}` has {} indexes, more than the {allowed} that a table may have",
                    model.name,
                    model.indexes.len()
                ),
            )
            .at_node(index.span.or(model.span), "one too many")
            .help(
                "remove indexes, or let AWS raise the account's quota and set \
                 `tables: { indexQuota: … }` in `burgeon.yaml`",
            ),
        );
    }
}

/// Warns of indexes that a relation needs and that are not added to an existing table.
fn check_implied(api: &mut Expanding<'_>, model: &Model) {
    for index in model.indexes.iter().filter(|index| index.is_implied()) {
        let attributes: Vec<String> =
            index.key.attributes().iter().map(|part| format!("`{}`", part.name)).collect();
        let keys = attributes.join(" and ");
        api.report(
            Diagnostic::warning(
                &codes::UNSUPPORTED,
                format!("the table of `{}` has to have the index `{}`", model.name, index.name),
            )
            .at_node(index.span, format!("queries it, by {keys}"))
            .about(format!("{}#{}", model.name, index.name))
            .help(
                "add it to the table, or relate by an index that is there: `indexName` of \
                 `@hasMany`",
            ),
        );
    }
}

/// Indexes of relations are called after them, if the author does not name them.
fn check_names(api: &mut Expanding<'_>, model: &Model) {
    // Names of the author's with other characters have been reported.
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let unfit = model.indexes.iter().filter(|index| !is_index_name(&index.name));
    for index in unfit.filter(|index| index.name.chars().all(is_letter)) {
        api.report(
            Diagnostic::error(
                &codes::NAME,
                format!("`{}` is too long for the name of an index", index.name),
            )
            .at_node(index.span, "the index is called after this relation")
            .help("use shorter names, or `references` with `overrideIndexName` on the other side"),
        );
    }
}

fn check_included(api: &mut Expanding<'_>, model: &Model) {
    let included = |index: &Index| match &index.projection {
        Projection::Include(fields) => fields.len(),
        Projection::All | Projection::KeysOnly => 0,
    };
    for index in model.indexes.iter().filter(|index| included(index) > PROJECTED_ATTRIBUTES) {
        api.report(
            Diagnostic::error(
                &codes::TOO_MANY_INCLUDED,
                format!(
                    "the index `{}` includes {} fields, more than the {PROJECTED_ATTRIBUTES} that one \
                     may include",
                    index.name,
                    included(index)
                ),
            )
            .at_node(index.span, "too many `nonKeyAttributes`")
            .help("write `projection: { type: ALL }`"),
        );
    }
    let total: usize = model.indexes.iter().map(included).sum();
    if total > PROJECTED_ATTRIBUTES_OF_TABLE {
        let last = model.indexes.iter().rev().find(|index| included(index) > 0);
        api.report(
            Diagnostic::error(
                &codes::TOO_MANY_INCLUDED,
                format!(
                    "the indexes of `{}` include {total} fields, more than the {PROJECTED_ATTRIBUTES_OF_TABLE} \
                     that those of a table may include together",
                    model.name
                ),
            )
            .at_node(last.and_then(|index| index.span), "the last that includes fields")
            .help("write `projection: { type: ALL }`"),
        );
    }
}

fn check_key_names(api: &mut Expanding<'_>, model: &Model) {
    let primary = (model.key_span, &model.key);
    let keys = model.indexes.iter().map(|index| (index.span, &index.key));
    for (span, key) in std::iter::once(primary).chain(keys) {
        for attribute in key.attributes() {
            if attribute.name.len() > KEY_NAME_BYTES {
                api.report(
                    Diagnostic::error(
                        &codes::KEY_NAME,
                        format!(
                            "the key attribute of `{}` would be called `{}`, which is too long",
                            model.name, attribute.name
                        ),
                    )
                    .at_node(span, format!("more than {KEY_NAME_BYTES} bytes"))
                    .help("use fewer sort key fields, or shorter names for them"),
                );
            }
        }
    }
}
