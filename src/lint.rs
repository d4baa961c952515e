//! The `lint` section of the settings, applied to what a compilation found.

use burgeon_core::diagnostics::{Code, Level, Leveled, Levels, RenderedDiagnostic};
use burgeon_core::settings::LintLevel;
use burgeon_core::{Diagnostic, Diagnostics, Settings};

/// Every kind of diagnostic that this module reports.
pub(crate) static CODES: &[&Code] = &[&UNKNOWN_DIAGNOSTIC, &UNUSED_ACCEPTANCE];

static UNKNOWN_DIAGNOSTIC: Code = Code {
    name: "lint/unknown-diagnostic",
    explanation: "`lint` in the settings names a diagnostic that does not exist. `burgeon explain` \
lists all names; `auth/*` means all names of a category.",
};

static UNUSED_ACCEPTANCE: Code = Code {
    name: "lint/unused-acceptance",
    explanation: "`lint.accept` in the settings accepts a finding that does not occur: the schema has \
changed, or `at` is not the coordinate that the finding shows behind its name, such as `Todo.owner` in \
`auth/transferable-owner at Todo.owner`. Correct the acceptance or remove it; it could hide a later \
finding.",
};

/// The diagnostics at their levels. `is_whole` is true if the compilation went through all stages:
/// only then are unused acceptances reported.
pub(crate) fn apply(
    settings: &Settings,
    known: &[&'static Code],
    denies_warnings: bool,
    is_whole: bool,
    reports: Vec<RenderedDiagnostic>,
) -> Vec<RenderedDiagnostic> {
    let lint = &settings.lint;
    let mut levels = Levels::default();
    for (name, level) in &lint.levels {
        levels.set(
            name,
            match level {
                LintLevel::Allow => Level::Allow,
                LintLevel::Warn => Level::Warn,
                LintLevel::Deny => Level::Deny,
            },
        );
    }
    for acceptance in &lint.accept {
        levels.accept(&acceptance.diagnostic, &acceptance.at);
    }
    if denies_warnings {
        levels.deny_warnings();
    }
    let mut found = unknown_names(settings, known);
    let coordinates = Coordinates::new(&reports);
    let Leveled { mut reports, unused } = levels.apply(reports);
    if is_whole {
        for position in unused {
            let Some(acceptance) = lint.accept.get(position) else { continue };
            let message = format!("no `{}` at `{}`", acceptance.diagnostic, acceptance.at);
            found.push(
                Diagnostic::warning(&UNUSED_ACCEPTANCE, message)
                    .at_node(
                        settings.locations.item(&["lint", "accept"], position).cloned(),
                        "accepts nothing",
                    )
                    .help("remove this acceptance")
                    .did_you_mean(&acceptance.at, coordinates.of(&acceptance.diagnostic)),
            );
        }
    }
    reports.extend(levels.apply(found.reports()).reports);
    reports
}

/// What the findings are about, by their names.
struct Coordinates(Vec<(&'static str, String)>);

impl Coordinates {
    fn new(reports: &[RenderedDiagnostic]) -> Self {
        let coordinate =
            |found: &RenderedDiagnostic| Some((found.code.name, found.coordinate.clone()?));
        Self(reports.iter().filter_map(coordinate).collect())
    }

    fn of<'a>(&'a self, diagnostic: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| *name == diagnostic).map(|(_, at)| at.as_str())
    }
}

fn unknown_names(settings: &Settings, known: &[&'static Code]) -> Diagnostics {
    let mut found = Diagnostics::default();
    let is_known = |name: &str| match name.strip_suffix("/*") {
        Some(room) => {
            known.iter().any(|code| code.name.split_once('/').is_some_and(|it| it.0 == room))
        }
        None => known.iter().any(|code| code.name == name),
    };
    let named = settings.lint.levels.keys();
    for name in named.filter(|name| !is_known(name)) {
        found.push(unknown(name, known).at_node(
            settings.locations.key(&["lint", "levels", name]).cloned(),
            "not the name of a diagnostic",
        ));
    }
    for (position, acceptance) in settings.lint.accept.iter().enumerate() {
        if !is_known(&acceptance.diagnostic) {
            found.push(unknown(&acceptance.diagnostic, known).at_node(
                settings.locations.item(&["lint", "accept"], position).cloned(),
                "not the name of a diagnostic",
            ));
        }
    }
    found
}

fn unknown(name: &str, known: &[&'static Code]) -> Diagnostic {
    Diagnostic::warning(&UNKNOWN_DIAGNOSTIC, format!("unknown diagnostic `{name}`"))
        .help("`burgeon explain` lists all diagnostics")
        .did_you_mean(name, known.iter().map(|code| code.name))
}
