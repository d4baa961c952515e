//! Levels: which warnings are hidden, which become errors, and which findings are accepted.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::rendered::RenderedDiagnostic;

/// The level of a warning or of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not reported.
    Allow,
    /// It is reported as a warning.
    Warn,
    /// It is reported as an error.
    Deny,
}

/// Levels by name, and accepted findings. Errors keep their severity: they mean that something
/// cannot work.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    by_name: BTreeMap<String, Level>,
    accepted: Vec<(String, String)>,
    denies_warnings: bool,
}

/// Diagnostics at their levels.
#[derive(Debug)]
pub struct Leveled {
    /// The diagnostics that are left, in their order.
    pub reports: Vec<RenderedDiagnostic>,
    /// The positions of the acceptances that no diagnostic matches.
    pub unused: Vec<usize>,
}

impl Levels {
    /// Sets the level of a diagnostic (`auth/redundant-rule`), or of all diagnostics of a
    /// category (`auth/*`). A name takes precedence.
    pub fn set(&mut self, name: impl Into<String>, level: Level) {
        self.by_name.insert(name.into(), level);
    }

    /// Accepts a diagnostic at a schema coordinate.
    pub fn accept(&mut self, diagnostic: impl Into<String>, coordinate: impl Into<String>) {
        self.accepted.push((diagnostic.into(), coordinate.into()));
    }

    /// Makes an error of every warning that is left.
    pub fn deny_warnings(&mut self) {
        self.denies_warnings = true;
    }

    /// Applies the levels.
    pub fn apply(&self, reports: Vec<RenderedDiagnostic>) -> Leveled {
        let mut is_used = vec![false; self.accepted.len()];
        let leveled = |mut report: RenderedDiagnostic| {
            if report.severity == Severity::Error {
                return Some(report);
            }
            let matching = self
                .accepted
                .iter()
                .position(|(diagnostic, at)| diagnostic == report.code.name && is_at(&report, at));
            if let Some(position) = matching {
                is_used[position] = true;
                return None;
            }
            match self.level(report.code.name) {
                Some(Level::Allow) => return None,
                Some(Level::Warn) => report.severity = Severity::Warning,
                Some(Level::Deny) => report.severity = Severity::Error,
                None => {}
            }
            if self.denies_warnings && report.severity == Severity::Warning {
                report.severity = Severity::Error;
            }
            Some(report)
        };
        let reports = reports.into_iter().filter_map(leveled).collect();
        let unused = (0..is_used.len()).filter(|position| !is_used[*position]).collect();
        Leveled { reports, unused }
    }

    fn level(&self, name: &str) -> Option<Level> {
        let room = name.split_once('/').map_or(name, |(room, _)| room);
        self.by_name.get(name).or_else(|| self.by_name.get(&format!("{room}/*"))).copied()
    }
}

fn is_at(report: &RenderedDiagnostic, coordinate: &str) -> bool {
    report.coordinate.as_deref() == Some(coordinate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Diagnostic, Location};

    static RULE: Code = Code { name: "auth/redundant-rule", explanation: "" };
    static OWNER: Code = Code { name: "auth/transferable-owner", explanation: "" };

    fn rendered(found: Diagnostic<()>) -> RenderedDiagnostic {
        found.render(|()| None::<Location>)
    }

    fn names(levels: &Levels) -> (Vec<(&'static str, Severity)>, Vec<usize>) {
        let found = vec![
            rendered(Diagnostic::warning(&RULE, "redundant rule")),
            rendered(Diagnostic::warning(&OWNER, "owners can reassign").about("Post.owner")),
            rendered(Diagnostic::error(&OWNER, "wrong").about("Post.owner")),
        ];
        let Leveled { reports, unused } = levels.apply(found);
        (reports.iter().map(|report| (report.code.name, report.severity)).collect(), unused)
    }

    #[test]
    fn a_name_has_precedence_over_its_room() {
        let mut levels = Levels::default();
        levels.set("auth/*", Level::Allow);
        levels.set("auth/redundant-rule", Level::Deny);
        let (left, _) = names(&levels);
        assert_eq!(left, [(RULE.name, Severity::Error), (OWNER.name, Severity::Error)]);
    }

    #[test]
    fn an_acceptance_hides_one_finding_and_no_error() {
        let mut levels = Levels::default();
        levels.accept(OWNER.name, "Post.owner");
        levels.accept(OWNER.name, "Comment.owner");
        levels.accept(OWNER.name, "Post");
        levels.accept(RULE.name, "Post.owner");
        let (left, unused) = names(&levels);
        assert_eq!(left, [(RULE.name, Severity::Warning), (OWNER.name, Severity::Error)]);
        assert_eq!(unused, [1, 2, 3]);
    }

    #[test]
    fn denied_warnings_are_errors_unless_they_are_allowed() {
        let mut levels = Levels::default();
        levels.set(OWNER.name, Level::Allow);
        levels.deny_warnings();
        let (left, _) = names(&levels);
        assert_eq!(left, [(RULE.name, Severity::Error), (OWNER.name, Severity::Error)]);
    }
}
