//! Schemas of the first generation, and what `migrate` makes of them.
//!
//! Each folder of `cases/` holds a schema before and after, and its diagnostics.
//! `UPDATE_MIGRATIONS=1 cargo test --test migrate` writes the latter two; read the difference before
//! it is committed.

mod generated;

use std::fs;
use std::path::{Path, PathBuf};

use burgeon::Project;
use burgeon::core::Settings;
use burgeon::core::source::Source;
use burgeon::{Compilation, Compiler, Migration};
use serde_json::Value;

/// The folders in one that hold a file.
fn folders(of: &str, file: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).expect("the folder is there");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("it can be listed").path()).collect();
    folders.retain(|folder| folder.join(file).is_file());
    folders.sort();
    folders
}

fn settings(folder: &Path) -> Settings {
    let text = fs::read_to_string(folder.join("burgeon.yaml")).unwrap_or_default();
    Settings::read(&Source::new("burgeon.yaml", text)).expect("the settings can be read")
}

fn compiler(folder: &Path, schema: &str) -> Compiler {
    Compiler::new().settings(settings(folder)).source("schema.graphql", schema)
}

/// The one file of a migration.
fn text(migration: &Migration) -> &str {
    &migration.files[0].text
}

fn diagnostics(migration: &Migration) -> String {
    let warnings = migration.warnings.iter().map(|report| {
        let place = report.labels.first().map(|at| format!("{}: ", at.start));
        let place = place.unwrap_or_default();
        format!("{place}{}: {report}\n", report.code)
    });
    warnings.collect()
}

#[test]
fn each_case_becomes_its_expected_files() {
    let is_update = std::env::var_os("UPDATE_MIGRATIONS").is_some();
    for folder in folders("tests/migrate/cases", "before.graphql") {
        let before = fs::read_to_string(folder.join("before.graphql")).unwrap();
        let migration = compiler(&folder, &before).migrate().unwrap();
        for (file, now) in
            [("after.graphql", text(&migration)), ("diagnostics.txt", &diagnostics(&migration))]
        {
            let file = folder.join(file);
            if is_update {
                fs::write(&file, now).unwrap();
            }
            assert_eq!(fs::read_to_string(&file).unwrap(), now, "{}", file.display());
        }
    }
}

#[test]
fn what_comes_out_compiles_and_is_not_migrated_again() {
    for folder in folders("tests/migrate/cases", "after.graphql") {
        let after = fs::read_to_string(folder.join("after.graphql")).unwrap();
        let name = folder.display();
        let compiled = compiler(&folder, &after).compile();
        compiled.unwrap_or_else(|failure| panic!("{name}: {failure}"));
        let again = compiler(&folder, &after).migrate().unwrap();
        assert_eq!(text(&again), after, "{name}");
    }
}

/// Each table with its indexes, and the attributes of their keys.
fn indexes(compilation: &Compilation) -> Vec<String> {
    let manifest: Value =
        serde_json::from_str(&compilation.files().unwrap()["manifest.json"]).unwrap();
    let attributes = |of: &Value| {
        let parts = of["keySchema"].as_array().unwrap().iter();
        let names = parts.map(|part| part["attributeName"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(", ")
    };
    let mut found = Vec::new();
    for (table, of) in manifest["tables"].as_object().unwrap() {
        found.push(format!("{table}: {}", attributes(of)));
        for index in of["globalSecondaryIndexes"].as_array().unwrap() {
            let name = index["indexName"].as_str().unwrap();
            found.push(format!("{table} {name}: {}", attributes(index)));
        }
    }
    found
}

/// What the first generation made of the same schema.
///
/// Source of truth: npm's `graphql-connection-transformer` 5.2.
#[test]
fn connections_by_name_are_kept_where_they_were() {
    let folder = Path::new("tests/migrate/cases/connections-by-name");
    let after = fs::read_to_string(folder.join("after.graphql")).unwrap();
    let compilation = compiler(folder, &after).compile().unwrap();
    let expected = [
        "BlogTable: slug",
        "CommentTable: id",
        "CommentTable gsi-Comment.replies: replyTo",
        "CommentTable gsi-Post.comments: postCommentsId",
        "PostTable: id",
        "PostTable gsi-BlogPosts: blogSlug, at",
        "ReaderTable: id",
        "ReaderTable gsi-Blog.readers: blogReadersId",
        "ShelfTable: id, place",
    ];
    let mut found = indexes(&compilation);
    found.sort_by_key(|line| line.replace(':', " "));
    assert_eq!(found, expected);
    let inputs = ["postPinnedId: ID", "commentPostId: ID", "readerBlogId: String"];
    for input in inputs {
        assert!(compilation.schema().contains(input), "{input}");
    }
}

#[test]
fn schemas_of_the_second_generation_come_back_as_they_were() {
    let marks = ["@primaryKey", "@index", "@hasMany", "@hasOne", "@manyToMany", "input AMPLIFY"];
    let mut count = 0;
    for of in ["tests/fixtures", "examples"] {
        for folder in folders(of, "schema.graphql") {
            let schema = folder.join("schema.graphql");
            let before = fs::read_to_string(&schema).unwrap();
            if marks.iter().any(|mark| before.contains(mark)) {
                let compiler = Project::new([&schema]).compiler();
                let migration = compiler.migrate().unwrap();
                assert_eq!(text(&migration), before, "{}", schema.display());
                assert!(migration.warnings.is_empty(), "{:?}", migration.warnings);
                count += 1;
            }
        }
    }
    assert!(count > 5, "{count} schemas were found");
}
