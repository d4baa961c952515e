use appsync_vtl::Evaluation;
use serde::Serialize;
use serde_json::{Value as Json, json};

/// The outcome of an evaluation, in the form of `aws appsync evaluate-mapping-template`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome {
    /// The text that was rendered; null if the evaluation failed.
    pub(super) evaluation_result: Option<String>,
    /// Why it failed; null if it did not.
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
    /// The rendered text: as JSON if it is JSON, otherwise without outer white space.
    pub(super) fn result(&self) -> Json {
        match &self.evaluation_result {
            Some(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.trim().to_owned()))
            }
            None => Json::Null,
        }
    }
}
