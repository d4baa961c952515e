//! Icons of the types of states: lines in a square of 16 pixels, our own.

use crate::definition::{Kind, State};

/// The side of the square.
pub(super) const SIZE: f64 = 16.0;

/// The lines of a type's icon, in the notation of SVG's paths.
pub(super) fn lines(state: &State) -> &'static str {
    match &state.kind {
        // A flash.
        Kind::Task(_) => "M9.5 1L3.5 9.5H8L6.5 15L12.5 6.5H8z",
        // Lines side by side.
        Kind::Parallel(_) => "M3 2V14M8 2V14M13 2V14",
        // Sheets on each other.
        Kind::Map(_) => "M2 6.5H10.5V14.5H2zM4.5 4H13V12M7 1.5H15.5V9.5",
        // A fork.
        Kind::Choice(_) => "M8 15V9L3 3M8 9L13 3M2.5 6V2.5H6M10 2.5H13.5V6",
        // A clock.
        Kind::Wait(_) => "M14.5 8A6.5 6.5 0 1 1 1.5 8A6.5 6.5 0 1 1 14.5 8M8 4V8L10.5 10",
        // An arrow.
        Kind::Pass(_) => "M2 8H13.5M9.5 4L13.5 8L9.5 12",
        // A tick in a circle.
        Kind::Succeed => "M14.5 8A6.5 6.5 0 1 1 1.5 8A6.5 6.5 0 1 1 14.5 8M5 8.2L7.2 10.4L11 5.8",
        // A cross in a circle.
        Kind::Fail { .. } => {
            "M14.5 8A6.5 6.5 0 1 1 1.5 8A6.5 6.5 0 1 1 14.5 8M5.7 5.7L10.3 10.3M10.3 5.7L5.7 10.3"
        }
    }
}

/// The class of a type's colors.
pub(super) fn class(state: &State) -> &'static str {
    match &state.kind {
        Kind::Task(_) => "work",
        Kind::Parallel(_) | Kind::Map(_) => "many",
        Kind::Choice(_) => "choose",
        Kind::Wait(_) => "wait",
        Kind::Pass(_) => "pass",
        Kind::Succeed => "good",
        Kind::Fail { .. } => "bad",
    }
}
