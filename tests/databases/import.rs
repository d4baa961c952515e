//! The definitions that a database tells of itself become the schema that made them.

use std::io::Write;
use std::process::{Command, Stdio};

use burgeon::Compiler;
use burgeon::Settings;
use burgeon::core::relational::Dialect;
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
    compilation.files().unwrap()[&format!("sql/{}.sql", engine(sql))].clone()
}

/// Answers of the database's own programs.
fn output(variable: &str, program: Option<&str>, options: &[&str], input: &str) -> String {
    let client = std::env::var(variable).expect("scripts/test-databases runs these tests");
    let (own, connection) = client.split_once(' ').unwrap();
    let mut command = Command::new(program.unwrap_or(own));
    command.args(connection.split_whitespace()).args(options);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = command.spawn().unwrap();
    running.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let ended = running.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    String::from_utf8(ended.stdout).unwrap()
}

/// The schema that a text is imported as, and what is left out of it.
fn import(sql: Sql, text: &str) -> (String, Vec<String>) {
    let imported = burgeon_import::sql::import(text, dialect(sql)).unwrap();
    (imported.schema, imported.left_out)
}

fn dialect(sql: Sql) -> Dialect {
    match sql {
        Sql::Postgres => Dialect::Postgres,
        Sql::Mysql => Dialect::Mysql,
    }
}

/// What is imported of a database by its dump, and by what it answers to the query.
fn imported(sql: Sql, name: &str) -> [(String, Vec<String>); 2] {
    let query = burgeon_import::sql::query(dialect(sql));
    let (dumped, answered) = match sql {
        Sql::Postgres => {
            let variable = "BURGEON_TEST_POSTGRES";
            let options = ["--tuples-only", "--no-align", name];
            let dumped = output(variable, Some("pg_dump"), &["--schema-only", name], "");
            (dumped, output(variable, None, &options, query))
        }
        Sql::Mysql => {
            let variable = "BURGEON_TEST_MYSQL";
            let options = ["--skip-column-names", "--raw", name];
            let dumped = output(variable, Some("mariadb-dump"), &["--no-data", name], "");
            (dumped, output(variable, None, &options, query))
        }
    };
    [dumped, answered].map(|text| import(sql, &text))
}

#[test]
#[ignore = "needs databases"]
fn what_a_database_tells_makes_the_same_tables() {
    for sql in ALL {
        let made = definitions(sql, SCHEMA);
        let (name, database) = new_database(sql);
        database.run(&made).unwrap();
        let tables = |text: &str| {
            let mut tables: Vec<String> = text
                .split("\n\n")
                .filter(|one| one.starts_with("CREATE TABLE"))
                .map(str::to_owned)
                .collect();
            tables.sort();
            tables
        };
        for (schema, left_out) in imported(sql, &name) {
            assert_eq!(left_out, [""; 0]);
            assert_eq!(tables(&definitions(sql, &schema)), tables(&made), "{sql:?}\n{schema}");
        }
    }
}

const OF_POSTGRES: &str = r#"
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';
CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(255) NOT NULL UNIQUE,
  full_name text DEFAULT 'it''s "me"; \' NOT NULL,
  mood mood DEFAULT 'ok',
  moods mood[],
  score numeric(5, 2) DEFAULT -1.5,
  active boolean DEFAULT true NOT NULL,
  tags text[] DEFAULT '{}',
  settings jsonb DEFAULT '{"a": 1}',
  token uuid DEFAULT gen_random_uuid(),
  twice integer GENERATED ALWAYS AS (1 + 1) STORED,
  born date DEFAULT '2000-01-01',
  seen timestamptz DEFAULT now(),
  gone integer,
  letters character(3)[]
);
ALTER TABLE users DROP COLUMN gone;
CREATE INDEX zz_by_mood ON users (mood, born);
CREATE INDEX aa_by_mood ON users (mood, seen DESC) INCLUDE (score);
CREATE INDEX by_lower ON users (lower(email));
CREATE INDEX by_tags ON users USING gin (tags);
CREATE TABLE "userProfiles" (
  user_id integer PRIMARY KEY REFERENCES users,
  "odd name" text
);
CREATE TABLE orders (
  shop integer NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  buyer integer REFERENCES users(id) ON DELETE CASCADE,
  seller integer,
  state text,
  PRIMARY KEY (shop, number),
  CONSTRAINT a_seller FOREIGN KEY (seller) REFERENCES users(id)
);
CREATE UNIQUE INDEX one_open ON orders (buyer) WHERE state = 'open';
CREATE UNIQUE INDEX one_seller ON orders (seller);
CREATE TABLE order_lines (
  line integer NOT NULL, order_shop integer NOT NULL, order_number bigint NOT NULL,
  PRIMARY KEY (order_shop, order_number, line),
  FOREIGN KEY (order_shop, order_number) REFERENCES orders (shop, number)
);
CREATE TABLE log (line text);
CREATE VIEW old AS SELECT id FROM users;
CREATE SCHEMA apart;
CREATE TABLE apart.notes (id text PRIMARY KEY, note text);
"#;

const OF_MYSQL: &str = r#"
CREATE TABLE users (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email varchar(255) NOT NULL UNIQUE,
  full_name text NOT NULL DEFAULT 'it''s "me"; \\',
  mood enum('sad', 'ok', 'it''s') DEFAULT 'ok',
  state enum('IN', 'OUT') DEFAULT 'IN',
  score decimal(5, 2) DEFAULT -1.5,
  active tinyint(1) DEFAULT 1,
  small tinyint DEFAULT 3,
  settings json,
  twice int GENERATED ALWAYS AS (small * 2) VIRTUAL,
  thrice int AS (small * 3) STORED,
  bits bit(4),
  born date DEFAULT '2000-01-01',
  seen datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
  KEY zz_state (state, born),
  KEY aa_state (state, seen)
);
CREATE TABLE userProfiles (
  user_id int unsigned PRIMARY KEY,
  `odd name` text,
  FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE orders (
  shop int NOT NULL, number bigint NOT NULL, buyer int unsigned, seller int unsigned,
  PRIMARY KEY (shop, number),
  CONSTRAINT z_buyer FOREIGN KEY (buyer) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT a_seller FOREIGN KEY (seller) REFERENCES users (id),
  UNIQUE KEY one_seller (seller)
);
CREATE TABLE order_lines (
  line int NOT NULL, order_shop int NOT NULL, order_number bigint NOT NULL,
  PRIMARY KEY (order_shop, order_number, line),
  FOREIGN KEY (order_shop, order_number) REFERENCES orders (shop, number)
);
CREATE TABLE log (line text);
CREATE VIEW old AS SELECT id FROM users;
"#;

#[test]
#[ignore = "needs databases"]
fn the_query_tells_what_a_dump_tells() {
    for (sql, made) in [(Sql::Postgres, OF_POSTGRES), (Sql::Mysql, OF_MYSQL)] {
        let (name, database) = new_database(sql);
        database.run(made).unwrap();
        let [dumped, answered] = imported(sql, &name);
        assert_eq!(answered.0, dumped.0, "{sql:?}");
        let sorted = |left_out: &[String]| {
            let mut lines: Vec<String> = left_out.iter().map(|line| line.to_lowercase()).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&answered.1), sorted(&dumped.1), "{sql:?}");
        definitions(sql, &answered.0);
    }
}
