//! Java's regular expressions, within bounds of time and memory.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use fancy_regex::{Captures, Error, Regex, RegexBuilder, RuntimeError};

use crate::state::{Interrupt, State};
use crate::util::pattern::translate;

/// The maximal number of backtracking steps.
const BACKTRACKS: usize = 100_000;
/// The maximal size of a compiled expression.
const SIZE: usize = 1 << 20;
/// Expressions kept compiled.
const KEPT: usize = 64;
/// Steps that compiling an expression counts for, and a search that may try many ways.
const EXPENSIVE: usize = 10_000;

/// Compiled expressions, kept from one evaluation to the next.
#[derive(Debug, Default)]
pub(crate) struct Regexes {
    /// The patterns that match entire texts.
    whole: HashMap<String, Rc<Pattern>>,
    /// The patterns that match parts of texts.
    part: HashMap<String, Rc<Pattern>>,
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    regex: Regex,
    /// Whether a search takes more than linear time.
    backtracks: bool,
}

impl State<'_> {
    /// The compiled form of a Java regular expression.
    ///
    /// # Errors
    /// The expression is invalid or too large, or too few steps are left.
    pub(crate) fn regex(&mut self, pattern: &str) -> Result<Rc<Pattern>, Interrupt> {
        self.compiled(pattern, false)
    }

    /// Whether an entire text matches a Java regular expression.
    ///
    /// # Errors
    /// As [`State::regex`], and if matching exceeds its limit of steps.
    pub(crate) fn matches(&mut self, pattern: &str, text: &str) -> Result<bool, Interrupt> {
        let pattern = self.compiled(pattern, true)?;
        Ok(pattern.find(text, 0, self)?.is_some())
    }

    fn compiled(&mut self, pattern: &str, whole: bool) -> Result<Rc<Pattern>, Interrupt> {
        let kept = if whole { &mut self.regexes.whole } else { &mut self.regexes.part };
        if let Some(found) = kept.get(pattern) {
            return Ok(Rc::clone(found));
        }
        self.step(EXPENSIVE + pattern.len())?;
        let compiled = Rc::new(Pattern::compile(pattern, whole).map_err(|error| {
            Interrupt::exception(format!("`{pattern}` is not a regular expression: {error}"))
        })?);
        let kept = if whole { &mut self.regexes.whole } else { &mut self.regexes.part };
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(pattern.to_owned(), Rc::clone(&compiled));
        Ok(compiled)
    }
}

impl Pattern {
    fn compile(pattern: &str, whole: bool) -> Result<Self, String> {
        let mut translated = translate(pattern)?;
        let backtracks = ["(?=", "(?!", "(?<", "(?>", "*+", "++", "?+", "}+", "\\k"]
            .iter()
            .any(|part| translated.contains(part))
            || translated.as_bytes().windows(2).any(|w| w[0] == b'\\' && w[1].is_ascii_digit());
        if whole {
            translated = format!("\\A(?:{translated})\\z");
        }
        let regex = RegexBuilder::new(&translated)
            .backtrack_limit(BACKTRACKS)
            .delegate_size_limit(SIZE)
            .delegate_dfa_size_limit(SIZE)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { regex, backtracks })
    }

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
