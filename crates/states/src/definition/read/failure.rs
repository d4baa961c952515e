//! `Retry` and `Catch`.

use super::fields::Fields;
use super::{CAUGHT, Reader};
use crate::definition::{Catcher, Retrier};
use crate::document::Node;
use crate::fault::Problem;

/// The names that the language reserves.
const ERRORS: &[&str] = &[
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

const MOST: u64 = 99_999_999;

/// The most seconds between attempts: a year.
const DELAY: u64 = 31_622_399;

impl Reader<'_> {
    pub(super) fn retriers(&mut self, fields: &Fields<'_>) -> Vec<Retrier> {
        let mut read = Vec::new();
        let nodes = fields.get("Retry").and_then(|node| self.array(node, "`Retry`"));
        for (index, node) in nodes.unwrap_or_default().iter().enumerate() {
            let Some(fields) = Fields::of(node, "a retrier", self) else { continue };
            fields.only(
                &[
                    "ErrorEquals",
                    "IntervalSeconds",
                    "MaxAttempts",
                    "BackoffRate",
                    "MaxDelaySeconds",
                    "JitterStrategy",
                    "Comment",
                ],
                self,
            );
            let errors = self.errors(&fields, nodes.unwrap_or_default(), index);
            let interval = fields.whole("IntervalSeconds", 1, MOST, self).unwrap_or(1);
            let max_delay = fields.whole("MaxDelaySeconds", 1, DELAY, self);
            if max_delay.is_some_and(|most| most <= interval) {
                self.report(
                    Problem::new(
                        "states::field_value",
                        "`MaxDelaySeconds` is not greater than `IntervalSeconds`",
                        &fields.span("MaxDelaySeconds"),
                    )
                    .help(format!("write more than {interval}")),
                );
            }
            let strategy = fields.get("JitterStrategy");
            let jitter = strategy.and_then(|n| self.word(n, "JitterStrategy", &["FULL", "NONE"]));
            read.push(Retrier {
                errors,
                interval,
                max_attempts: fields.whole("MaxAttempts", 0, MOST, self).unwrap_or(3),
                backoff: self.backoff(&fields),
                max_delay,
                jitter: jitter == Some("FULL"),
            });
        }
        read
    }

    fn backoff(&mut self, fields: &Fields<'_>) -> f64 {
        let Some(node) = fields.get("BackoffRate") else { return 2.0 };
        match node.to_json().as_f64() {
            Some(rate) if rate >= 1.0 => return rate,
            Some(_) => self.report(
                Problem::new("states::field_value", "`BackoffRate` is less than 1", &node.span)
                    .help("write 1.0 to keep the interval, more to lengthen it"),
            ),
            None => self.mistyped(node, "`BackoffRate`", "a number"),
        }
        2.0
    }

    pub(super) fn catchers(&mut self, fields: &Fields<'_>) -> Vec<Catcher> {
        let mut read = Vec::new();
        let nodes = fields.get("Catch").and_then(|node| self.array(node, "`Catch`"));
        for (index, node) in nodes.unwrap_or_default().iter().enumerate() {
            let Some(fields) = Fields::of(node, "a catcher", self) else { continue };
            let own = if self.jsonata() { "Output" } else { "ResultPath" };
            fields.only(&["ErrorEquals", "Next", "Assign", "Comment", own], self);
            let errors = self.errors(&fields, nodes.unwrap_or_default(), index);
            let result_path = self.selection(&fields, "ResultPath");
            self.in_catcher = true;
            let output = self.seeing(CAUGHT, |reader| reader.payload(&fields, "Output", false));
            let assign = self.seeing(CAUGHT, |reader| reader.assignment(&fields));
            self.in_catcher = false;
            let next = fields.required("Next", self);
            if let Some(next) = next.and_then(|node| self.target(node, "Next")) {
                read.push(Catcher { errors, next, result_path, output, assign });
            }
        }
        read
    }

    /// Warns of an error name that begins as the reserved ones do, and is none of them.
    pub(super) fn reserved(&mut self, name: &str, node: &Node) {
        if name.starts_with("States.") && !ERRORS.contains(&name) && !node.is_placeholder() {
            self.report(
                Problem::new(
                    "states::error_name",
                    format!("unknown reserved error name `{name}`"),
                    &node.span,
                )
                .warning()
                .label("names that start with `States.` are reserved")
                .help("choose a name without `States.`")
                .meant(name, ERRORS.iter().copied()),
            );
        }
    }

    /// `ErrorEquals` of the `index`th of `all`.
    fn errors(&mut self, fields: &Fields<'_>, all: &[Node], index: usize) -> Vec<String> {
        let Some(node) = fields.required("ErrorEquals", self) else { return Vec::new() };
        let Some(items) = self.array(node, "`ErrorEquals`") else { return Vec::new() };
        if items.is_empty() {
            self.report(
                Problem::new("states::error_name", "`ErrorEquals` names no error", &node.span)
                    .help("write `States.ALL` for every error"),
            );
        }
        let mut names = Vec::new();
        for item in items {
            let Some(name) = self.text(item, "the name of an error") else { continue };
            self.reserved(name, item);
            if name == "States.ALL" && (items.len() > 1 || index + 1 < all.len()) {
                let message = match items.len() {
                    1 => format!("nothing after {} with `States.ALL` is reached", fields.what),
                    _ => "`States.ALL` must be the only error of its handler".to_owned(),
                };
                self.report(
                    Problem::new("states::unreachable_handler", message, &item.span)
                        .help("put `States.ALL` alone into the last handler"),
                );
            }
            names.push(name.to_owned());
        }
        names
    }
}
