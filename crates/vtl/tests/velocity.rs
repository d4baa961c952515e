//! Compares the crate with what Apache Velocity 1.7 answers to the same cases.
//!
//! `tests/velocity/run` asks Velocity itself; what it answered is kept in `velocity.tsv`, so that
//! this test needs no Java.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use appsync_vtl::{Context, Environment, Template, evaluate};

/// Where the cases are, and what Velocity answers to them; `VELOCITY_CASES` names another place.
fn folder() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/velocity");
    std::env::var_os("VELOCITY_CASES").map_or_else(own, PathBuf::from)
}

/// A template with the variables that it sees.
struct Case {
    template: String,
    variables: serde_json::Map<String, serde_json::Value>,
}

/// The cases by `<file>/<title>`; see `tests/velocity/README.md` for their format.
fn cases() -> BTreeMap<String, Case> {
    let mut cases = BTreeMap::new();
    for file in fs::read_dir(folder().join("cases")).expect("cases/ is a folder") {
        let path = file.expect("cases/ can be listed").path();
        let stem = path.file_stem().expect("a case file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a case file can be read");
        for section in format!("\n{text}").split("\n=== ").skip(1) {
            let (title, body) = section.split_once('\n').unwrap_or((section, ""));
            if title.starts_with("//") {
                continue;
            }
            let (variables, template) = match body.strip_prefix("--- ") {
                Some(rest) => {
                    let (context, template) = rest.split_once('\n').unwrap_or((rest, ""));
                    (serde_json::from_str(context).expect(title), template)
                }
                None => (serde_json::Map::new(), body),
            };
            // A section ends before the line break that precedes the next title; the last one has
            // its own.
            let template = if text.ends_with(section) {
                template.strip_suffix('\n').unwrap_or(template)
            } else {
                template
            };
            let case = Case { template: template.to_owned(), variables };
            let earlier = cases.insert(format!("{stem}/{title}"), case);
            assert!(earlier.is_none(), "two cases are called {stem}/{title}");
        }
    }
    cases
}

/// What the crate answers, in the form of a line of `velocity.tsv`.
fn answer(case: &Case) -> String {
    let template = match Template::parse(&case.template) {
        Ok(template) => template,
        Err(_) => return "syntax\t".to_owned(),
    };
    let context = Context { variables: case.variables.clone(), ..Context::default() };
    let evaluation = evaluate(&template, &context, &mut Environment::fixed(0));
    match evaluation.error {
        Some(_) => "error\t".to_owned(),
        None => {
            let output = evaluation.output.replace('\\', "\\\\").replace('\n', "\\n");
            format!("output\t{}", output.replace('\r', "\\r").replace('\t', "\\t"))
        }
    }
}

fn lines(file: &str, separator: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder().join(file)).expect(file);
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| line.split_once(separator).expect("a line has two parts"))
        .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
        .collect()
}

#[test]
fn answers_as_velocity_does() {
    let expected = lines("velocity.tsv", "\t");
    let differences = lines("differences.txt", ": ");
    let cases = cases();
    let mut wrong = Vec::new();
    for (name, case) in &cases {
        let Some(expected) = expected.get(name) else {
            wrong.push(format!("{name}: not in velocity.tsv; run tests/velocity/run --update"));
            continue;
        };
        let answer = answer(case);
        match (answer == *expected, differences.contains_key(name)) {
            (true, false) | (false, true) => {}
            (true, true) => wrong.push(format!("{name}: is listed, and does not differ any more")),
            (false, false) => wrong.push(format!(
                "{name}:\n  template {:?}\n  velocity {expected}\n  this     {answer}",
                case.template
            )),
        }
    }
    for name in differences.keys().filter(|name| !cases.contains_key(*name)) {
        wrong.push(format!("{name}: is listed, and is no case"));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
