//! Virtual time, and the futures that wait for it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// A clock that jumps to the next awaited time.
#[derive(Debug)]
pub(super) struct Clock {
    now: Cell<i64>,
    waiting: RefCell<BTreeSet<i64>>,
}

impl Clock {
    pub(super) fn new(now: i64) -> Self {
        Self { now: Cell::new(now), waiting: RefCell::default() }
    }

    /// Milliseconds since 1970.
    pub(super) fn now(&self) -> i64 {
        self.now.get()
    }

    /// Waits until a time.
    pub(super) async fn until(&self, time: i64) {
        std::future::poll_fn(|_| {
            if self.now.get() >= time {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().insert(time);
            Poll::Pending
        })
        .await;
    }

    /// Waits for a number of milliseconds.
    pub(super) async fn pass(&self, milliseconds: u64) {
        let milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX);
        self.until(self.now().saturating_add(milliseconds)).await;
    }

    /// The result of `work` within a number of milliseconds, or `None`.
    pub(super) async fn within<T>(
        &self,
        milliseconds: u64,
        work: Pin<Box<dyn Future<Output = T> + '_>>,
    ) -> Option<T> {
        let mut work = work;
        let mut deadline = pin!(self.pass(milliseconds));
        std::future::poll_fn(|context| {
            if let Poll::Ready(result) = work.as_mut().poll(context) {
                return Poll::Ready(Some(result));
            }
            deadline.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}

/// Drives `work` to its end; whenever nothing goes on, time goes on.
pub(super) fn run<T>(clock: &Clock, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        clock.waiting.borrow_mut().clear();
        if let Poll::Ready(result) = work.as_mut().poll(&mut context) {
            return result;
        }
        // Every pending part waits for a time; without one, the same moment is tried again.
        if let Some(next) = clock.waiting.borrow().first() {
            clock.now.set(clock.now().max(*next));
        }
    }
}
