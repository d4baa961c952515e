//! The definitions that a database tells of itself become the schema that made them.

use std::process::Command;

use burgeon::Compiler;
use burgeon::Settings;
use burgeon::core::source::Source;
use burgeon_simulator::data_source::Sql;

use crate::database::{ALL, engine, new_database};

const SCHEMA: &str = "\
type Shelf @model @refersTo(name: \"shelves\") {
  id: ID! @primaryKey
  name: String
  books: [Book] @hasMany(references: [\"shelfId\"])
}
type Book @model @refersTo(name: \"books\") {
  number: Int! @primaryKey(sortKeyFields: [\"part\"])
  part: String!
  shelfId: ID @refersTo(name: \"shelf_id\")
  weight: Float
  isNew: Boolean! @refersTo(name: \"is_new\")
  bought: AWSDate
  opens: AWSTime
  at: AWSDateTime @index(name: \"byTime\", queryField: \"booksByTime\")
  shelf: Shelf @belongsTo(references: [\"shelfId\"])
}";

/// The definitions that a schema compiles to, each table with its columns.
fn definitions(sql: Sql, schema: &str) -> String {
    let settings = format!("storage: {{ engine: {} }}", engine(sql));
    let settings = Settings::read(&Source::new("burgeon.yaml", settings)).unwrap();
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compilation = compiler.compile().unwrap_or_else(|failure| panic!("{failure}\n{schema}"));
    compilation.files[&format!("sql/{}.sql", engine(sql))].clone()
}

#[test]
#[ignore = "needs databases"]
fn what_a_database_tells_makes_the_same_tables() {
    for sql in ALL {
        let made = definitions(sql, SCHEMA);
        let (name, database) = new_database(sql);
        database.run(&made).unwrap();
        let (variable, dump) = match sql {
            Sql::Postgres => ("BURGEON_TEST_POSTGRES", "pg_dump --schema-only"),
            Sql::Mysql => ("BURGEON_TEST_MYSQL", "mariadb-dump --no-data"),
        };
        let client = std::env::var(variable).unwrap();
        let (_, connection) = client.split_once(' ').unwrap();
        let (program, option) = dump.split_once(' ').unwrap();
        let words = connection.split_whitespace().chain([option, &name]);
        let dumped = Command::new(program).args(words).output().unwrap();
        assert!(dumped.status.success(), "{dumped:?}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dump.sql");
        std::fs::write(&file, &dumped.stdout).unwrap();
        let mut import = Command::new(env!("CARGO_BIN_EXE_burgeon"));
        import.args(["import", "sql"]).arg(&file).args(["--engine", engine(sql)]);
        let imported = import.output().unwrap();
        assert!(imported.status.success() && imported.stderr.is_empty(), "{imported:?}");
        let schema = String::from_utf8(imported.stdout).unwrap();
        let tables = |text: &str| {
            let mut tables: Vec<String> = text
                .split("\n\n")
                .filter(|one| one.starts_with("CREATE TABLE"))
                .map(str::to_owned)
                .collect();
            tables.sort();
            tables
        };
        assert_eq!(tables(&definitions(sql, &schema)), tables(&made), "{sql:?}\n{schema}");
    }
}
