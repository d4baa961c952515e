//! The shape of the command line. Its documentation is the help, the man pages and the reference.

mod eval;
mod import;
mod project;
mod states;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use eval::Eval;
pub(super) use import::{Import, ImportCommand, ImportDynamodb, ImportSql, ItemsFile};
pub(super) use project::{Files, Format, Input};
pub(super) use states::{
    Drawing, States, StatesCheck, StatesCommand, StatesConvert, StatesDefinition, StatesFormat,
    StatesGraph, StatesPolicy, StatesRun, StatesTest, StatesTestState,
};

/// Compiles annotated GraphQL schemas into AWS AppSync backends.
///
/// Directives such as `@model` describe the types of a schema. Burgeon generates the API, its
/// resolvers and the CloudFormation templates that deploy it.
#[derive(Debug, Parser)]
#[command(name = "burgeon", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = EXIT_STATUS)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    #[command(flatten)]
    pub color: Color,
}

pub(super) const EXIT_STATUS: &str = "\
Exit status: 0 on success, 1 for an error of the schema, the settings or the file system, 2 for an \
error of the command line.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compile a schema into a folder that can be deployed.
    ///
    /// The output folder holds the last build until the new one is complete, and then the new one;
    /// other content is not kept. A folder with other content than a build is refused.
    Build(Build),
    /// Report what is wrong with a schema and its settings, and write nothing.
    Check(Check),
    /// Rewrite a schema of Amplify's first generation in the directives of the second.
    ///
    /// `@key`, `@connection` and the former `@auth` are rewritten; the rest of the text is not changed.
    /// The new text goes to standard output, several files in sequence; changes to review go to
    /// standard error. The default mode in the settings decides which callers an operation without a
    /// rule was open to.
    Migrate(Migrate),
    /// Print the access table: the callers of every operation.
    ///
    /// The table lists, for every type, its operations, their callers, and the fields that each of them
    /// may use. Everything that is not listed is denied.
    Auth(Auth),
    /// Evaluate a mapping template, or run tests of templates.
    ///
    /// The outcome is printed as JSON: `evaluationResult`, `error`, `stash`, `outErrors` and
    /// `logs`. An evaluation that ends in an error has an outcome too.
    Eval(Eval),
    /// Check, run and draw state machines of AWS Step Functions.
    States(States),
    /// Draw the data model of an API, a resolver or a state machine.
    ///
    /// Without `--resolver` and `--state-machine` it is the data model: the models with their keys
    /// and indexes, and their relations with how many objects each field leads to.
    Graph(Graph),
    /// Print the definitions of all directives and scalars, and of the types that come with them, for
    /// editors and linters.
    PrintDirectives,
    /// Print the JSON Schema of the settings file, for editors.
    PrintSchema,
    /// Explain a diagnostic or a directive.
    Explain(Explain),
    /// Print the schema of what exists already.
    Import(Import),
    /// Write a schema and settings to start from.
    ///
    /// Files that exist are never overwritten.
    Init(Init),
    /// Print the completions of a shell.
    Completions(Completions),
    /// Print the man page, or write those of all commands into a folder.
    Man(Man),
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub input: Input,

    /// The folder to write to.
    #[arg(short, long, value_name = "DIR", default_value = "build")]
    pub out: PathBuf,

    /// The notation of the stacks' templates.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub template_format: TemplateFormat,

    /// Build again whenever the schema, the settings or the templates change.
    #[arg(short, long)]
    pub watch: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub input: Input,
}

#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    pub input: Input,

    /// Write the new text into the files that are read, in place of the old one.
    #[arg(short, long)]
    pub in_place: bool,
}

#[derive(Debug, Args)]
pub(super) struct Auth {
    #[command(flatten)]
    pub files: Files,

    /// The notation of the table.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TableFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For a terminal, and no wider.
    #[default]
    Terminal,
    /// Markdown, a line for each right: what a change allows is a line of the difference.
    Markdown,
    /// JSON, for programs.
    Json,
    /// A self-contained HTML page.
    Html,
}

/// The format of results that are not diagnostics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    #[default]
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TemplateFormat {
    #[default]
    Yaml,
    Json,
}

impl From<TemplateFormat> for burgeon::TemplateFormat {
    fn from(format: TemplateFormat) -> Self {
        match format {
            TemplateFormat::Yaml => Self::Yaml,
            TemplateFormat::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Graph {
    #[command(flatten)]
    pub input: Input,

    /// Draw the pipeline of this field's resolver, such as `Mutation.createTodo`.
    #[arg(long, value_name = "TYPE.FIELD", conflicts_with = "state_machine")]
    pub resolver: Option<String>,

    /// Draw this state machine, by its name: that of its file, with the suffix `-express` if the
    /// API waits for its end.
    #[arg(long, value_name = "NAME")]
    pub state_machine: Option<String>,

    /// The notation of the drawing.
    #[arg(long = "as", value_enum, default_value_t, value_name = "NOTATION")]
    pub drawing: Drawing,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The name of a diagnostic (`model/reserved-name`) or of a directive (`@model`). Without it,
    /// all names are listed.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to write to.
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder to write to.
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Color {
    /// When to use colors.
    #[arg(long, value_enum, default_value_t = clap::ColorChoice::Auto, value_name = "WHEN")]
    #[arg(global = true)]
    color: clap::ColorChoice,
}

impl Color {
    pub fn as_choice(&self) -> anstream::ColorChoice {
        match self.color {
            clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
            clap::ColorChoice::Always => anstream::ColorChoice::Always,
            clap::ColorChoice::Never => anstream::ColorChoice::Never,
        }
    }
}
