use super::{Operation, Request};
use crate::mapping_template::MappingTemplate;
use crate::policy::Policy;
use crate::relational::{Dialect, Table};
use crate::steps::guard::{self, Statements};

/// A request to a database as it is made under a guard, and what is made of its answer, which is
/// left in `$answer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestPair {
    /// The request template.
    pub request: MappingTemplate,
    /// The response template.
    pub response: MappingTemplate,
}

/// The answer to a request that found no row to change.
const NONE_CHANGED: &str = "$rows.isEmpty() && $util.isNullOrEmpty($ctx.args.condition)";

impl Operation {
    /// The request under all of the policies: conditions of rules on a row are part of the statement
    /// itself.
    pub fn request_pair(&self, table: &Table, policies: &[&Policy]) -> RequestPair {
        let is_limited = policies.iter().any(|policy| policy.is_item_dependent());
        let mut request = match &self.request {
            Request::Get(get) => get.request(table, is_limited),
            Request::List(list) => list.request(table),
            Request::Create(create) => create.request(table),
            Request::Update(update) => update.request(table),
            Request::Delete(delete) => delete.request(table),
        };
        let mut refused = String::new();
        for policy in policies {
            let Statements { request: before, response } = self.guard(policy);
            request.statements.insert_str(0, &before);
            refused.push_str(&response);
        }
        self.compare().into_iter().for_each(|statements| {
            request.statements.insert_str(0, &statements);
        });
        if is_limited || !matches!(self.request, Request::Get(_) | Request::Create(_)) {
            request.statements.insert_str(0, "#set( $required = [] )\n");
        }
        let output = "$util.toJson($answer)\n".to_owned();
        let statements = self.answer(table.dialect(), &refused);
        RequestPair { request, response: MappingTemplate { statements, output } }
    }

    fn guard(&self, policy: &Policy) -> Statements {
        match &self.request {
            Request::Get(_) | Request::List(_) => guard::require(policy),
            Request::Create(_) => guard::put(policy),
            Request::Update(_) | Request::Delete(_) => {
                guard::change_in_statement(policy, NONE_CHANGED)
            }
        }
    }

    /// The statements that restrict the caller's filter.
    fn compare(&self) -> Vec<String> {
        match &self.request {
            Request::List(list) => {
                let by_arguments = self.restricted_fields.iter().filter_map(|(fields, policy)| {
                    let required = guard::require_readable(policy).request;
                    Some(match list.compares(fields)? {
                        Some(condition) => guard::when(&condition, &required),
                        None => required,
                    })
                });
                by_arguments
                    .chain([guard::restrict_filter("filter", &self.restricted_fields, None)])
                    .collect()
            }
            Request::Update(_) | Request::Delete(_) => {
                vec![guard::restrict_filter("condition", &self.restricted_fields, None)]
            }
            Request::Get(_) | Request::Create(_) => vec![],
        }
    }

    /// The statements that set `$answer`, and those that deny after the rows.
    fn answer(&self, dialect: Dialect, refused: &str) -> String {
        let error = crate::steps::RAISE_ERROR;
        let rows = |statement: usize| {
            format!("#set( $rows = $util.rds.toJsonObject($ctx.result).get({statement}) )\n")
        };
        let (written, overlay) = (include_str!("written.vtl"), include_str!("overlay.vtl"));
        match (&self.request, dialect) {
            (Request::List(list), _) => list.response(),
            (Request::Get(_), _) => error.to_owned() + &rows(0) + include_str!("found.vtl"),
            (Request::Create(_), Dialect::Mysql) => error.to_owned() + &rows(1) + written,
            (Request::Update(_), Dialect::Mysql) => {
                error.to_owned() + &rows(0) + refused + written + overlay
            }
            _ => error.to_owned() + &rows(0) + refused + written,
        }
    }
}
