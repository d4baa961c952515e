//! What the program says to schemas that are at fault, as its users see it.
//!
//! Each folder of `cases/` is a project at fault; what `burgeon build` says to it (`burgeon migrate`,
//! if its name begins so) is in `expected/`, as an insta snapshot. Cases that cannot be committed are made in `made.rs`.

mod made;
mod project;
mod sarif;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use burgeon::core::Code;
use libtest_mimic::{Arguments, Failed, Trial};

use made::Case;
use project::Project;

/// Diagnostics of a defect of Burgeon or of a custom transformer: no input leads to them.
const DEFECTS: [&str; 4] = [
    "infrastructure/conflict",
    "infrastructure/missing-data-source",
    "infrastructure/missing-output",
    "internal/defect",
];

/// Advice, which is given of sound schemas only.
const ADVICE: [&str; 2] = ["auth/filtered-pages", "index/scan"];

fn main() {
    let mut trials: Vec<Trial> = cases().into_iter().map(trial).collect();
    trials.push(Trial::test("every_diagnostic_has_a_name_of_its_own", || {
        every_diagnostic_has_a_name_of_its_own();
        Ok(())
    }));
    trials.push(Trial::test("every_diagnostic_is_shown_by_a_case", || {
        every_diagnostic_is_shown_by_a_case();
        Ok(())
    }));
    let sarif = Trial::test("sarif_is_valid", || sarif::every_log_is_valid(&cases()));
    trials.push(sarif.with_ignored_flag(true));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn cases() -> Vec<Case> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder().join("cases"))
        .expect("the cases are there")
        .map(|entry| entry.expect("the cases can be listed").path())
        .collect();
    folders.sort();
    folders.into_iter().map(Case::of_folder).chain(made::cases()).collect()
}

/// The fixtures of the directives, whose diagnostics `transformers/tests/fixtures.rs` compares.
fn fixtures() -> Vec<Case> {
    fn find(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                let is_fixture = folder.ends_with("fixtures");
                if is_fixture { found.push(path) } else { find(&path, found) }
            }
        }
    }
    let mut folders = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../transformers/src"), &mut folders);
    assert!(folders.len() > 20, "{} fixtures were found", folders.len());
    folders.into_iter().map(Case::of_folder).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn trial(case: Case) -> Trial {
    Trial::test(case.name.clone(), move || {
        let project = Project::of(&case);
        let before = project.former_build();
        let said = project.fails(&case, "human")?;
        if project.former_build() != before {
            return Err(Failed::from("the last build has changed"));
        }
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(folder().join("expected"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), said));
        Ok(())
    })
}

fn every_diagnostic_has_a_name_of_its_own() {
    let mut known: BTreeMap<&str, &Code> = BTreeMap::new();
    for code in diagnostics() {
        let name = code.name;
        // Transformers that belong together share what can go wrong.
        let other = known.insert(name, code);
        assert!(other.is_none_or(|other| std::ptr::eq(other, code)), "two are called {name}");
        let (room, what) = name.split_once('/').expect("a name is `<room>/<what>`");
        let is_kebab = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || "-8".contains(c))
        };
        assert!(is_kebab(room) && is_kebab(what), "{name}");
        let explanation = code.explanation.trim_end();
        assert!(explanation.len() > 60 && explanation.ends_with(['.', '`', ')']), "{name}");
    }
}

fn every_diagnostic_is_shown_by_a_case() {
    let shown: BTreeSet<String> =
        cases().iter().chain(&fixtures()).flat_map(|case| Project::of(case).codes(case)).collect();
    let known: BTreeSet<&str> = diagnostics().into_iter().map(|code| code.name).collect();
    let is_unshown = |name: &&str| !shown.contains(*name) && !ADVICE.contains(name);
    let unshown: Vec<&str> = known.iter().copied().filter(is_unshown).collect();
    assert_eq!(unshown, DEFECTS, "diagnostics that no case shows");
    let unlisted: Vec<&String> =
        shown.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(unlisted.is_empty(), "not listed by `burgeon explain`: {unlisted:?}");
}

/// All diagnostics there are.
fn diagnostics() -> Vec<&'static Code> {
    let transformers = burgeon::transformers();
    let own = transformers.iter().flat_map(|transformer| transformer.codes());
    burgeon::codes().into_iter().chain(own.copied()).collect()
}
