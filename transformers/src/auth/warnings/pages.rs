//! Lists whose pages hold less than they could.

use burgeon_core::api::{Claim, Model, Operation};
use burgeon_core::settings::Engine;
use burgeon_core::{Api, Diagnostic};

use super::super::codes;

/// Says where a list is filtered after it was read, and which index would spare that.
pub(super) fn add(api: &mut Api, model: &Model) {
    let Some(list) = &model.queries.list else { return };
    // A statement of SQL filters before it pages.
    if model.engine != Engine::Dynamodb {
        return;
    }
    let policy = model.policy.of(Operation::List);
    let keys = model.indexes.iter().map(|index| &index.key).chain([&model.key]);
    let partitions: Vec<_> = keys.map(|key| &key.partition.name).collect();
    let mut named = policy.grants.iter().filter_map(|grant| grant.caller.naming());
    let Some(naming) = named.find(|naming| !partitions.contains(&&naming.field)) else { return };
    let field = &naming.field;
    let is_joined = matches!(&naming.claim, Claim::Identity(claims) if claims.len() > 1);
    let help = match (naming.is_list, is_joined) {
        (true, _) => {
            "ask for more objects than are needed, and follow `nextToken` to the end".to_owned()
        }
        (false, false) => {
            format!("with `{field}: String @index`, whole pages can be asked for by `{field}`")
        }
        // Of a name made of several claims, clients know the last one only.
        (false, true) => format!(
            "with `{field}: String @index`, and `identityClaim: \"sub\"` in the rule, whole pages \
             can be asked for by `{field}`"
        ),
    };
    api.diagnostics.push(
        Diagnostic::advice(
            &codes::FILTERED_PAGES,
            format!("pages of `{list}` may be empty, since they are filtered after they are read"),
        )
        .at_node(
            model.span,
            format!("not everybody may read all objects, but those whom `{field}` names"),
        )
        .help(help),
    );
}
