//! Models: types whose objects are stored, with their keys, indexes, relations and rules.

mod added_operation;
mod default_value;
mod field_rule;
mod key;
mod operation_names;
mod relation;

pub use added_operation::AddedOperation;
pub use default_value::{DefaultField, DefaultValue};
pub use field_rule::{FieldRule, Rule};
pub use key::{AttributeType, Index, Key, KeyAttribute, KeyField, Projection};
pub use operation_names::{Mutations, Queries, SubscriptionLevel, Subscriptions};
pub use relation::{Lookup, Relation, RelationKind};

use apollo_compiler::ast::OperationType;
use apollo_compiler::parser::SourceSpan;
use indexmap::IndexMap;

use crate::Name;
use crate::coordinate::Coordinate;
use crate::policy::{ModelPolicy, Operation};
use crate::relational::{ColumnDefault, Database};
use crate::store::Store;
use crate::stored::Stored;

/// The models of an API, by name, in the order of the schema.
pub type Models = IndexMap<Name, Model>;

/// A type whose objects are kept in a table.
#[derive(Debug, Clone)]
pub struct Model {
    /// The type.
    pub name: Name,
    /// The location of its `@model`.
    pub span: Option<SourceSpan>,
    /// The store of its objects.
    pub store: Store,
    /// Its names in the store.
    pub stored: Stored,
    /// The shape of its operations.
    pub form: ApiShape,
    /// Whether its data source counts versions and keeps what changed, for offline clients.
    pub syncable: bool,
    /// The primary key.
    pub key: Key,
    /// The location of its declaration; absent: the key is `id` by default.
    pub key_span: Option<SourceSpan>,
    /// The table's secondary indexes.
    pub indexes: Vec<Index>,
    /// The names of its queries.
    pub queries: Queries,
    /// The names of its mutations.
    pub mutations: Mutations,
    /// The names of its subscriptions, and the callers of each.
    pub subscriptions: Subscriptions,
    /// The root fields that other transformers add for its objects.
    pub added_operations: Vec<AddedOperation>,
    /// The fields that hold when an item was written; absent: none.
    pub timestamps: Timestamps,
    /// The field that counts the versions of an item, if there is one.
    pub counter: Option<Counter>,
    /// The defaults of fields in new items.
    pub defaults: Vec<DefaultField>,
    /// The defaults of columns in new rows, which the database sets.
    pub column_defaults: IndexMap<Name, ColumnDefault>,
    /// The rules that values of fields keep.
    pub rules: Vec<FieldRule>,
    /// The policy of its objects.
    pub policy: ModelPolicy,
    /// If it joins the objects of many with those of many: the two fields that it does so for.
    pub joins: Option<[Coordinate; 2]>,
}

impl Model {
    /// The name of its stack: its table's, if the stack contains a table.
    pub fn stack_name(&self) -> &Name {
        if self.is_relational() { &self.name } else { &self.stored.name }
    }

    /// Whether its table is in a relational database.
    pub fn is_relational(&self) -> bool {
        self.database().is_some()
    }

    /// The relational database that holds its table; none if it is in DynamoDB.
    pub fn database(&self) -> Option<&Database> {
        self.store.database()
    }

    /// The index of a name.
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The fields of the root types that it has, each with what is done with its objects there.
    pub fn operations(&self) -> Vec<(Operation, OperationType, &Name)> {
        let Self { queries, mutations, subscriptions, indexes, .. } = self;
        let query = |operation, name| (operation, OperationType::Query, name);
        let mutation = |operation, name| (operation, OperationType::Mutation, name);
        let of_indexes = indexes.iter().filter_map(|index| index.query.as_ref());
        let mut found: Vec<(Operation, OperationType, &Name)> = Vec::new();
        found.extend(mutations.create.iter().map(|name| mutation(Operation::Create, name)));
        found.extend(mutations.update.iter().map(|name| mutation(Operation::Update, name)));
        found.extend(mutations.delete.iter().map(|name| mutation(Operation::Delete, name)));
        found.extend(queries.get.iter().map(|name| query(Operation::Get, name)));
        found
            .extend(queries.list.iter().chain(of_indexes).map(|name| query(Operation::List, name)));
        found.extend(
            subscriptions
                .triggered_by(mutations)
                .map(|name| (Operation::Listen, OperationType::Subscription, name)),
        );
        found.extend(queries.sync.iter().map(|name| query(Operation::Sync, name)));
        found.extend(
            self.added_operations.iter().map(|added| (added.operation, added.root, &added.field)),
        );
        found
    }
}

/// The operations and inputs of a model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ApiShape {
    /// Amplify's: conditions of writes, key conditions, and filters of all kinds.
    #[default]
    Amplify,
    /// The operations that AppSync's console generates for a table.
    Provisioned,
}

/// A field that counts the versions of an item, for writes with an expected version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    /// The field: 1 in a new item, and one more after every change.
    pub field: Name,
    /// The field of the inputs of changes and removals that holds the version which is expected.
    pub expected: Name,
}

/// The fields that hold when an item was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timestamps {
    /// When it was created.
    pub created_at: Option<Name>,
    /// When it was last changed.
    pub updated_at: Option<Name>,
}

impl Timestamps {
    /// Both fields, as far as there are any.
    pub fn fields(&self) -> impl Iterator<Item = &Name> {
        self.created_at.iter().chain(&self.updated_at)
    }
}
