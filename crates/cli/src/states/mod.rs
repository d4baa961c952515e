//! `burgeon states`

mod check;
mod convert;
mod draw;
mod format;
mod inspect;
mod mocks;
mod sources;
mod test;

use amazon_states_language::definition::ExecutionType;
use amazon_states_language::run::{Execution, Start};
use amazon_states_language::{Deployment, Policy};
use serde_json::{Value as Json, json};

use super::args::{States, StatesCommand, StatesPolicy, StatesRun};
use super::{Failed, console, show, substitutions};
pub(super) use draw::drawn;
use mocks::Mocks;

pub(super) fn run(arguments: &States) -> Result<(), Failed> {
    match &arguments.command {
        StatesCommand::Check(arguments) => check::run(arguments),
        StatesCommand::Run(arguments) => execute(arguments),
        StatesCommand::TestState(arguments) => inspect::run(arguments),
        StatesCommand::Test(arguments) => test::run(arguments),
        StatesCommand::Convert(arguments) => convert::run(arguments),
        StatesCommand::Format(arguments) => format::run(arguments),
        StatesCommand::Graph(arguments) => draw::run(arguments),
        StatesCommand::Policy(arguments) => policy(arguments),
    }
}

fn policy(arguments: &StatesPolicy) -> Result<(), Failed> {
    let (definition, _) = arguments.definition.read()?;
    let policy = Policy::of(&definition.machine);
    for resource in &policy.open {
        console::eprint(&format!("no permission for `{resource}`: its value is not known\n"));
    }
    let any = |given: &Option<String>| given.clone().unwrap_or_else(|| "*".to_owned());
    show::json(&policy.document(&Deployment {
        partition: arguments.partition.clone(),
        region: any(&arguments.region),
        account: any(&arguments.account),
        name: any(&arguments.name),
    }))
}

fn execute(arguments: &StatesRun) -> Result<(), Failed> {
    let (definition, kind) = arguments.definition.read()?;
    let input = match &arguments.input {
        Some(path) => super::eval::json(path)?,
        None => json!({}),
    };
    let mut mocks = match &arguments.mocks {
        Some(path) => Mocks::read(path, super::eval::json(path)?, &definition.machine)?,
        None => Mocks::default(),
    };
    let express = arguments.express || kind == ExecutionType::Express;
    if express {
        let faults = definition.faults_as(ExecutionType::Express);
        if !faults.is_empty() {
            show::print_faults(&faults);
            return Err(Failed::AlreadyReported);
        }
    }
    let start = start(arguments.now.as_deref(), arguments.seed, express)?;
    let execution = Execution::run(&definition.machine, input, &start, &mut mocks);
    for note in &mocks.notes {
        console::eprint(&format!("{note}\n"));
    }
    let mut outcome = outcome(&execution, start.time);
    if arguments.history {
        outcome["events"] = json!(execution.events);
    }
    show::json(&outcome)?;
    if execution.outcome.is_ok() { Ok(()) } else { Err(Failed::AlreadyReported) }
}

/// The time, seed and type of an execution.
fn start(now: Option<&str>, seed: u64, express: bool) -> Result<Start, Failed> {
    let mut start = Start { seed, ..Start::default() };
    if let Some(now) = now {
        start.time = super::eval::milliseconds(now)?;
    }
    if express {
        start.execution_type = ExecutionType::Express;
    }
    Ok(start)
}

/// The result of an execution as JSON.
fn outcome(execution: &Execution, began: i64) -> Json {
    let seconds = (execution.end - began) as f64 / 1000.0;
    let mut outcome = json!({ "status": execution.status, "seconds": seconds });
    match &execution.outcome {
        Ok(output) => outcome["output"] = output.clone(),
        Err(failure) => {
            outcome["error"] = json!(failure.error);
            outcome["cause"] = json!(failure.cause);
        }
    }
    outcome
}

impl super::args::StatesDefinition {
    /// Reads the definition that the arguments name, and reports the faults of an invalid one.
    fn read(&self) -> Result<(amazon_states_language::Definition, ExecutionType), Failed> {
        let values = substitutions::parse(&self.substitute)?;
        sources::one(&self.path, self.machine.as_deref(), &values)
    }
}
