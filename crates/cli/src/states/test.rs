//! `burgeon states test`

use std::path::{Path, PathBuf};

use amazon_states_language::definition::{ExecutionType, Kind, Transition};
use amazon_states_language::run::{Execution, Exit, Inspect, Visit, inspect};
use amazon_states_language::{Machine, Substitutions};
use burgeon_expectations::{
    Case, Coverage, Difference, Match, Part, PartKind, Verdict, compare, find, run_files,
};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::mocks::Mocks;
use super::sources;
use crate::args::{StatesTest, TextFormat};
use crate::{Failed, console, show};

/// A test of a machine, or of one of its states.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Test {
    /// The definition or template, relative to the test's file.
    #[serde(default)]
    definition: Option<PathBuf>,
    /// The logical id of the machine in a template.
    #[serde(default)]
    machine: Option<String>,
    /// The state that is tested alone.
    #[serde(default)]
    state: Option<String>,
    /// The input of the execution or of the state.
    #[serde(default = "empty")]
    input: Json,
    /// Answers by state, or the path of a file with them.
    #[serde(default = "empty")]
    mocks: Json,
    #[serde(default)]
    substitute: Substitutions,
    /// Variables, for one state.
    #[serde(default)]
    variables: Map<String, Json>,
    /// Members of the context object, for one state.
    #[serde(default)]
    context: Map<String, Json>,
    /// The number of earlier attempts, for one state.
    #[serde(default)]
    retries: u64,
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    express: bool,
    expected: Expected,
    #[serde(default, rename = "match")]
    matching: Match,
}

/// The expectations of a test. Members that are left out are not compared, except the error.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Expected {
    #[serde(default)]
    status: Option<String>,
    #[serde(default, deserialize_with = "present")]
    output: Option<Json>,
    #[serde(default)]
    error: Option<String>,
    /// A part of the cause.
    #[serde(default)]
    cause: Option<String>,
    /// The names of the states, in the order in which they are entered.
    #[serde(default)]
    path: Option<Json>,
    /// Virtual seconds of the whole run.
    #[serde(default)]
    seconds: Option<f64>,
    /// The next state, for one state that is tested alone.
    #[serde(default)]
    next: Option<String>,
    /// The data after stages, for one state that is tested alone.
    #[serde(default)]
    stages: Option<Json>,
}

