//! A parsed template.

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
        let mut names = Names::default();
        let length = source.text.len();
        let parsed = if length > MAX_BYTES {
            let problem = Problem::new(&codes::SIZE, "the template is too large", (0, 0))
                .label(format!("has {length} bytes"))
                .help(format!("a template has at most {MAX_BYTES} bytes"));
            Err(vec![problem])
        } else {
            syntax::parse(&source.text, &mut names)
        };
        match parsed {
            Ok(block) => Ok(Self(Arc::new(Parsed { source, block, names }))),
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
