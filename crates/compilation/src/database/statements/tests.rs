use std::collections::BTreeMap;

use burgeon_core::Name;
use burgeon_core::names::name;
use burgeon_core::relational::{
    Column, ColumnDefault, ColumnType, Database as Kept, Dialect, Scalar, Table,
};
use serde_json::json;

use crate::{Database, Definitions, ForeignKey, Recorded, Reference, SqlIndex, SqlTable};

fn column(field: &str, stored: &str, scalar: Scalar) -> Column {
    let ty = ColumnType::One(scalar);
    Column { field: name(field), name: name(stored), ty, is_nullable: true, default: None }
}

fn table(dialect: Dialect, model: &str, stored: &str, columns: Vec<Column>) -> SqlTable {
    let database = Kept { name: "main".to_owned(), dialect };
    SqlTable {
        model: name(model),
        primary_key: columns.iter().take(1).map(|column| column.name.clone()).collect(),
        table: Table { database, name: name(stored), columns, key: vec![name("id")] },
        indexes: vec![],
        references: vec![],
        enums: BTreeMap::new(),
    }
}

/// Posts that belong to authors, and that refer to a topic in another database.
fn database(dialect: Dialect) -> Database {
    let author = table(dialect, "Author", "authors", vec![column("id", "author_id", Scalar::Id)]);
    let default = Some(ColumnDefault::Value(json!("DRAFT")));
    let columns = vec![
        column("id", "id", Scalar::Id),
        Column { default, ..column("status", "status", Scalar::Enum(name("Status"))) },
        column("title", "title", Scalar::Text),
        column("authorId", "author", Scalar::Id),
        column("topicId", "topic", Scalar::Id),
        column("body", "body", Scalar::Text),
    ];
    let mut post = table(dialect, "Post", "Post", columns);
    post.indexes.push(SqlIndex { name: "Post_byTitle".to_owned(), columns: names(["title"]) });
    post.references.push(Reference {
        columns: names(["author"]),
        foreign_key: Some(ForeignKey {
            name: "Post_authorId".to_owned(),
            table: name("authors"),
            columns: author.primary_key.clone(),
        }),
    });
    post.references.push(Reference { columns: names(["topic"]), foreign_key: None });
    post.enums.insert(name("Status"), names(["DRAFT", "PUBLISHED"]));
    Database { dialect, definitions: Definitions::Tables(vec![author, post]) }
}

fn names<const N: usize>(names: [&str; N]) -> Vec<Name> {
    names.map(name).to_vec()
}

#[test]
fn postgres_has_types_tables_indexes_and_constraints() {
    assert_eq!(
        database(Dialect::Postgres).statements(),
        r#"CREATE TYPE "Status" AS ENUM ('DRAFT', 'PUBLISHED');

CREATE TABLE "authors" (
  "author_id" text NOT NULL,
  PRIMARY KEY ("author_id")
);

CREATE TABLE "Post" (
  "id" text NOT NULL,
  "status" "Status" DEFAULT 'DRAFT',
  "title" text,
  "author" text,
  "topic" text,
  "body" text,
  PRIMARY KEY ("id")
);

CREATE INDEX "Post_byTitle" ON "Post" ("title");

ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId" FOREIGN KEY ("author") REFERENCES "authors" ("author_id");
"#
    );
}

#[test]
fn mysql_has_columns_that_fit_into_keys() {
    assert_eq!(
        database(Dialect::Mysql).statements(),
        r#"CREATE TABLE `authors` (
  `author_id` varchar(255) NOT NULL,
  PRIMARY KEY (`author_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `Post` (
  `id` varchar(255) NOT NULL,
  `status` enum('DRAFT', 'PUBLISHED') DEFAULT 'DRAFT',
  `title` varchar(255),
  `author` varchar(255),
  `topic` varchar(255),
  `body` mediumtext,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX `Post_byTitle` ON `Post` (`title`);

ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId` FOREIGN KEY (`author`) REFERENCES `authors` (`author_id`);
"#
    );
}

#[test]
fn tables_of_a_folder_are_not_recorded() {
    let compiled = database(Dialect::Postgres);
    assert!(
        matches!(compiled.tables(), Recorded::Recorded([author, _]) if author.model == "Author")
    );
    let definitions = Definitions::Statements(compiled.statements().into_owned());
    let read = Database { definitions, ..compiled.clone() };
    assert_eq!(read.tables(), Recorded::NotRecorded);
    assert_eq!(read.statements(), compiled.statements());
}
