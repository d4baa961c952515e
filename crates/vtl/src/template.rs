//! A parsed template.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use burgeon_diagnostics::{RenderedDiagnostic, Source};

use crate::check;
use crate::codes;
use crate::entries::{self, Entry};
use crate::fault::ParseError;
use crate::syntax::{self, Names, Problem, ast::Block};

/// The maximum size of a template, regardless of an environment's limits: 16 MiB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A parsed template: `Send`, `Sync`, cheap to clone, and as often evaluated as needed.
#[derive(Debug, Clone)]
pub struct Template(Arc<Parsed>);

#[derive(Debug)]
struct Parsed {
    source: Arc<Source>,
    block: Block,
    names: Names,
    /// The statements whose coverage is recorded, by their bytes.
    statements: Vec<Range<usize>>,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// Every syntax error of the template.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        Self::parse_named("template.vtl", source)
    }

    /// Parses a template; `name` (a file name) is the path of its diagnostics.
    ///
    /// # Errors
    /// Every syntax error of the template.
    pub fn parse_named(name: &str, source: &str) -> Result<Self, ParseError> {
        Self::parse_source(Source::new(name, source))
    }

    /// Parses a source.
    ///
    /// # Errors
    /// Every syntax error of the template.
    pub fn parse_source(source: Arc<Source>) -> Result<Self, ParseError> {
        Self::parse_with(source, |text, names| Ok((syntax::parse(text, names)?, Vec::new())))
    }

    /// Parses a source whose evaluations record the lines that they run, which takes longer:
    /// [`Evaluation::lines`](crate::Evaluation::lines) of [`Template::lines`].
    ///
    /// # Errors
    /// Every syntax error of the template.
    pub fn parse_for_coverage(source: Arc<Source>) -> Result<Self, ParseError> {
        Self::parse_with(source, syntax::parse_marked)
    }

    fn parse_with(
        source: Arc<Source>,
        parse: impl Fn(&str, &mut Names) -> Result<(Block, Vec<Range<usize>>), Vec<Problem>>,
    ) -> Result<Self, ParseError> {
        let mut names = Names::default();
        let length = source.text.len();
        let parsed = if length > MAX_BYTES {
            let problem = Problem::new(&codes::SIZE, "the template is too large", (0, 0))
                .label(format!("has {length} bytes"))
                .help(format!("a template has at most {MAX_BYTES} bytes"));
            Err(vec![problem])
        } else {
            parse(&source.text, &mut names)
        };
        match parsed {
            Ok((block, statements)) => {
                Ok(Self(Arc::new(Parsed { source, block, names, statements })))
            }
            Err(problems) => {
                let found = problems.into_iter().map(|problem| problem.render(&source));
                Err(ParseError(found.collect()))
            }
        }
    }

    /// Reports unknown utilities, and utilities that are called with a wrong number of
    /// arguments.
    pub fn check(&self) -> Vec<RenderedDiagnostic> {
        check::problems(&self.0.block, &self.0.names)
            .into_iter()
            .map(|problem| problem.render(&self.0.source))
            .collect()
    }

    /// The values written under a key, determined statically: in printed JSON, in maps, by `put` and by
    /// assigning to a property, in every branch.
    pub fn entries(&self, key: &str) -> Vec<Entry> {
        entries::entries(&self.0.block, &self.0.names, key)
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        &self.0.source.text
    }

    /// The name that its diagnostics have for it.
    pub fn name(&self) -> &str {
        &self.0.source.path
    }

    /// The lines that an evaluation can run, from 1: those on which a statement begins, and those of
    /// texts. None unless it was parsed by [`Template::parse_for_coverage`].
    pub fn lines(&self) -> BTreeSet<usize> {
        self.lines_of(0..self.0.statements.len())
    }

    /// The lines of some of its statements.
    pub(crate) fn lines_of(&self, statements: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let ranges = statements.into_iter().filter_map(|index| self.0.statements.get(index));
        ranges.flat_map(|range| written_lines(&self.0.source, range)).collect()
    }

    pub(crate) fn text(&self) -> &Source {
        &self.0.source
    }

    pub(crate) fn block(&self) -> &Block {
        &self.0.block
    }

    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }
}

/// The lines of a range that hold something other than white space; that of its start if it is empty.
fn written_lines(source: &Source, range: &Range<usize>) -> Vec<usize> {
    let first = source.position(range.start).line;
    let text = source.text.get(range.clone()).unwrap_or_default();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    match range.is_empty() {
        true => vec![first],
        false => lines.map(|(offset, _)| first + offset).collect(),
    }
}
