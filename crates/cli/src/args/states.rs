//! The commands about definitions of state machines.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::TextFormat;

#[derive(Debug, Args)]
pub(crate) struct States {
    #[command(subcommand)]
    pub command: StatesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StatesCommand {
    /// Report what is wrong with definitions.
    ///
    /// Definitions are JSON or YAML files, or are in SAM and CloudFormation templates. A placeholder
    /// `${NAME}` matches any value.
    Check(StatesCheck),
    /// Run a definition without an AWS account.
    ///
    /// The outcome is printed as JSON: `status`, `seconds`, and `output` or `error` and `cause`.
    /// Time is virtual: waits take no time. The exit status is 1 if the execution fails.
    Run(StatesRun),
    /// Run one state alone, as `aws stepfunctions test-state` does.
    ///
    /// The result is printed as JSON, with that command's members: `status`, `output` or `error` and
    /// `cause`, `nextState`, and `inspectionData` with the data after each stage and the retrier or
    /// catcher that acts. The exit status is 1 if the state fails.
    TestState(StatesTestState),
    /// Run tests of definitions.
    ///
    /// A test file is JSON or YAML, and contains a test or a list of tests, with `definition`, `input`, `mocks` and
    /// `expected` (`status`, `output`, `error`, `cause`, `path`, `seconds`). With `state`, that state is
    /// tested alone, and `expected` may have `next` and `stages`. The exit status is 1 if a test fails.
    Test(StatesTest),
    /// Convert a definition from JSONPath to JSONata.
    ///
    /// The converted definition is printed as JSON. It fails where the original fails, such as on a
    /// path that finds nothing; `--idiomatic` leaves out the checks for that. The exit status is 1 if
    /// a construct has no equivalent.
    Convert(StatesConvert),
    /// Format definitions in JSON.
    ///
    /// Files are overwritten. Comments and the order of members stay.
    Format(StatesFormat),
    /// Draw a definition, or an execution of it.
    Graph(StatesGraph),
    /// Print the least-privilege IAM policy of a definition's role.
    Policy(StatesPolicy),
}

/// A definition, and the values of its placeholders.
#[derive(Debug, Args)]
pub(crate) struct StatesDefinition {
    /// The definition in the Amazon States Language, as JSON or YAML, or a SAM or CloudFormation
    /// template; `-` is standard input.
    #[arg(value_name = "DEFINITION")]
    pub path: PathBuf,

    /// The logical id of the state machine in a template that has several.
    #[arg(long, value_name = "NAME")]
    pub machine: Option<String>,

    /// A value for a placeholder `${NAME}`; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub substitute: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct StatesCheck {
    /// Definitions and templates: files, folders and globs; `-` is standard input.
    #[arg(value_name = "DEFINITION", required = true)]
    pub definitions: Vec<PathBuf>,

    /// A value for a placeholder `${NAME}`; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub substitute: Vec<String>,

    /// Check as machines of type EXPRESS. In a template, the type of the resource counts.
    #[arg(long)]
    pub express: bool,

    /// The format of errors.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TextFormat,
}

#[derive(Debug, Args)]
pub(crate) struct StatesRun {
    #[command(flatten)]
    pub definition: StatesDefinition,

    /// The input of the execution, as JSON [default: an empty object].
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,

    /// The results of tasks: a JSON object with an answer, or an array of successive answers, for
    /// each state.
    ///
    /// An answer has `output`, `file` (the path of a file with the output, relative to this one), or
    /// `error` and `cause`. `after` and `heartbeat` are in seconds. An answer with `when` (parts of the
    /// parameters), `item` (the position in a map, from 0) or `attempt` (from 1) is for such calls only.
    #[arg(long, value_name = "FILE")]
    pub mocks: Option<PathBuf>,

    /// When the execution starts [default: 2020-01-01T00:00:00Z].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,

    /// The seed of random numbers.
    #[arg(long, value_name = "NUMBER", default_value_t)]
    pub seed: u64,

    /// Run as an execution of type EXPRESS: five minutes at most. In a template, the type of the
    /// resource counts.
    #[arg(long)]
    pub express: bool,

    /// Print the events of the execution as well.
    #[arg(long)]
    pub history: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatesTestState {
    /// The definition of a state, or of a machine that has it; `-` is standard input.
    #[arg(value_name = "DEFINITION")]
    pub definition: PathBuf,

    /// The name of the state, in the definition of a machine [default: its first state].
    #[arg(long, value_name = "NAME")]
    pub state: Option<String>,

    /// The input of the state, as JSON [default: an empty object].
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,

    /// The variables before the state: a JSON object.
    #[arg(long, value_name = "FILE")]
    pub variables: Option<PathBuf>,

    /// Members of the context object, as a JSON object; they replace the generated ones.
    #[arg(long, value_name = "FILE")]
    pub context: Option<PathBuf>,

    /// The answer of the task: a JSON object with `output`, or `error` and `cause`.
    #[arg(long, value_name = "FILE")]
    pub mock: Option<PathBuf>,

    /// The number of earlier attempts.
    #[arg(long, value_name = "NUMBER", default_value_t)]
    pub retries: u64,

    /// The time [default: 2020-01-01T00:00:00Z].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,

    /// A value for a placeholder `${NAME}`; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub substitute: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct StatesTest {
    /// The tests: a file, a folder or a glob.
    #[arg(value_name = "TESTS")]
    pub tests: PathBuf,

    /// The definition, for tests that do not name one.
    #[arg(long, value_name = "FILE")]
    pub definition: Option<PathBuf>,

    /// The format of the report.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TextFormat,

    /// Write a report in the format of JUnit as well.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,

    /// Print the states, branches of choices and catchers that no test ran. JSON always has them.
    #[arg(long)]
    pub coverage: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatesConvert {
    #[command(flatten)]
    pub definition: StatesDefinition,

    /// Write short expressions, which treat absent values and other types as JSONata does.
    #[arg(long)]
    pub idiomatic: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatesFormat {
    /// Definitions in JSON: files, folders and globs; `-` formats standard input to standard output.
    #[arg(value_name = "DEFINITION", required = true)]
    pub definitions: Vec<PathBuf>,

    /// Write nothing, and exit with status 1 if a file is not formatted.
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatesGraph {
    #[command(flatten)]
    pub definition: StatesDefinition,

    /// The notation of the drawing.
    #[arg(long = "as", value_enum, default_value_t, value_name = "NOTATION")]
    pub drawing: Drawing,

    /// The history of an execution to draw into the machine, as JSON: the path that it took, times,
    /// attempts and failures. `states run --history` prints one, and so does
    /// `aws stepfunctions get-execution-history`.
    #[arg(long, value_name = "FILE")]
    pub history: Option<PathBuf>,

    /// The address that a state in an SVG or Graphviz drawing links to, with `{line}` for the
    /// state's line in the definition; an empty one leaves the links out [default: the path of the
    /// definition, and `#L{line}`].
    #[arg(long, value_name = "ADDRESS")]
    pub link: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawing {
    #[default]
    Mermaid,
    Graphviz,
    Svg,
}

#[derive(Debug, Args)]
pub(crate) struct StatesPolicy {
    #[command(flatten)]
    pub definition: StatesDefinition,

    /// The partition that the machine runs in.
    #[arg(long, value_name = "PARTITION", default_value = "aws")]
    pub partition: String,

    /// The region that the machine runs in [default: any].
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// The account that the machine runs in [default: any].
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,

    /// The name of the machine [default: any].
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}
