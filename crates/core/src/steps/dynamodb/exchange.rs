use super::{Condition, Operation, Request};
use crate::api::{Key, Policy, Stored};
use crate::resolver::MappingTemplate;
use crate::steps::guard::{self, Statements};

/// A request to a table as it is made under a guard, and what is made of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The IAM actions that it needs.
    pub actions: &'static [&'static str],
    /// The request template.
    pub request: MappingTemplate,
    /// The response template.
    pub response: MappingTemplate,
    /// Whether it only looks at the object that the next one is about.
    pub is_lookup: bool,
}

impl Operation {
    /// The requests that are made, each under all of the policies; the operation's own is the last.
    pub fn exchanges(&self, stored: &Stored, policies: &[&Policy]) -> Vec<Exchange> {
        match &self.request {
            Request::UpdateItem(update) => self.changes(stored, &update.key, policies),
            Request::DeleteItem(delete) => self.changes(stored, &delete.key, policies),
            Request::PutItem(_) => vec![self.around(stored, policies, guard::put)],
            Request::GetItem(_) => vec![self.around(stored, policies, guard::read)],
            Request::QueryOne(_) => vec![self.around(stored, policies, guard::read_first)],
            Request::Scan(_) | Request::Query(_) | Request::List(_) | Request::Sync(_) => {
                vec![self.around(stored, policies, guard::read_many)]
            }
        }
    }

    fn around(
        &self,
        stored: &Stored,
        policies: &[&Policy],
        guard: fn(&Policy) -> Statements,
    ) -> Exchange {
        let mut exchange = Exchange {
            actions: self.actions(),
            request: self.request(stored),
            response: self.response(stored),
            is_lookup: false,
        };
        for policy in policies {
            exchange.wrap(guard(policy));
        }
        exchange
    }

    fn changes(&self, stored: &Stored, key: &Key, policies: &[&Policy]) -> Vec<Exchange> {
        let change = |policy: &&Policy| match &self.disclosure {
            Some(_) => guard::change_told(policy),
            None => guard::change(policy, key),
        };
        let changes: Vec<_> = policies.iter().map(change).collect();
        let mut operation = self.clone();
        let has_required = changes.iter().any(|change| change.looks_at_objects);
        if has_required {
            operation.require();
        }
        let mut exchange = operation.around(stored, &[], guard::read);
        let mut exchanges = Vec::new();
        for change in changes {
            let Statements { request, response } = change.around;
            exchange.wrap(Statements { request, response });
            exchanges.extend(change.lookup.map(|lookup| Exchange {
                actions: &["dynamodb:GetItem"],
                request: lookup.request,
                response: lookup.response,
                is_lookup: true,
            }));
        }
        if has_required {
            exchange.request.statements.insert_str(0, "#set( $required = [] )\n");
        }
        exchanges.push(exchange);
        exchanges
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

impl Exchange {
    fn wrap(&mut self, statements: Statements) {
        self.request.statements.insert_str(0, &statements.request);
        self.response.statements.insert_str(0, &statements.response);
    }
}
