//! The steps and the time that an evaluation has.

use std::cell::Cell;
use std::time::Instant;

use super::environment::Limits;

/// How many steps the engine takes between two questions whether to go on.
const STEPS_A_POLL: u64 = 10_000;

/// The steps and the time that are left. The engine polls it.
#[derive(Debug, Default)]
pub(super) struct Budget {
    polls_left: Cell<u64>,
    deadline: Cell<Option<Instant>>,
    exceeded: Cell<Option<Exceeded>>,
}

/// Which limit an evaluation reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeded {
    Steps,
    Time,
}

impl Budget {
    /// Gives the next evaluation all that `limits` allow.
    pub fn refill(&self, limits: &Limits) {
        self.polls_left.set(limits.steps.div_ceil(STEPS_A_POLL));
        self.deadline.set(Instant::now().checked_add(limits.time));
        self.exceeded.set(None);
    }

    /// Whether the evaluation has to end.
    pub fn poll(&self) -> bool {
        match self.polls_left.get().checked_sub(1) {
            Some(left) => self.polls_left.set(left),
            None => self.exceeded.set(Some(Exceeded::Steps)),
        }
        if self.deadline.get().is_some_and(|deadline| Instant::now() >= deadline) {
            self.exceeded.set(Some(Exceeded::Time));
        }
        self.exceeded.get().is_some()
    }

    /// The limit that ended the evaluation.
    pub fn exceeded(&self) -> Option<Exceeded> {
        self.exceeded.get()
    }
}
