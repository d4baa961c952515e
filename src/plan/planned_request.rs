//! The requests that the steps of a resolver make to data sources.

use burgeon_core::Api;
use burgeon_core::api::{DataSource, Policy};
use burgeon_core::resolver::{Action, MappingTemplate, Needs, Slot, Step};
use burgeon_core::steps::guard;

use super::{RequestPair, Use};

/// A step that may make requests to data sources.
pub(super) trait IntoRequests {
    /// Whether its request applies the policies of guards.
    fn is_guarded(&self) -> bool;
    /// Its requests; the step's main request is the last one. The policies apply if the step is
    /// guarded.
    fn requests(&self, api: &Api, policies: &[&Policy]) -> Vec<PlannedRequest>;
}

impl IntoRequests for Step {
    fn is_guarded(&self) -> bool {
        self.slot == Slot::Data
            && matches!(
                &self.action,
                Action::DynamoDb(_)
                    | Action::Relational(_)
                    | Action::Search(_)
                    | Action::Subscribe(_)
            )
    }

    fn requests(&self, api: &Api, policies: &[&Policy]) -> Vec<PlannedRequest> {
        let policies = if self.is_guarded() { policies } else { &[] };
        let request = match &self.action {
            Action::DynamoDb(operation) => {
                let Some(model) = api.models.get(&operation.model) else { return vec![] };
                let stored = &model.stored;
                let request = |request_pair: burgeon_core::steps::dynamodb::RequestPair| {
                    // A lookup reads the table, not the index.
                    let index = operation.index().filter(|_| !request_pair.is_lookup);
                    let used = |action| Use { action, index: index.map(str::to_owned) };
                    PlannedRequest {
                        slot: if request_pair.is_lookup { Slot::Auth } else { self.slot },
                        data_source: DataSource::Table(stored.name.clone()),
                        versioned: !request_pair.is_lookup && operation.is_versioned_write(),
                        needs: Needs::default(),
                        uses: request_pair.actions.iter().copied().map(used).collect(),
                        request: request_pair.request,
                        response: request_pair.response,
                    }
                };
                return operation
                    .request_pairs(stored, policies)
                    .into_iter()
                    .map(request)
                    .collect();
            }
            Action::Relational(operation) => {
                let model = api.models.get(&operation.model);
                let Some(table) = model.and_then(|model| api.relational_table(model)) else {
                    return vec![];
                };
                let request_pair = operation.request_pair(&table, policies);
                PlannedRequest {
                    slot: self.slot,
                    data_source: DataSource::Database(table.database.name),
                    uses: vec![],
                    versioned: false,
                    needs: Needs::default(),
                    request: request_pair.request,
                    response: request_pair.response,
                }
            }
            Action::Search(search) => PlannedRequest {
                slot: self.slot,
                data_source: search.data_source.clone(),
                uses: vec![],
                versioned: false,
                needs: Needs::default(),
                request: search.request(policies),
                response: search.response(),
            },
            Action::Subscribe(subscribe) => {
                let rules = policies.iter().rev().map(|policy| guard::listen(policy).response);
                PlannedRequest {
                    slot: self.slot,
                    data_source: DataSource::None,
                    uses: vec![],
                    versioned: false,
                    needs: Needs::default(),
                    request: subscribe.request(),
                    response: subscribe.response(&rules.collect::<String>()),
                }
            }
            Action::Request(request) => PlannedRequest {
                slot: self.slot,
                data_source: request.data_source(),
                uses: request
                    .table_actions()
                    .iter()
                    .map(|action| Use { action, index: None })
                    .collect(),
                versioned: false,
                needs: request.needs(),
                request: request.request(),
                response: request.response(),
            },
            Action::Guard(_) | Action::Statements(_) | Action::Own(_) => return vec![],
        };
        vec![request]
    }
}

/// A request, with its templates split into statements and output.
pub(super) struct PlannedRequest {
    pub(super) slot: Slot,
    pub(super) data_source: DataSource,
    pub(super) uses: Vec<Use>,
    pub(super) versioned: bool,
    pub(super) needs: Needs,
    pub(super) request: MappingTemplate,
    pub(super) response: MappingTemplate,
}

impl PlannedRequest {
    /// A request to the `NONE` data source, with empty templates.
    pub(super) fn nothing(slot: Slot) -> Self {
        Self {
            slot,
            data_source: DataSource::None,
            uses: vec![],
            versioned: false,
            needs: Needs::default(),
            request: MappingTemplate::default(),
            response: MappingTemplate::default(),
        }
    }

    /// The request with complete templates.
    pub(super) fn request_pair(self) -> RequestPair {
        let text = |template: MappingTemplate| template.statements + &template.output;
        RequestPair {
            data_source: self.data_source,
            uses: self.uses,
            versioned: self.versioned,
            needs: self.needs,
            request: text(self.request),
            response: text(self.response),
        }
    }
}
