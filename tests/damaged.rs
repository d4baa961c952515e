//! Whatever is done to a schema, the compiler answers with a compilation or with faults, and never
//! fails itself; so does the migration, and what it writes can be read.
//!
//! The fixtures and examples are damaged at random: words are taken out, doubled, or exchanged for
//! other words of the same schema, so that most of the results can still be read and are wrong in
//! what they mean. `PROPTEST_CASES` sets how many are tried.

use std::fs;
use std::path::{Path, PathBuf};

use burgeon::{Compiler, Failure, Settings};
use proptest::prelude::*;
use proptest::sample::Index;

/// What is done to one word.
#[derive(Debug, Clone)]
enum Damage {
    Drop,
    Double,
    RequestPair(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        Just(Damage::Drop),
        Just(Damage::Double),
        any::<Index>().prop_map(Damage::RequestPair),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_schema_is_compiled_or_refused(
        schema in any::<Index>(),
        damages in prop::collection::vec((any::<Index>(), damage()), 1..4),
    ) {
        let schemas = schemas();
        let schema: &String = schema.get(&schemas);
        let mut words = words(schema);
        for (place, damage) in &damages {
            let place = place.index(words.len());
            match damage {
                Damage::Drop => drop(words.remove(place)),
                Damage::Double => words.insert(place, words[place].clone()),
                Damage::RequestPair(other) => words[place] = other.get(&words).clone(),
            }
        }
        let text = words.concat();
        let mut settings = Settings::default();
        settings.auth.sandbox = true;
        let compiler = Compiler::new().source("schema.graphql", text).settings(settings);
        match compiler.compile() {
            Ok(compilation) => prop_assert!(!compilation.files().unwrap().is_empty()),
            Err(failure) => prop_assert!(!failure.reports.is_empty()),
        }
        if let Ok(migration) = compiler.migrate() {
            for file in migration.files {
                let again = Compiler::new().source("again.graphql", &*file.text).migrate();
                let is_unread = |failure: &Failure| {
                    failure.reports.iter().any(|report| report.code == "schema/syntax")
                };
                prop_assert!(!again.err().is_some_and(|failure| is_unread(&failure)), "{}", file.text);
            }
        }
    }
}

/// Every schema among the fixtures, migrations and examples, in one text each.
fn schemas() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["tests/fixtures", "tests/migrate", "examples"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a schema is text")).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        match path.extension() {
            _ if path.is_dir() => collect(&path, files),
            Some(end) if end == "graphql" => files.push(path),
            _ => {}
        }
    }
}

/// Names, numbers, white space and signs, each by itself.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for character in text.chars() {
        let kind = match character {
            _ if character.is_alphanumeric() || character == '_' => Some(0),
            _ if character.is_whitespace() => Some(1),
            _ => None,
        };
        match words.last_mut() {
            Some(word) if kind.is_some() && kind == last => word.push(character),
            _ => words.push(character.to_string()),
        }
        last = kind;
    }
    words
}
