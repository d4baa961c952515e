use indexmap::IndexSet;

use crate::Name;

/// The names of a model's queries; absent: there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queries {
    /// One item by its key.
    pub get: Option<Name>,
    /// Pages of items.
    pub list: Option<Name>,
    /// The query of the changes since a time, for offline clients.
    pub sync: Option<Name>,
}

/// The names of a model's mutations; absent: there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mutations {
    /// The mutation that creates an item.
    pub create: Option<Name>,
    /// Changes an item that exists.
    pub update: Option<Name>,
    /// Removes an item.
    pub delete: Option<Name>,
}

/// The names of a model's subscriptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subscriptions {
    /// The callers that can open them.
    pub level: SubscriptionLevel,
    /// Subscriptions triggered by the create mutation.
    pub on_create: Vec<Name>,
    /// Subscriptions triggered by the update mutation.
    pub on_update: Vec<Name>,
    /// Subscriptions triggered by the delete mutation.
    pub on_delete: Vec<Name>,
}

impl Subscriptions {
    /// The distinct subscriptions of the mutations that exist.
    pub(super) fn triggered_by(&self, mutations: &Mutations) -> impl Iterator<Item = &Name> {
        let events = [
            (&self.on_create, &mutations.create),
            (&self.on_update, &mutations.update),
            (&self.on_delete, &mutations.delete),
        ];
        let triggered = events.into_iter().filter(|(_, mutation)| mutation.is_some());
        let names: IndexSet<&Name> = triggered.flat_map(|(names, _)| names).collect();
        names.into_iter()
    }
}

/// The callers that can open a model's subscriptions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SubscriptionLevel {
    /// No caller: the model has no subscriptions.
    Off,
    /// All callers of the API, regardless of the model's rules.
    Public,
    /// Callers that the model's rules allow to read.
    #[default]
    On,
}
