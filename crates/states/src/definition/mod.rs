//! A state machine as it was read: the model that is checked, drawn and run.

mod choice;
mod placeholder;
mod read;
mod template;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value as Json;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use choice::{Comparison, Condition, Operation, Rule, Subject};
pub use placeholder::Placeholder;
pub(crate) use template::Assignment;
pub use template::Template;

use crate::fault::{Fault, Faults, Problem};

/// A state machine that follows the specification.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The machine.
    pub machine: Machine,
    /// What may not be meant, though it is allowed.
    pub warnings: Vec<Fault>,
    /// The whole as JSON, without the comments and the notation of the text.
    pub document: Json,
    /// The placeholders `${…}` in its texts, in the order of the text.
    pub placeholders: Vec<Placeholder>,
    name: String,
    source: Arc<str>,
}

impl Definition {
    /// Reads a definition, in JSON or YAML, and checks it against the specification.
    ///
    /// # Errors
    ///
    /// All the faults of the definition, in the order of the text, warnings among them.
    pub fn parse(text: &str) -> Result<Self, Faults> {
        Self::parse_named("definition", text)
    }

    /// The same for a definition that its faults are to call `name`, such as the path of its file.
    ///
    /// # Errors
    ///
    /// See [`Definition::parse`].
    pub fn parse_named(name: &str, text: &str) -> Result<Self, Faults> {
        let source: Arc<str> = text.into();
        let told = |problems| told(problems, name, &source);
        let (node, mut problems) =
            crate::document::read(text).map_err(|problem| Faults(told(vec![problem])))?;
        let machine = read::machine(&node, &mut problems);
        if let Some(machine) = &machine {
            crate::check::check(machine, &mut problems);
        }
        match machine {
            Some(machine) if problems.iter().all(Problem::is_warning) => {
                let warnings = told(problems);
                let (document, placeholders) = (node.to_json(), placeholder::all(&node));
                let name = name.to_owned();
                Ok(Self { machine, warnings, document, placeholders, name, source })
            }
            _ => Err(Faults(told(problems))),
        }
    }

    /// The text that it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What executions of a type cannot do, though the definition does it.
    pub fn faults_as(&self, kind: ExecutionType) -> Vec<Fault> {
        told(crate::check::of_type(&self.machine, kind), &self.name, &self.source)
    }
}

/// Faults in the order of the text, each once.
fn told(mut problems: Vec<Problem>, name: &str, source: &Arc<str>) -> Vec<Fault> {
    problems.sort_by_key(Problem::start);
    problems.dedup();
    problems.into_iter().map(|problem| problem.in_definition(name, source)).collect()
}

/// The language of the expressions of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum QueryLanguage {
    /// Paths, payload templates and intrinsic functions.
    #[default]
    #[serde(rename = "JSONPath")]
    JsonPath,
    /// Strings `{% … %}`.
    #[serde(rename = "JSONata")]
    Jsonata,
}

impl fmt::Display for QueryLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JsonPath => "JSONPath",
            Self::Jsonata => "JSONata",
        })
    }
}

/// A machine: the whole, a branch of a `Parallel` or the processor of a `Map`.
#[derive(Debug, Clone)]
pub struct Machine {
    /// What its author says of it.
    pub comment: Option<String>,
    /// The first state.
    pub start_at: Target,
    /// The states by name, in the order of the text.
    pub states: IndexMap<String, State>,
    /// The longest an execution takes, in seconds.
    pub timeout_seconds: Option<u64>,
}

/// The name of a state that is gone to.
#[derive(Debug, Clone)]
pub struct Target {
    /// The state's name.
    pub name: String,
    pub(crate) span: Range<usize>,
}

/// A state.
#[derive(Debug, Clone)]
pub struct State {
    /// Its name.
    pub name: String,
    /// What its author says of it.
    pub comment: Option<String>,
    /// The language of its expressions.
    pub query_language: QueryLanguage,
    /// What it does.
    pub kind: Kind,
    /// What follows it; of a `Choice`, its `Default`.
    pub transition: Transition,
    /// `InputPath`: what of its input it works on.
    pub input_path: Selection,
    /// `Parameters` or `Arguments`: what its work is given instead.
    pub arguments: Option<Template>,
    /// `ResultSelector`: what becomes of its result.
    pub result_selector: Option<Template>,
    /// `ResultPath`: where in its input the result is put.
    pub result_path: Selection,
    /// `OutputPath`: what of that it gives on.
    pub output_path: Selection,
    /// `Output`: what it gives on, in JSONata.
    pub output: Option<Template>,
    /// `Assign`: variables and their values.
    pub assign: Option<Template>,
    /// What is tried again, and how often.
    pub retry: Vec<Retrier>,
    /// Where failures go.
    pub catch: Vec<Catcher>,
    pub(crate) span: Range<usize>,
    /// The variables that it reads and those that it assigns.
    pub(crate) reads: Vec<Assignment>,
    pub(crate) assigns: Vec<Assignment>,
}

