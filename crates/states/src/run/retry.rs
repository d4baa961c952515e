//! When a failed state is tried again.

use super::{Failure, World};
use crate::definition::State;

/// The position of the retrier that matches a failure.
pub(super) fn retrier(state: &State, failure: &Failure) -> Option<usize> {
    state.retry.iter().position(|retrier| failure.is_among(&retrier.errors))
}

/// Milliseconds until the next attempt, if there is one. `attempts` counts those of each retrier.
pub(super) fn delay(
    world: &World<'_>,
    state: &State,
    failure: &Failure,
    attempts: &mut [u64],
) -> Option<u64> {
    let position = retrier(state, failure)?;
    let (retrier, made) = state.retry.get(position).zip(attempts.get_mut(position))?;
    if *made >= retrier.max_attempts {
        return None;
    }
    let exponent = i32::try_from(*made).unwrap_or(i32::MAX);
    *made += 1;
    let seconds = retrier.interval as f64 * retrier.backoff.powi(exponent);
    let most = retrier.max_delay.unwrap_or(31_622_399) as f64;
    // The cast is of a number between zero and a year.
    let milliseconds = (seconds.min(most) * 1000.0) as u64;
    Some(if retrier.jitter { world.random() % (milliseconds + 1) } else { milliseconds })
}
