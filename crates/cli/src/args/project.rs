//! What most commands read, and how they print what is wrong with it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The input and the format of the output.
#[derive(Debug, Args)]
pub(crate) struct Input {
    #[command(flatten)]
    pub files: Files,

    /// The format of diagnostics; all but text for people are written to standard output.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    /// Make errors of these diagnostics, except those that the settings allow or accept.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// Diagnostics that become errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// All warnings.
    Warnings,
}

/// The input files.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Schema files, folders of them or globs; `-` is standard input [default: schema.graphql, or
    /// else the folder schema].
    #[arg(value_name = "SCHEMA")]
    pub schema: Vec<PathBuf>,

    /// The settings file [default: burgeon.yaml beside the first schema, if it exists]; /dev/null
    /// gives the default settings.
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The environment whose settings are merged into the general ones: those of burgeon.NAME.yaml,
    /// beside the settings file.
    #[arg(short, long, value_name = "NAME")]
    pub environment: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people, on standard error.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, which GitHub's code scanning and editors read.
    Sarif,
    /// Workflow commands, which GitHub Actions shows as annotations.
    Github,
}
