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
    /// Report what is wrong with a definition.
    Check(StatesCheck),
    /// Run a definition without an AWS account.
    ///
    /// The outcome is printed as JSON: `status`, `seconds`, and `output` or `error` and `cause`.
    /// Time is virtual: waits take no time. The exit status is 1 if the execution fails.
    Run(StatesRun),
    /// Draw a definition, or an execution of it.
    Graph(StatesGraph),
    /// Print the least IAM policy of a definition's role as JSON.
    Policy(StatesPolicy),
}

#[derive(Debug, Args)]
pub(crate) struct StatesCheck {
    /// The definition, in the Amazon States Language as JSON or YAML; `-` is standard input.
    #[arg(value_name = "DEFINITION")]
    pub definition: PathBuf,

    /// The format of errors.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TextFormat,
}

#[derive(Debug, Args)]
pub(crate) struct StatesRun {
    /// The definition.
    #[arg(value_name = "DEFINITION")]
    pub definition: PathBuf,

    /// The input of the execution, as JSON [default: an empty object].
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,

    /// The results of tasks: a JSON object with an answer, or an array of answers in turn, for
    /// each state. An answer has `output`, or `error` and `cause`; `after` and `heartbeat` are in
    /// seconds.
    #[arg(long, value_name = "FILE")]
    pub mocks: Option<PathBuf>,

    /// When the execution starts [default: 2020-01-01T00:00:00Z].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,

    /// The seed of random numbers.
    #[arg(long, value_name = "NUMBER", default_value_t)]
    pub seed: u64,

    /// Print the events of the execution as well.
    #[arg(long)]
    pub history: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatesGraph {
    /// The definition.
    #[arg(value_name = "DEFINITION")]
    pub definition: PathBuf,

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
    /// The definition.
    #[arg(value_name = "DEFINITION")]
    pub definition: PathBuf,
}
