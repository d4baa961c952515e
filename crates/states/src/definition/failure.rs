//! Retriers and catchers.

use super::{Selection, Target, Template};

/// Which failures are tried again, and how.
#[derive(Debug, Clone)]
pub struct Retrier {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// Seconds before the first further attempt.
    pub interval: u64,
    /// The maximal number of retries.
    pub max_attempts: u64,
    /// The factor of the interval from attempt to attempt.
    pub backoff: f64,
    /// The most seconds between attempts.
    pub max_delay: Option<u64>,
    /// Whether the wait is random between zero and the interval.
    pub jitter: bool,
}

/// A catcher of failures.
#[derive(Debug, Clone)]
pub struct Catcher {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// The state that follows.
    pub next: Target,
    /// The path of the input that the error is written to.
    pub result_path: Selection,
    /// The input of the next state, in JSONata.
    pub output: Option<Template>,
    /// Variables and their values.
    pub assign: Option<Template>,
}
