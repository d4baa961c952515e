//! The commands that read what exists already.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(in crate::cli) struct Import {
    #[command(subcommand)]
    pub source: ImportCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ImportCommand {
    /// Print the models of a relational database's tables.
    ///
    /// What is read are its definitions: `pg_dump --schema-only`, `mysqldump --no-data`, or the
    /// file that a build wrote. Primary keys, foreign keys, indexes, enums and nullability are kept.
    /// What cannot be a part of a model is told, and left out.
    Sql(ImportSql),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportSql {
    /// The definitions; `-` is standard input.
    #[arg(value_name = "DEFINITIONS")]
    pub definitions: PathBuf,

    /// The database's engine.
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub engine: SqlEngine,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SqlEngine {
    Postgres,
    Mysql,
}
