//! What evaluations take from outside: time, randomness, limits.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use appsync_vtl::{FixedHost, Host, SystemHost};

use super::realm::Realm;
use super::session::Session;

/// Bounds on one evaluation. [`Limits::default`] has AppSync's own where it documents one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rounds of loops and calls of functions, by tens of thousands. Bounds the time, and does so in
    /// the same way on every machine.
    pub steps: u64,
    /// Time on the clock of the machine. Bounds what steps do not count.
    pub time: Duration,
    /// Bytes that the engine allocates for values and code.
    pub memory_bytes: usize,
    /// Bytes of stack that the engine takes up.
    pub stack_bytes: usize,
    /// Bytes of the result as JSON, and of what utilities record. AppSync: 5 MiB.
    pub output_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 20_000_000,
            time: Duration::from_secs(10),
            memory_bytes: 64 * 1024 * 1024,
            stack_bytes: 512 * 1024,
            output_bytes: 5 * 1024 * 1024,
        }
    }
}

/// What evaluations take from outside, and the engine. One environment serves any number of
/// evaluations, one after the other, on one thread.
pub struct Environment {
    pub(super) session: Rc<RefCell<Session>>,
    pub(super) limits: Limits,
    /// The engine, from the first evaluation on. Dropped when an evaluation leaves it unusable.
    pub(super) realm: Option<Realm>,
}

impl Environment {
    /// An environment with `host` and AppSync's limits.
    pub fn new(host: impl Host + 'static) -> Self {
        let limits = Limits::default();
        Self { session: Rc::new(RefCell::new(Session::new(host, limits))), limits, realm: None }
    }

    /// The machine's clock, randomness that differs in each run, AppSync's limits.
    pub fn system() -> Self {
        Self::new(SystemHost::new())
    }

    /// A clock that is fixed at `now_millis` and randomness from a constant seed: evaluations are
    /// repeatable.
    pub fn fixed(now_millis: i64) -> Self {
        Self::new(FixedHost::new(now_millis, 0))
    }

    /// The same environment with other limits.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.session.borrow_mut().set_limits(limits);
        self.realm = None;
        self
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("limits", &self.limits).finish_non_exhaustive()
    }
}
