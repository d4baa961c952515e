//! The outcome of an evaluation.

use appsync_vtl::Evaluation;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::rendered;

/// The outcome of an evaluation, with the members of `aws appsync evaluate-mapping-template`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome {
    /// The rendered text; null if the evaluation failed.
    pub(super) evaluation_result: Option<String>,
    /// The error that it failed with; null if it did not.
    pub(super) error: Json,
    /// The stash as the evaluation left it.
    pub(super) stash: Json,
    /// The errors of `$util.appendError`.
    pub(super) out_errors: Json,
    /// The lines of `$util.log`.
    pub(super) logs: Vec<String>,
}

impl From<Evaluation> for Outcome {
    fn from(evaluation: Evaluation) -> Self {
        let failed = evaluation.error.is_some();
        Self {
            evaluation_result: (!failed).then_some(evaluation.output),
            error: json!(evaluation.error),
            stash: evaluation.stash,
            out_errors: json!(evaluation.out_errors),
            logs: evaluation.logs,
        }
    }
}

impl Outcome {
    /// The rendered text as JSON; the text without outer white space if it is not JSON.
    pub(super) fn result(&self) -> Json {
        match &self.evaluation_result {
            Some(text) => {
                rendered::parse(text).unwrap_or_else(|_| Json::String(text.trim().to_owned()))
            }
            None => Json::Null,
        }
    }

    /// Why the rendered text is not JSON, if it is not.
    pub(super) fn not_json(&self) -> Option<String> {
        let text = self.evaluation_result.as_deref().filter(|text| !text.trim().is_empty())?;
        rendered::parse(text).err().map(|error| error.to_string())
    }
}
