use std::collections::{BTreeMap, BTreeSet};

use super::Statement;

/// The same permissions in the fewest statements that one pass over actions and one over resources
/// find, sorted.
pub(super) fn merged(statements: Vec<Statement>) -> Vec<Statement> {
    let by_resources = fold(statements, |statement| &mut statement.actions);
    let mut merged = fold(by_resources, |statement| &mut statement.resources);
    merged.sort();
    merged
}

/// Joins statements that differ in one set only.
fn fold<T: Ord>(
    statements: Vec<Statement>,
    set: impl Fn(&mut Statement) -> &mut BTreeSet<T>,
) -> Vec<Statement> {
    let mut joined: BTreeMap<Statement, BTreeSet<T>> = BTreeMap::new();
    for mut statement in statements {
        let items = std::mem::take(set(&mut statement));
        joined.entry(statement).or_default().extend(items);
    }
    let restore = |(mut statement, items)| {
        *set(&mut statement) = items;
        statement
    };
    joined.into_iter().map(restore).collect()
}
