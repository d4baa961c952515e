//! Searches with Java's regular expressions, within the bounds of an evaluation.

use std::ops::Range;
use std::rc::Rc;

use fancy_regex::{Captures, Error, RuntimeError};

use crate::java_regex::{Extent, Pattern};
use crate::state::{Interrupt, State};

/// Steps that compiling an expression counts for, and a search that may try many ways.
const EXPENSIVE: usize = 10_000;

impl State<'_> {
    /// The compiled form of a Java regular expression.
    ///
    /// # Errors
    /// The expression is invalid or too large, or too few steps are left.
    pub(crate) fn regex(&mut self, pattern: &str) -> Result<Rc<Pattern>, Interrupt> {
        self.compiled(pattern, Extent::Part)
    }

    /// Whether an entire text matches a Java regular expression.
    ///
    /// # Errors
    /// As [`State::regex`], and if matching exceeds its limit of steps.
    pub(crate) fn matches(&mut self, pattern: &str, text: &str) -> Result<bool, Interrupt> {
        let pattern = self.compiled(pattern, Extent::Whole)?;
        Ok(pattern.find(text, 0, self)?.is_some())
    }

    fn compiled(&mut self, pattern: &str, extent: Extent) -> Result<Rc<Pattern>, Interrupt> {
        if let Some(found) = self.regexes.get(pattern, extent) {
            return Ok(Rc::clone(found));
        }
        self.step(EXPENSIVE + pattern.len())?;
        self.regexes.compile(pattern, extent).map_err(|error| {
            Interrupt::exception(format!("`{pattern}` is not a regular expression: {error}"))
        })
    }
}

impl Pattern {
    /// The first match at or after the byte `from`.
    pub(crate) fn find(
        &self,
        text: &str,
        from: usize,
        state: &mut State<'_>,
    ) -> Result<Option<Range<usize>>, Interrupt> {
        self.charge(text.len() - from.min(text.len()), state)?;
        let found = self.regex.find_from_pos(text, from).map_err(failed)?;
        Ok(found.map(|found| found.range()))
    }

    /// The first match at or after the byte `from`, with its groups.
    pub(crate) fn captures<'t>(
        &self,
        text: &'t str,
        from: usize,
        state: &mut State<'_>,
    ) -> Result<Option<Captures<'t, str>>, Interrupt> {
        self.charge(text.len() - from.min(text.len()), state)?;
        self.regex.captures_from_pos(text, from).map_err(failed)
    }

    fn charge(&self, length: usize, state: &mut State<'_>) -> Result<(), Interrupt> {
        let search = if self.backtracks { EXPENSIVE } else { 4 };
        state.step(search + length / 64)
    }
}

fn failed(error: Error) -> Interrupt {
    match error {
        Error::RuntimeError(RuntimeError::BacktrackLimitExceeded) => {
            Interrupt::limit("a regular expression tries too many ways to match")
        }
        other => Interrupt::exception(other.to_string()),
    }
}
