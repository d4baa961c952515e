//! Lists whose pages can contain fewer objects than requested.

use burgeon_core::api::{Claim, Model, Operation, OwnershipClaim};
use burgeon_core::{Diagnostic, Expanding, Name};

use super::super::codes;

/// The number of lists that are shown with a location.
const SHOWN: usize = 3;

/// Reports once which lists are filtered after the read, and how clients get whole pages.
pub(super) fn add(api: &mut Expanding<'_>, models: &[Model]) {
    let filtered: Vec<_> = models.iter().filter_map(filtered).collect();
    let Some((_, list, naming)) = filtered.first() else { return };
    let others = match filtered.len() - 1 {
        0 => String::new(),
        1 => " and of another list".to_owned(),
        others => format!(" and of {others} other lists"),
    };
    let message = format!(
        "pages of `{list}`{others} can contain fewer objects than requested, or none, because they \
         are filtered after the read"
    );
    let mut advice = Diagnostic::advice(&codes::FILTERED_PAGES, message);
    for (model, list, naming) in filtered.iter().take(SHOWN) {
        let label =
            format!("`{list}` leaves out what does not name the caller in `{}`", naming.field);
        advice = advice.at_node(model.span, label);
    }
    api.report(advice.help(help(naming)));
}

/// A model whose list is filtered after the read, the list, and the field that names the readers.
fn filtered(model: &Model) -> Option<(&Model, &Name, OwnershipClaim)> {
    // SQL filters before it pages.
    let list = model.queries.list.as_ref().filter(|_| !model.is_relational())?;
    let policy = model.policy.for_operation(Operation::List);
    let keys = model.indexes.iter().map(|index| &index.key).chain([&model.key]);
    let partitions: Vec<_> = keys.map(|key| &key.partition.name).collect();
    let mut named = policy.grants.iter().filter_map(|grant| grant.caller.naming());
    let naming = named.find(|naming| !partitions.contains(&&naming.field))?;
    Some((model, list, naming.clone()))
}

fn help(naming: &OwnershipClaim) -> String {
    let follow = "follow `nextToken` to the end";
    let field = &naming.field;
    let is_joined = matches!(&naming.claim, Claim::Identity(claims) if claims.len() > 1);
    match (naming.is_list, is_joined) {
        (true, _) => follow.to_owned(),
        (false, false) => {
            format!(
                "{follow}; or query by `{field}` for whole pages, with `{field}: String @index`"
            )
        }
        // Of an owner of several claims, clients see the last one only.
        (false, true) => format!(
            "{follow}; or query by `{field}` for whole pages, with `{field}: String @index`, and \
             `identityClaim: \"sub\"` in the rule"
        ),
    }
}
