use super::{Condition, Operation, Request};
use crate::mapping_template::MappingTemplate;
use crate::policy::Policy;
use crate::steps::guard::{self, Change, PageKey, Statements};
use crate::stored::Stored;

/// A request to a table as it is made under a guard, and what is made of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPair {
    /// The IAM actions that it needs.
    pub actions: &'static [&'static str],
    /// The request template.
    pub request: MappingTemplate,
    /// The response template.
    pub response: MappingTemplate,
    /// Whether it only reads the object of the next request.
    pub is_lookup: bool,
}

impl Operation {
    /// The requests, each with all of the policies; the operation's is the last.
    pub fn request_pairs(&self, stored: &Stored, policies: &[&Policy]) -> Vec<RequestPair> {
        match &self.request {
            Request::UpdateItem(update) => {
                self.changes(stored, policies, |policy| match &self.conflict_payload {
                    Some(_) => guard::change_with_conflict_payload(policy),
                    None => guard::change(policy, &update.key),
                })
            }
            Request::DeleteItem(delete) => {
                self.changes(stored, policies, |policy| match &self.conflict_payload {
                    Some(_) => guard::remove_with_conflict_payload(policy),
                    None => guard::remove(policy, &delete.key),
                })
            }
            Request::PutItem(put) => {
                let key = put.is_key_declared.then_some(&put.key);
                vec![self.around(stored, policies, |policy| guard::put_beside(policy, key))]
            }
            Request::GetItem(get) => {
                let read = |policy: &Policy| guard::read(policy, &get.key, stored);
                vec![self.around(stored, policies, read)]
            }
            Request::QueryOne(_) => vec![self.around(stored, policies, guard::read_first)],
            Request::Scan(_) | Request::Sync(_) => {
                vec![self.page(stored, policies, None)]
            }
            Request::Query(query) => {
                let key = PageKey { condition: &query.condition, is_optional: false, stored };
                vec![self.page(stored, policies, Some(key))]
            }
            Request::List(list) => {
                let key = PageKey { condition: &list.condition, is_optional: true, stored };
                vec![self.page(stored, policies, Some(key))]
            }
        }
    }

    fn unguarded(&self, stored: &Stored) -> RequestPair {
        RequestPair {
            actions: self.actions(),
            request: self.request(stored),
            response: self.response(stored),
            is_lookup: false,
        }
    }

    fn around(
        &self,
        stored: &Stored,
        policies: &[&Policy],
        guard: impl Fn(&Policy) -> Statements,
    ) -> RequestPair {
        let mut request_pair = self.unguarded(stored);
        for policy in policies {
            let Statements { request, response } = guard(policy);
            request_pair.request.statements.insert_str(0, &request);
            request_pair.response.statements.push_str(&response);
        }
        request_pair
    }

    fn page(&self, stored: &Stored, policies: &[&Policy], key: Option<PageKey>) -> RequestPair {
        let mut request_pair =
            self.around(stored, policies, |policy| guard::read_many(policy, key));
        let by_key = |restricted_fields| key.map(|key| guard::restrict_key(restricted_fields, key));
        for Statements { request, response } in self.restricted_fields.iter().filter_map(by_key) {
            request_pair.request.statements.insert_str(0, &request);
            request_pair.response.statements.push_str(&response);
        }
        let compare = guard::restrict_filter("filter", &self.restricted_fields, key);
        request_pair.request.statements.insert_str(0, &compare);
        request_pair
    }

    fn changes(
        &self,
        stored: &Stored,
        policies: &[&Policy],
        guard: impl Fn(&Policy) -> Change,
    ) -> Vec<RequestPair> {
        let changes = policies.iter().map(|policy| guard(&policy.as_stored(stored)));
        let changes: Vec<_> = changes.collect();
        let mut operation = self.clone();
        let has_required = changes.iter().any(|change| change.is_item_dependent);
        if has_required {
            operation.require();
        }
        let mut request_pair = operation.unguarded(stored);
        let mut request_pairs = Vec::new();
        for change in changes {
            let Statements { request, response } = change.around;
            request_pair.request.statements.insert_str(0, &request);
            request_pair.response.statements.insert_str(0, &response);
            let lookup = change.lookup.filter(|_| self.is_conditional());
            request_pairs.extend(lookup.map(|lookup| RequestPair {
                actions: &["dynamodb:GetItem"],
                request: lookup.request,
                response: lookup.response,
                is_lookup: true,
            }));
        }
        if has_required {
            request_pair.request.statements.insert_str(0, "#set( $required = [] )\n");
        }
        if self.is_conditional() {
            let compare = guard::restrict_filter("condition", &self.restricted_fields, None);
            request_pair.request.statements.insert_str(0, &compare);
        }
        request_pairs.push(request_pair);
        request_pairs
    }

    /// Whether a write can be refused for its caller's condition.
    fn is_conditional(&self) -> bool {
        match &self.request {
            Request::UpdateItem(update) => update.conditional,
            Request::DeleteItem(delete) => delete.conditional,
            _ => false,
        }
    }

    /// Adds what `$required` lists to the conditions of a write.
    fn require(&mut self) {
        match &mut self.request {
            Request::UpdateItem(update) => update.conditions.push(Condition::required()),
            Request::DeleteItem(delete) => delete.conditions.push(Condition::required()),
            _ => {}
        }
    }
}
