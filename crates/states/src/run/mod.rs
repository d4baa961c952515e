//! Runs state machines without an account: the clock, the seed and the tasks are parameters.
//!
//! Time is virtual. A `Wait` of a day takes no time, and runs are repeatable.
//!
//! ```
//! use amazon_states_language::Definition;
//! use amazon_states_language::run::{Answer, Call, Execution, Start};
//! use serde_json::json;
//!
//! let definition = Definition::parse(
//!     r#"{"StartAt": "Double", "States": {"Double": {
//!         "Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:double",
//!         "End": true}}}"#,
//! )?;
//! let mut tasks = |call: &Call| Answer::success(json!(call.input["n"].as_i64().unwrap_or(0) * 2));
//! let execution = Execution::run(&definition.machine, json!({"n": 21}), &Start::default(), &mut tasks);
//! assert_eq!(execution.outcome, Ok(json!(42)));
//! # Ok::<(), amazon_states_language::Faults>(())
//! ```

mod choice;
mod clock;
mod data;
mod failure;
mod history;
mod inspect;
mod item;
mod machine;
mod map;
mod parallel;
mod reader;
mod retry;
mod task;
mod visit;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::definition::{ExecutionType, Machine};
use crate::time;
use clock::Clock;
pub use failure::Failure;
pub use history::Event;
use history::History;
pub use inspect::{Inspect, Inspection, inspect};
use machine::Scope;
pub use task::{Answer, Call, Tasks};
pub use visit::{Exit, Visit};

/// The input and the parameters of a run.
#[derive(Debug, Clone)]
pub struct Start {
    /// The time, in milliseconds since 1970.
    pub time: i64,
    /// The seed of all random choices.
    pub seed: u64,
    /// The name of the execution.
    pub name: String,
    /// The name of the state machine.
    pub machine: String,
    /// Whether the execution is of type `STANDARD` or `EXPRESS`.
    pub execution_type: ExecutionType,
    /// The limits of the run.
    pub limits: Limits,
}

/// The limits of a run. The defaults are the quotas of Step Functions.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most events of the history, after which the execution fails.
    pub events: usize,
    /// The largest input or output of a state, in bytes of its JSON.
    pub payload: usize,
    /// The most items of a map.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { events: 25_000, payload: 262_144, items: 10_000 }
    }
}

impl Default for Start {
    /// The first second of 2020, seed 0.
    fn default() -> Self {
        Self {
            time: 1_577_836_800_000,
            seed: 0,
            name: "run".to_owned(),
            machine: "machine".to_owned(),
            execution_type: ExecutionType::Standard,
            limits: Limits::default(),
        }
    }
}

/// A run that has ended.
#[derive(Debug, Clone)]
pub struct Execution {
    /// Its output, or its failure.
    pub outcome: Result<Json, Failure>,
    /// The events, in the order of time.
    pub events: Vec<Event>,
    /// When it ended, in milliseconds since 1970.
    pub end: i64,
    /// Its status.
    pub status: Status,
    /// The states that it entered, in chronological order.
    pub visits: Vec<Visit>,
}

/// The status of a run, in the terms of Step Functions' `DescribeExecution`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// The machine has an output.
    Succeeded,
    /// A state failed, and no catcher handled the error.
    Failed,
    /// The execution exceeded its timeout.
    TimedOut,
}

/// The shared state of a run.
struct World<'a> {
    clock: Clock,
    history: RefCell<History>,
    tasks: RefCell<&'a mut dyn Tasks>,
    random: Cell<u64>,
    limits: Limits,
    visits: RefCell<Vec<Visit>>,
    /// The data after each stage of the inspected state, if there is one.
    stages: RefCell<Option<inspect::Stages>>,
}

impl<'a> World<'a> {
    fn new(start: &Start, tasks: &'a mut dyn Tasks) -> Self {
        Self {
            clock: Clock::new(start.time),
            history: RefCell::new(History::new(start.limits.events)),
            tasks: RefCell::new(tasks),
            random: Cell::new(start.seed),
            limits: start.limits,
            visits: RefCell::default(),
            stages: RefCell::default(),
        }
    }

    fn random(&self) -> u64 {
        let next = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(next);
        crate::intrinsic::mix(next)
    }
}

impl Execution {
    /// Runs a machine to its end.
    pub fn run(machine: &Machine, input: Json, start: &Start, tasks: &mut dyn Tasks) -> Self {
        let world = Rc::new(World::new(start, tasks));
        let context = context(start, &input);
        let role = context["Execution"]["RoleArn"].clone();
        let began = world.record(
            None,
            "ExecutionStarted",
            json!({"input": input.to_string(), "roleArn": role}),
        );
        let (outcome, status) = clock::run(&world.clock, async {
            let event = match began {
                Ok(event) => event,
                Err(failure) => return (Err(failure), Status::Failed),
            };
            let scope = Scope::new(context, event);
            let work = machine::run(world.clone(), machine, input, scope.clone());
            let ended = match deadline(machine, start) {
                Some(seconds) => world.clock.within(seconds.saturating_mul(1000), work).await,
                None => Some(work.await),
            };
            let (outcome, status) = match ended {
                Some(Ok(output)) => (Ok(output), Status::Succeeded),
                Some(Err(failure)) => (Err(failure), Status::Failed),
                None => (Err(Failure::timed_out("the execution")), Status::TimedOut),
            };
            world.end(&scope, outcome, status)
        });
        let end = world.clock.now();
        let events = world.history.borrow_mut().take();
        let visits = std::mem::take(&mut *world.visits.borrow_mut());
        Self { outcome, events, end, status, visits }
    }
}

/// The limit of an express execution in seconds.
const EXPRESS: u64 = 300;

/// The timeout of an execution in seconds.
fn deadline(machine: &Machine, start: &Start) -> Option<u64> {
    match start.execution_type {
        ExecutionType::Express => Some(machine.timeout_seconds.unwrap_or(EXPRESS).min(EXPRESS)),
        ExecutionType::Standard => machine.timeout_seconds,
    }
}

impl World<'_> {
    /// Records how the execution ended.
    fn end(
        &self,
        scope: &Scope,
        outcome: Result<Json, Failure>,
        status: Status,
    ) -> (Result<Json, Failure>, Status) {
        let last = |kind: &str, failure: &Failure| {
            self.history.borrow_mut().last(kind, self.clock.now(), failure.details());
        };
        match (&outcome, status) {
            (Ok(output), _) => {
                let details = json!({"output": output.to_string()});
                if let Err(failure) = self.record_in(scope, "ExecutionSucceeded", details) {
                    return (Err(failure), Status::Failed);
                }
            }
            (Err(failure), Status::TimedOut) => last("ExecutionTimedOut", failure),
            (Err(failure), _) => last("ExecutionFailed", failure),
        }
        (outcome, status)
    }
}

/// The context object at the start.
fn context(start: &Start, input: &Json) -> Json {
    const OWNER: &str = "eu-central-1:123456789012";
    let (machine, name) = (&start.machine, &start.name);
    let kind = match start.execution_type {
        ExecutionType::Standard => "execution",
        ExecutionType::Express => "express",
    };
    json!({
        "Execution": {
            "Id": format!("arn:aws:states:{OWNER}:{kind}:{machine}:{name}"),
            "Input": input,
            "Name": name,
            "RoleArn": "arn:aws:iam::123456789012:role/machine",
            "StartTime": time::format(start.time),
            "RedriveCount": 0,
        },
        "StateMachine": {
            "Id": format!("arn:aws:states:{OWNER}:stateMachine:{machine}"),
            "Name": machine,
        },
        "State": {},
    })
}
