//! A diagnostic, as the stage that found it makes it.

use serde::Serialize;

use crate::code::Code;
use crate::suggestion::closest;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input is valid and could be improved.
    Advice,
    /// Worth knowing; the output is written.
    Warning,
    /// No output is written.
    Error,
}

/// A diagnostic whose locations are of type `L`.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic<L> {
    pub(crate) code: &'static Code,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) labels: Vec<(L, String)>,
    pub(crate) help: Option<String>,
    pub(crate) fixes: Vec<Fix<L>>,
    pub(crate) coordinate: Option<String>,
}

/// A change of the text that resolves a diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix<L> {
    /// The effect of the change, as an imperative.
    pub message: String,
    /// The replaced locations, and the texts in their place.
    pub edits: Vec<(L, String)>,
}

impl<L> Diagnostic<L> {
    fn new(code: &'static Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            labels: vec![],
            help: None,
            fixes: vec![],
            coordinate: None,
        }
    }

    /// An error. The message states the problem in lower case, without a full stop, with names in
    /// backquotes.
    pub fn error(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning. The message has the form of an error's.
    pub fn warning(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Advice. The message has the form of an error's.
    pub fn advice(code: &'static Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Advice, message)
    }

    /// Adds a label at a location. The first one is where the diagnostic is listed.
    #[must_use]
    pub fn at(mut self, location: impl Into<L>, label: impl Into<String>) -> Self {
        self.labels.push((location.into(), label.into()));
        self
    }

    /// Like [`Diagnostic::at`] for a node that may have no location, being generated.
    #[must_use]
    pub fn at_node(self, location: Option<impl Into<L>>, label: impl Into<String>) -> Self {
        match location {
            Some(location) => self.at(location, label),
            None => self,
        }
    }

    /// Sets the label of the location that was added last.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        if let Some((_, last)) = self.labels.last_mut() {
            *last = label.into();
        }
        self
    }

    /// Makes a warning of it.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Sets what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help unless there is one.
    #[must_use]
    pub fn or_help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// Sets the help to "did you mean …" if one of `candidates` is close to `name`.
    #[must_use]
    pub fn did_you_mean<'a>(
        self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        match closest(name, candidates) {
            Some(close) => self.help(format!("did you mean `{close}`?")),
            None => self,
        }
    }

    /// Adds a fix that replaces one location.
    #[must_use]
    pub fn fix(
        mut self,
        message: impl Into<String>,
        location: impl Into<L>,
        replacement: impl Into<String>,
    ) -> Self {
        let edits = vec![(location.into(), replacement.into())];
        self.fixes.push(Fix { message: message.into(), edits });
        self
    }

    /// Names what the diagnostic is about: by its schema coordinate (`Todo`, `Todo.name`), with the
    /// index's name for one of a table (`Todo#byOwner`), or by its path for a setting
    /// (`dataSources.orders`).
    #[must_use]
    pub fn about(mut self, coordinate: impl Into<String>) -> Self {
        self.coordinate = Some(coordinate.into());
        self
    }

    /// The kind of the diagnostic.
    pub fn code(&self) -> &'static Code {
        self.code
    }

    /// The severity.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The first location.
    pub fn location(&self) -> Option<&L> {
        self.labels.first().map(|(location, _)| location)
    }

    /// All locations, the main one first.
    pub fn locations(&self) -> impl Iterator<Item = &L> {
        self.labels.iter().map(|(location, _)| location)
    }

    /// The same diagnostic with locations of another type.
    pub fn map_locations<M>(self, mut map: impl FnMut(L) -> M) -> Diagnostic<M> {
        let mut all = |list: Vec<(L, String)>| -> Vec<(M, String)> {
            list.into_iter().map(|(location, text)| (map(location), text)).collect()
        };
        Diagnostic {
            code: self.code,
            severity: self.severity,
            message: self.message,
            labels: all(self.labels),
            help: self.help,
            fixes: self
                .fixes
                .into_iter()
                .map(|fix| Fix { message: fix.message, edits: all(fix.edits) })
                .collect(),
            coordinate: self.coordinate,
        }
    }
}
