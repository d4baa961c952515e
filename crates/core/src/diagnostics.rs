//! The diagnostics of a compilation: collected from all its stages, printed once.

pub use burgeon_diagnostics::{
    Code, Edit, Label, Level, Leveled, Levels, Position, RenderedDiagnostic, RenderedFix, Severity,
    closest, escape_control_chars, sort,
};

use std::collections::HashSet;

use crate::source::{SourceLocation, Sources};

/// A diagnostic about the author's files.
pub type Diagnostic = burgeon_diagnostics::Diagnostic<SourceLocation>;

/// All diagnostics so far.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list over the given schema files.
    pub fn new(sources: Sources) -> Self {
        Self { sources, list: vec![] }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list, with its files.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
        self.sources.absorb(other.sources);
    }

    /// The number of diagnostics.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Removes those after the first `earlier` ones whose location encloses that of one of these:
    /// they follow from it.
    pub fn drop_consequences(&mut self, earlier: usize) {
        let mut later = self.list.split_off(earlier.min(self.list.len()));
        let causes: Vec<&SourceLocation> =
            self.list.iter().filter_map(Diagnostic::location).collect();
        later.retain(|found| {
            let follows = |at: &SourceLocation| causes.iter().any(|cause| at.encloses(cause));
            !found.location().is_some_and(follows)
        });
        self.list.extend(later);
    }

    /// Drops the warnings and the advice that were found after the first `earlier` ones: what they are
    /// about is not complete.
    pub fn drop_warnings(&mut self, earlier: usize) {
        let mut later = self.list.split_off(earlier.min(self.list.len()));
        later.retain(|found| found.severity() == Severity::Error);
        self.list.extend(later);
    }

    /// Drops what was found after the first `earlier` ones about definitions of these names.
    pub fn drop_mentions(&mut self, earlier: usize, names: &HashSet<String>) {
        if names.is_empty() {
            return;
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_about = |found: &Diagnostic| {
            let quoted = found.message().split('`').skip(1).step_by(2);
            let mut words = quoted.flat_map(|quoted| quoted.split(|c| !is_word(c)));
            words.any(|word| names.contains(word))
        };
        let mut later = self.list.split_off(earlier.min(self.list.len()));
        later.retain(|found| !is_about(found));
        self.list.extend(later);
    }

    /// Keeps those whose stable name the condition holds for.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&'static str) -> bool) {
        self.list.retain(|found| is_kept(found.code().name));
    }

    /// Whether any of them stops the compilation.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The diagnostics with their locations resolved, sorted by file and position, each one once.
    ///
    /// One that does not name what it is about is about the definition that its first place in the
    /// schema is in.
    pub fn reports(&self) -> Vec<RenderedDiagnostic> {
        let render = |found: &Diagnostic| {
            let mut rendered = found.render(|place| self.sources.resolve(place));
            let enclosing = || found.locations().find_map(|place| self.sources.coordinate(place));
            rendered.coordinate = rendered.coordinate.or_else(enclosing);
            rendered
        };
        let mut rendered = self.list.iter().map(render).collect();
        sort(&mut rendered);
        rendered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    static CODE: Code = Code { name: "test/code", explanation: "" };

    #[test]
    fn warnings_do_not_stop() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::warning(&CODE, "odd"));
        assert!(!found.has_errors() && !found.is_empty());
        found.push(Diagnostic::error(&CODE, "wrong"));
        assert!(found.has_errors());
    }

    #[test]
    fn what_follows_from_an_earlier_diagnostic_is_dropped() {
        let source = Source::new("a.graphql", "one two three");
        let at = |range| {
            Diagnostic::error(&CODE, "wrong").at(SourceLocation::Text(source.clone(), range), "")
        };
        let mut found = Diagnostics::default();
        found.push(at(4..7));
        found.push(at(0..7));
        found.push(at(8..13));
        found.drop_consequences(1);
        let starts: Vec<usize> =
            found.reports().iter().map(|found| found.labels[0].range.start).collect();
        assert_eq!(starts, [4, 8]);
    }

    #[test]
    fn what_mentions_a_damaged_definition_is_dropped() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::error(&CODE, "`Todo` is damaged"));
        found.push(Diagnostic::error(&CODE, "`Note.todo` returns `[Todo]`"));
        found.push(Diagnostic::error(&CODE, "`TodoList` is unknown, not Todo"));
        found.drop_mentions(1, &HashSet::from(["Todo".to_owned()]));
        let left: Vec<&str> = found.list.iter().map(Diagnostic::message).collect();
        assert_eq!(left, ["`Todo` is damaged", "`TodoList` is unknown, not Todo"]);
    }

    #[test]
    fn only_errors_are_left_where_warnings_are_dropped() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::warning(&CODE, "odd"));
        found.push(Diagnostic::warning(&CODE, "odd later"));
        found.push(Diagnostic::error(&CODE, "wrong later"));
        found.drop_warnings(1);
        let left: Vec<&str> = found.list.iter().map(Diagnostic::message).collect();
        assert_eq!(left, ["odd", "wrong later"]);
    }
}
