//! Java's regular expressions: translated, compiled within bounds of memory, and kept.
//!
//! What a search costs an evaluation is accounted for by `methods::regex`.

mod translate;

use std::collections::HashMap;
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};

use translate::translate;

/// The maximal number of backtracking steps.
const BACKTRACKS: usize = 100_000;
/// Bytes that a compiled expression may take up.
const SIZE: usize = 1 << 20;
/// Expressions kept compiled.
const KEPT: usize = 64;

/// Compiled expressions, kept from one evaluation to the next.
#[derive(Debug, Default)]
pub(crate) struct Regexes {
    /// The patterns that match entire texts.
    whole: HashMap<String, Rc<Pattern>>,
    /// The patterns that match parts of texts.
    part: HashMap<String, Rc<Pattern>>,
}

/// How much of a text an expression has to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The whole text.
    Whole,
    /// Any part of it.
    Part,
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) regex: Regex,
    /// Whether a search takes more than linear time.
    pub(crate) backtracks: bool,
}

impl Regexes {
    /// The compiled form of an expression, if it is kept.
    pub(crate) fn get(&self, pattern: &str, extent: Extent) -> Option<&Rc<Pattern>> {
        match extent {
            Extent::Whole => self.whole.get(pattern),
            Extent::Part => self.part.get(pattern),
        }
    }

    /// Compiles an expression and keeps it.
    ///
    /// # Errors
    /// It is none, or it is too large.
    pub(crate) fn compile(&mut self, pattern: &str, extent: Extent) -> Result<Rc<Pattern>, String> {
        let compiled = Rc::new(Pattern::compile(pattern, extent)?);
        let kept = match extent {
            Extent::Whole => &mut self.whole,
            Extent::Part => &mut self.part,
        };
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(pattern.to_owned(), Rc::clone(&compiled));
        Ok(compiled)
    }
}

impl Pattern {
    fn compile(pattern: &str, extent: Extent) -> Result<Self, String> {
        let mut translated = translate(pattern)?;
        let backtracks = ["(?=", "(?!", "(?<", "(?>", "*+", "++", "?+", "}+", "\\k"]
            .iter()
            .any(|part| translated.contains(part))
            || translated.as_bytes().windows(2).any(|w| w[0] == b'\\' && w[1].is_ascii_digit());
        if extent == Extent::Whole {
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
}
