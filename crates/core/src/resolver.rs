//! The resolver of a field: an ordered list of steps.

use std::sync::Arc;

pub use crate::mapping_template::{
    GuardedRequest, MappingTemplate, Needs, Permission, Request, Statements,
};
pub use crate::slot::Slot;

use crate::Name;
use crate::data_source::DataSource;
use crate::policy::Policy;
use crate::source::Source;
use crate::steps::dynamodb;
use crate::steps::guard::Guard;
use crate::steps::relational;

/// The resolver of a field.
#[derive(Debug, Clone)]
pub struct Resolver {
    /// The model whose stack contains the resolver; absent: the root stack.
    pub model: Option<Name>,
    /// The steps in the order of their slots, and of the list within a slot.
    pub steps: Vec<Step>,
}

/// One thing that a resolver does.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub slot: Slot,
    /// What, as data.
    pub action: Action,
}

/// The operation of a step.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a resolver has a handful of steps")]
pub enum Action {
    /// Denies callers that the policy does not allow.
    Guard(Guard),
    /// Sends a request to a DynamoDB table.
    DynamoDb(Box<dynamodb::Operation>),
    /// Sends a request to a table of a relational database.
    Relational(Box<relational::Operation>),
    /// Something that needs no data source, rendered by the transformer that added it.
    Statements(Arc<dyn Statements>),
    /// A request to a data source that the transformer renders. Rules that depend on an object allow
    /// no caller here, because the guard sees no object.
    Request(Arc<dyn Request>),
    /// A request to a data source that the transformer renders, with the policies that it enforces.
    GuardedRequest(Arc<dyn GuardedRequest>),
    /// Custom templates, run as a function.
    Custom(CustomTemplates),
}

impl Action {
    /// Sends a request to the table of a model.
    pub fn table(model: Name, request: dynamodb::Request) -> Self {
        let (conflict_payload, restricted_fields) = (None, vec![]);
        Self::DynamoDb(Box::new(dynamodb::Operation {
            model,
            request,
            conflict_payload,
            restricted_fields,
        }))
    }

    /// Sends a request to the table of a model in a relational database.
    pub fn relational(model: Name, request: relational::Request) -> Self {
        Self::Relational(Box::new(relational::Operation {
            model,
            request,
            restricted_fields: vec![],
        }))
    }
}

/// Custom templates, from the project's folder `resolvers`.
#[derive(Debug, Clone)]
pub struct CustomTemplates {
    /// Their order among those of the same slot; absent: they resolve the field by themselves.
    pub number: Option<u32>,
    /// Their data source.
    pub data_source: DataSource,
    /// The uses of the data source, if it is the table of a model.
    pub uses: Vec<Use>,
    /// The needs of the request in addition to its template.
    pub needs: Needs,
    /// The request template; absent: an empty payload.
    pub request: Option<Arc<Source>>,
    /// The response template; absent: the unchanged result, or outside of the slot `data` the result
    /// of the former step. An error of the data source is the field's.
    pub response: Option<Arc<Source>>,
}

/// An action on a table of DynamoDB that a request needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The IAM action.
    pub action: &'static str,
    /// The index to query; absent: the table itself.
    pub index: Option<String>,
}

impl Step {
    /// A step in a slot.
    pub fn new(slot: Slot, action: Action) -> Self {
        Self { slot, action }
    }

    /// Whether it enforces the resolver's policies itself, for the objects of its request.
    pub fn is_guarded(&self) -> bool {
        self.slot == Slot::Data
            && matches!(
                self.action,
                Action::DynamoDb(_) | Action::Relational(_) | Action::GuardedRequest(_)
            )
    }

    /// Denies callers that the policy does not allow for the object of the resolver's request.
    pub fn guard(policy: Policy) -> Self {
        Self::new(Slot::Auth, Action::Guard(Guard::of_request(policy)))
    }
}

impl Resolver {
    /// A resolver of the stack of a model, its steps put into the order of their slots.
    pub fn of_model(model: Name, steps: impl IntoIterator<Item = Step>) -> Self {
        let mut resolver = Self { model: Some(model), steps: steps.into_iter().collect() };
        resolver.steps.sort_by_key(|step| step.slot);
        resolver
    }

    /// Adds a step after those of its slot.
    pub fn add(&mut self, step: Step) {
        let after = self.steps.partition_point(|other| other.slot <= step.slot);
        self.steps.insert(after, step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_run_in_the_order_of_their_slots() {
        let guard = || Action::Guard(Guard::of_request(Policy::deny_all()));
        let late = Step::new(Slot::Finish, guard());
        let mut resolver = Resolver::of_model(Name::new_unchecked("Todo"), [late]);
        resolver.add(Step::new(Slot::Init, guard()));
        resolver.add(Step::new(Slot::Data, guard()));
        let slots: Vec<_> = resolver.steps.iter().map(|step| step.slot.name()).collect();
        assert_eq!(slots, ["init", "data", "finish"]);
    }
}