/// A path field that may be null.
#[derive(Debug, Clone)]
pub enum Selection {
    /// `$`, or a field that is not there.
    Whole,
    /// `null`.
    Nothing,
    /// A path.
    Path(crate::Path),
}

/// What follows a state.
#[derive(Debug, Clone)]
pub enum Transition {
    /// `Next`, or the `Default` of a `Choice`.
    Next(Target),
    /// `End`, or a state that ends the machine by its type.
    End,
    /// A `Choice` without a `Default`.
    None,
}

/// What a state does.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Does work elsewhere.
    Task(Box<Task>),
    /// Runs branches side by side.
    Parallel(Vec<Machine>),
    /// Runs a machine for each item.
    Map(Box<Map>),
    /// Chooses by conditions.
    Choice(Vec<Rule>),
    /// Waits.
    Wait(Until),
    /// Passes its input on, or a `Result`.
    Pass(Option<Json>),
    /// Ends well.
    Succeed,
    /// Ends badly.
    Fail {
        /// The name of the error.
        error: Option<Template>,
        /// A text on it.
        cause: Option<Template>,
    },
}

impl Kind {
    /// The value of `Type`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Task(_) => "Task",
            Self::Parallel(_) => "Parallel",
            Self::Map(_) => "Map",
            Self::Choice(_) => "Choice",
            Self::Wait(_) => "Wait",
            Self::Pass(_) => "Pass",
            Self::Succeed => "Succeed",
            Self::Fail { .. } => "Fail",
        }
    }

    /// The machines in the state.
    pub fn machines(&self) -> &[Machine] {
        match self {
            Self::Parallel(branches) => branches,
            Self::Map(map) => std::slice::from_ref(&map.processor),
            _ => &[],
        }
    }
}

/// Work that is done elsewhere.
#[derive(Debug, Clone)]
pub struct Task {
    /// What does it: an ARN, or a placeholder `${…}` of one.
    pub resource: String,
    /// The most seconds that it may take.
    pub timeout: Option<Template>,
    /// The most seconds between two signs of life.
    pub heartbeat: Option<Template>,
    /// The role that it is done in.
    pub credentials: Option<Template>,
    pub(crate) span: Range<usize>,
}

/// A machine that is run for each item.
#[derive(Debug, Clone)]
pub struct Map {
    /// The machine.
    pub processor: Machine,
    /// Whether each item has an execution of its own, and of which type.
    pub distributed: Option<ExecutionType>,
    /// The items: `ItemsPath` or `Items`.
    pub items: Option<Template>,
    /// What each run is given instead of its item.
    pub item_selector: Option<Template>,
    /// Where the items are read from.
    pub reader: Option<Storage>,
    /// How many items one run is given.
    pub batcher: Option<Batcher>,
    /// Where results are written to.
    pub writer: Option<Storage>,
    /// The most runs at a time; 0 leaves it open.
    pub max_concurrency: Option<Template>,
    /// How many items may fail.
    pub tolerated_count: Option<Template>,
    /// What share of the items may fail, in percent.
    pub tolerated_percentage: Option<Template>,
    /// A part of the names of its executions.
    pub label: Option<String>,
}

/// The kind of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ExecutionType {
    /// Each step runs once; up to a year.
    Standard,
    /// Steps may run again; up to five minutes.
    Express,
}

/// Where a distributed map reads its items or writes its results.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The integration that does it; a writer may leave it out.
    pub resource: Option<String>,
    /// What that is given.
    pub arguments: Option<Template>,
    /// `ReaderConfig` or `WriterConfig`.
    pub config: Option<Json>,
    pub(crate) span: Range<usize>,
}

/// How a distributed map puts items together.
#[derive(Debug, Clone)]
pub struct Batcher {
    /// The most items of a batch.
    pub max_items: Option<Template>,
    /// The most bytes of a batch.
    pub max_bytes: Option<Template>,
    /// What each batch is given besides.
    pub input: Option<Template>,
}

/// Until when a `Wait` waits.
#[derive(Debug, Clone)]
pub enum Until {
    /// For so many seconds.
    Seconds(Template),
    /// Until a time in RFC 3339.
    Timestamp(Template),
}

/// Which failures are tried again, and how.
#[derive(Debug, Clone)]
pub struct Retrier {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// Seconds before the first further attempt.
    pub interval: u64,
    /// How many further attempts are made.
    pub max_attempts: u64,
    /// What the interval is multiplied with from attempt to attempt.
    pub backoff: f64,
    /// The most seconds between attempts.
    pub max_delay: Option<u64>,
    /// Whether the time to wait is drawn between zero and the interval.
    pub jitter: bool,
}

/// Where failures go.
#[derive(Debug, Clone)]
pub struct Catcher {
    /// The names of the errors.
    pub errors: Vec<String>,
    /// The state that follows.
    pub next: Target,
    /// Where in the input the error is put.
    pub result_path: Selection,
    /// What the following state is given, in JSONata.
    pub output: Option<Template>,
    /// Variables and their values.
    pub assign: Option<Template>,
}
