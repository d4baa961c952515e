//! A parsed and checked module.

use std::sync::Arc;

use burgeon_diagnostics::{RenderedDiagnostic, Severity, Source};

use crate::link::Linked;
use crate::parse;

/// Everything that AppSync would refuse in a module.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.first().map_or("invalid module", |found| found.message.as_str()))]
pub struct ParseError(pub Vec<RenderedDiagnostic>);

/// A module that AppSync would accept: `Send`, `Sync`, cheap to clone, and as often evaluated as
/// needed.
#[derive(Debug, Clone)]
pub struct Module(Arc<Checked>);

#[derive(Debug)]
struct Checked {
    source: Arc<Source>,
    warnings: Vec<RenderedDiagnostic>,
    #[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "only the engine runs it"))]
    function: Linked,
}

impl Module {
    /// Parses and checks a module.
    ///
    /// # Errors
    /// Everything in it that AppSync refuses.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        Self::parse_named("code.js", source)
    }

    /// Parses and checks a module; `name` (a file name) is the path of its diagnostics.
    ///
    /// # Errors
    /// Everything in it that AppSync refuses.
    pub fn parse_named(name: &str, source: &str) -> Result<Self, ParseError> {
        Self::parse_source(Source::new(name, source))
    }

    /// Parses and checks a source.
    ///
    /// # Errors
    /// Everything in it that AppSync refuses.
    pub fn parse_source(source: Arc<Source>) -> Result<Self, ParseError> {
        let (findings, function) = parse::parse(&source.text);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| finding.severity() == Severity::Error);
        let render = |findings: Vec<&parse::Finding>| {
            let mut rendered: Vec<_> =
                findings.into_iter().map(|finding| finding.render_in(&source)).collect();
            burgeon_diagnostics::sort(&mut rendered);
            rendered
        };
        match function {
            Some(function) if errors.is_empty() => {
                let warnings = render(warnings);
                Ok(Self(Arc::new(Checked { source, warnings, function })))
            }
            _ => Err(ParseError(render(findings.iter().collect()))),
        }
    }

    /// What AppSync may not run, although its linter accepts it.
    pub fn warnings(&self) -> &[RenderedDiagnostic] {
        &self.0.warnings
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        &self.0.source.text
    }

    /// The name that its diagnostics have for it.
    pub fn name(&self) -> &str {
        &self.0.source.path
    }

    /// The module as the text of a function that returns its handlers.
    #[cfg(feature = "engine")]
    pub(crate) fn function(&self) -> &str {
        &self.0.function.text
    }

    /// The characters of the function before the module's first line.
    #[cfg(feature = "engine")]
    pub(crate) fn prefix(&self) -> usize {
        self.0.function.prefix
    }

    /// What is the same for clones of one module, and differs for others that are alive.
    #[cfg(feature = "engine")]
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}
