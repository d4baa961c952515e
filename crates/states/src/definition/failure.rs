//! What becomes of failures.

use super::{Selection, Target, Template};

/// Which failures are tried again, and how.
#[derive(Debug, Clone)]
pub struct Retrier {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// Seconds before the first further attempt.
    pub interval: u64,
    /// How many further attempts are made.
    pub max_attempts: u64,
    /// What the interval is multiplied with from attempt to attempt.
    pub backoff: f64,
    /// The most seconds between attempts.
    pub max_delay: Option<u64>,
    /// Whether the time to wait is drawn between zero and the interval.
    pub jitter: bool,
}

/// Where failures go.
#[derive(Debug, Clone)]
pub struct Catcher {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// The state that follows.
    pub next: Target,
    /// Where in the input the error is put.
    pub result_path: Selection,
    /// What the following state is given, in JSONata.
    pub output: Option<Template>,
    /// Variables and their values.
    pub assign: Option<Template>,
}
