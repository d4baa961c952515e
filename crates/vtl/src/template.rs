//! A parsed template.

use std::sync::Arc;

use crate::check;
use crate::entries::{self, Entry};
use crate::fault::{Fault, Faults};
use crate::syntax::{self, Names, Problem, ast::Block};

/// No template is longer than this, whatever an environment's limits: 16 MiB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A parsed template: `Send`, `Sync`, cheap to clone, and as often evaluated as needed.
#[derive(Debug, Clone)]
pub struct Template(Arc<Parsed>);

#[derive(Debug)]
struct Parsed {
    name: String,
    source: Arc<str>,
    block: Block,
    names: Names,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// All syntax faults of the template.
    pub fn parse(source: &str) -> Result<Self, Faults> {
        Self::parse_named("template.vtl", source)
    }

    /// Parses a template; `name` (a file name) is what its faults are shown under.
    ///
    /// # Errors
    /// All syntax faults of the template.
    pub fn parse_named(name: &str, source: &str) -> Result<Self, Faults> {
        let source: Arc<str> = source.into();
        let mut names = Names::default();
        let parsed = if source.len() > MAX_BYTES {
            let problem = Problem::new("vtl::size", "the template is too large", (0, 0))
                .label(format!("has {} bytes", source.len()))
                .help(format!("a template has at most {MAX_BYTES} bytes"));
            Err(vec![problem])
        } else {
            syntax::parse(&source, &mut names)
        };
        match parsed {
            Ok(block) => Ok(Self(Arc::new(Parsed { name: name.into(), source, block, names }))),
            Err(problems) => {
                let faults = problems.into_iter().map(|p| p.in_template(name, &source));
                Err(Faults(faults.collect()))
            }
        }
    }

    /// What the template names that does not exist: utilities, or utilities with another number
    /// of arguments than they take.
    pub fn check(&self) -> Vec<Fault> {
        check::problems(&self.0.block, &self.0.names)
            .into_iter()
            .map(|problem| problem.in_template(&self.0.name, &self.0.source))
            .collect()
    }

    /// What it writes under a key, as far as that can be told without running it: in the JSON that it
    /// prints, in maps, by `put` and by assigning to a property; in whichever branch.
    pub fn entries(&self, key: &str) -> Vec<Entry> {
        entries::entries(&self.0.block, &self.0.names, key)
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The name that faults are shown under.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn block(&self) -> &Block {
        &self.0.block
    }

    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }
}