fn empty() -> Json {
    json!({})
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

/// Runs the tests, and reports failed ones and the coverage.
pub(super) fn run(arguments: &StatesTest) -> Result<(), Failed> {
    let files = find(&arguments.tests).map_err(|error| {
        let help =
            "a test is a JSON or YAML file with `definition`, `input`, `mocks` and `expected`";
        Failed::Message(error.to_string(), help.to_owned())
    })?;
    let default = arguments.definition.as_deref();
    let mut report = run_files::<Test>(&files, |case| match outcome(case, default) {
        Ok((differences, coverage)) => (Verdict::from(differences), coverage),
        Err(failed) => (Verdict::Error(failed.to_text()), Coverage::default()),
    });
    if let Some(file) = &arguments.junit {
        std::fs::write(file, report.to_junit("burgeon states")).map_err(|reason| {
            let message = format!("cannot write `{}`: {reason}", file.display());
            Failed::Message(message, "name a file in a folder that can be written to".to_owned())
        })?;
    }
    match arguments.format {
        TextFormat::Human => {
            if !arguments.coverage {
                report.coverage = Coverage::default();
            }
            console::print(&report.to_text())?;
        }
        TextFormat::Json => show::json(&report.to_json())?,
    }
    if report.failed() == 0 { Ok(()) } else { Err(Failed::AlreadyReported) }
}

/// The differences from a test's expectations, and the parts that it ran.
fn outcome(
    case: &Case<Test>,
    default: Option<&Path>,
) -> Result<(Vec<Difference>, Coverage), Failed> {
    let Case { path, test, .. } = case;
    let folder = path.parent().unwrap_or(Path::new(""));
    let own = test.definition.as_ref().map(|definition| folder.join(definition));
    let file = own.or_else(|| default.map(Path::to_owned)).ok_or_else(|| {
        Failed::Message(
            format!("{}: the test names no definition", path.display()),
            "add `definition`, or name one with `--definition`".to_owned(),
        )
    })?;
    let (definition, kind) = sources::one(&file, test.machine.as_deref(), &test.substitute)?;
    let machine = &definition.machine;
    let (mocks_path, mocks) = match &test.mocks {
        Json::String(file) => (folder.join(file), crate::eval::json(&folder.join(file))?),
        mocks => (path.clone(), mocks.clone()),
    };
    let mut mocks = Mocks::read(&mocks_path, mocks, machine)?;
    let express = test.express || kind == ExecutionType::Express;
    let start = super::start(test.now.as_deref(), test.seed, express)?;
    let title = file.display().to_string();
    let mut coverage = Coverage::default();
    expect_all(&mut coverage, &title, machine);
    let found = match &test.state {
        Some(name) => {
            let state = machine.state(name).ok_or_else(|| {
                let message = format!("the machine has no state `{name}`");
                Failed::Message(message, "name a state of the machine".to_owned())
            })?;
            let with = Inspect {
                variables: test.variables.clone(),
                context: test.context.clone(),
                retries: test.retries,
            };
            coverage.hit(&title, Part::new(PartKind::State, name));
            json!(inspect(state, test.input.clone(), &start, &with, &mut mocks))
        }
        None => {
            let execution = Execution::run(machine, test.input.clone(), &start, &mut mocks);
            hit_all(&mut coverage, &title, &execution.visits);
            let names: Vec<_> = execution.visits.iter().map(|visit| &visit.state).collect();
            let mut found = super::outcome(&execution, start.time);
            found["path"] = json!(names);
            found
        }
    };
    Ok((test.differences(&found), coverage))
}

impl Test {
    fn differences(&self, found: &Json) -> Vec<Difference> {
        let expected = &self.expected;
        let mut differences = Vec::new();
        let mut check = |name: &str, expected: &Json, found: &Json, how: Match| {
            differences.extend(compare(name, expected, found, how));
        };
        let no_error = expected.error.is_none() && expected.cause.is_none();
        match &expected.status {
            Some(status) => check("status", &json!(status), &found["status"], Match::Exact),
            None if no_error && !found["error"].is_null() => {
                check("error", &Json::Null, &found["error"], Match::Exact);
                check("cause", &Json::Null, &found["cause"], Match::Exact);
            }
            None => {}
        }
        if let Some(output) = &expected.output {
            check("output", output, &found["output"], self.matching);
        }
        if let Some(error) = &expected.error {
            check("error", &json!(error), &found["error"], Match::Exact);
        }
        if let Some(cause) = &expected.cause {
            let is_in = found["cause"].as_str().is_some_and(|found| found.contains(cause));
            if !is_in {
                check("cause", &json!(cause), &found["cause"], Match::Exact);
            }
        }
        if let Some(path) = &expected.path {
            check("path", path, &found["path"], Match::Exact);
        }
        if let Some(seconds) = expected.seconds {
            check("seconds", &json!(seconds), &found["seconds"], Match::Exact);
        }
        if let Some(next) = &expected.next {
            check("next", &json!(next), &found["nextState"], Match::Exact);
        }
        if let Some(stages) = &expected.stages {
            check("stages", stages, &found["inspectionData"], Match::Partial);
        }
        differences
    }
}

/// Adds every state, branch of a choice and catcher of a machine to the coverage.
fn expect_all(coverage: &mut Coverage, file: &str, machine: &Machine) {
    for state in machine.all_states() {
        let name = &state.name;
        coverage.expect(file, Part::new(PartKind::State, name));
        if let Kind::Choice(rules) = &state.kind {
            for position in 0..rules.len() {
                coverage.expect(file, rule(name, position));
            }
            if let Transition::Next(_) = &state.transition {
                coverage.expect(file, default(name));
            }
        }
        for position in 0..state.catch.len() {
            coverage.expect(file, catcher(name, position));
        }
    }
}

/// Marks the states, branches and catchers of a run as covered.
fn hit_all(coverage: &mut Coverage, file: &str, visits: &[Visit]) {
    for Visit { state, exit } in visits {
        coverage.hit(file, Part::new(PartKind::State, state));
        match exit {
            Some(Exit::Rule(position)) => coverage.hit(file, rule(state, *position)),
            Some(Exit::Default) => coverage.hit(file, default(state)),
            Some(Exit::Catcher(position)) => coverage.hit(file, catcher(state, *position)),
            Some(Exit::Done | Exit::Failed) | None => {}
        }
    }
}

fn rule(state: &str, position: usize) -> Part {
    Part::new(PartKind::Branch, format!("{state} > Choices[{position}]"))
}

fn default(state: &str) -> Part {
    Part::new(PartKind::Branch, format!("{state} > Default"))
}

fn catcher(state: &str, position: usize) -> Part {
    Part::new(PartKind::Transition, format!("{state} > Catch[{position}]"))
}
