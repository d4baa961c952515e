//! The commands that read what exists already.

use std::path::PathBuf;

use burgeon::core::relational::Dialect;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub source: ImportCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Print the models of DynamoDB tables.
    ///
    /// Input is the output of `aws dynamodb describe-table`, and items as `aws dynamodb scan` prints
    /// them, for the types of fields that are not keys. The models keep the tables' keys and indexes.
    /// The settings, in comments before the schema, refer to the existing tables, and a build creates
    /// none. Everything that a model cannot have is reported and omitted.
    Dynamodb(ImportDynamodb),
    /// Print the models of a relational database's tables.
    ///
    /// Input is the database's definitions: `pg_dump --schema-only`, `mysqldump --no-data`, or the
    /// file that a build wrote; or the result of the query that `--query` prints. Primary keys, foreign
    /// keys, indexes, enums and nullability are kept. Everything that a model cannot have is reported
    /// and omitted.
    Sql(ImportSql),
}

#[derive(Debug, Args)]
pub(crate) struct ImportDynamodb {
    /// The descriptions of the tables, in JSON; `-` is standard input.
    #[arg(value_name = "DESCRIPTION", required = true)]
    pub descriptions: Vec<PathBuf>,

    /// Items of a table, in DynamoDB's JSON or in plain JSON, in sequence or in lists.
    ///
    /// More items improve the types. TABLE is optional with a single table.
    #[arg(short, long, value_name = "[TABLE=]FILE", value_parser = ItemsFile::parse)]
    pub items: Vec<ItemsFile>,

    /// Generate the operations of AppSync's console for a table.
    #[arg(long)]
    pub plain: bool,

    /// Write `schema.graphql` and `burgeon.yaml` into this folder in place of standard output.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// A file with items, and the table that they are of.
#[derive(Debug, Clone)]
pub(crate) struct ItemsFile {
    /// Absent: there is one table.
    pub table: Option<String>,
    pub path: PathBuf,
}

impl ItemsFile {
    fn parse(text: &str) -> Result<Self, String> {
        let (table, path) = match text.split_once('=') {
            Some((table, path)) => (Some(table.to_owned()), path),
            None => (None, text),
        };
        match path {
            "" => Err("expected the name of a file".to_owned()),
            path => Ok(Self { table, path: path.into() }),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ImportSql {
    /// The definitions, what the database answered to the query, or the CSV that Amplify's command line
    /// reads; `-` is standard input.
    #[arg(value_name = "DEFINITIONS", required_unless_present = "query")]
    pub definitions: Option<PathBuf>,

    /// The database's engine.
    #[arg(long, value_parser = dialect(), value_name = "ENGINE")]
    pub engine: Dialect,

    /// Print the query for a database's tables, and read nothing.
    #[arg(long, conflicts_with = "definitions")]
    pub query: bool,
}

/// Parses the names of dialects.
fn dialect() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::word)).try_map(|word| {
        Dialect::from_word(&word).ok_or_else(|| format!("unknown dialect `{word}`"))
    })
}
