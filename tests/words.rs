//! The language of the project: code, diagnostics and documentation use the terms of the trade.
//!
//! A private word costs every reader a guess, and a translation tool cannot look it up. This test
//! keeps the words out that the project once had in place of AppSync's, GraphQL's and
//! CloudFormation's terms.

use std::fs;
use std::path::{Path, PathBuf};

/// Each private word, with what to write instead.
const WORDS: &[(&str, &str)] = &[
    ("stands", "is"),
    ("asks", "requests, queries or calls"),
    ("asked", "requested, queried or called"),
    ("tells", "reports, publishes or shows"),
    ("told", "reported, published or shown"),
    ("said", "written or reported"),
    ("whoever", "callers who, or users who"),
    ("whatever", "everything that, or regardless of"),
    ("whom", "callers that, or users that"),
    ("somebody", "a caller, or a user"),
    ("nobody", "no caller, or no user"),
];

/// Each private phrase, with what to write instead.
const PHRASES: &[(&[&str], &str)] = &[
    (&["at", "hand"], "current"),
    (&["is", "due"], "is expected"),
    (&["so", "that"], "so"),
    (&["but", "for"], "except"),
    (&["lets", "in"], "allows"),
    (&["let", "in"], "allowed"),
    (&["of", "one", "s", "own"], "custom"),
];

/// Folders and files that people read, from the repository's root.
const READ: &[&str] = &["README.md", "docs", "src", "transformers", "crates", "examples"];

/// The kinds of files that hold words of the project.
const KINDS: &[&str] = &["rs", "md", "graphql", "vtl", "py", "yaml", "toml"];

#[test]
fn private_words_are_not_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    READ.iter().for_each(|path| collect(&root.join(path), &mut files));
    assert!(files.len() > 100, "only {} files found", files.len());
    let found: Vec<String> = files.iter().flat_map(|file| faults(root, file)).collect();
    assert!(found.is_empty(), "{} private words:\n{}", found.len(), found.join("\n"));
}

#[test]
fn words_are_found_in_prose_and_names() {
    let found = |text: &str| words_of(text).len();
    assert_eq!(found("the template is what AppSync runs"), 0);
    assert_eq!(found("//! What subscribers are told, so\n//! that nobody asks"), 4);
    assert_eq!(found("fn is_told(whoToldWhom: bool)"), 3);
    assert_eq!(found("a resolver of one's own"), 1);
}

/// Adds the files below a path, without tests and their inputs.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let is_test = path.file_name().is_some_and(|name| name == "tests" || name == "fixtures");
        let entries = fs::read_dir(path).expect("a folder of the repository is readable");
        let mut entries: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        entries.sort();
        entries.iter().filter(|_| !is_test).for_each(|entry| collect(entry, files));
        return;
    }
    let is_read = path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known));
    if is_read && path.file_name().is_some_and(|name| name != "tests.rs") {
        files.push(path.to_owned());
    }
}

/// The private words of a file, each as `path:line: word (what to write instead)`.
fn faults(root: &Path, file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).expect("a file of the repository is a text");
    // Test modules end their files.
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let path = file.strip_prefix(root).unwrap_or(file).display();
    let fault = |(line, word, instead)| format!("{path}:{line}: {word} ({instead})");
    words_of(text).into_iter().map(fault).collect()
}

/// The private words of a text, with their lines.
fn words_of(text: &str) -> Vec<(usize, String, &'static str)> {
    let words = split(text);
    let is_at = |at: usize, phrase: &[&str]| {
        phrase.iter().enumerate().all(|(n, word)| words.get(at + n).is_some_and(|it| it.1 == *word))
    };
    let mut found = Vec::new();
    for (at, (line, word)) in words.iter().enumerate() {
        if let Some((_, instead)) = WORDS.iter().find(|(private, _)| word == private) {
            found.push((*line, word.clone(), *instead));
        }
        if let Some((phrase, instead)) = PHRASES.iter().find(|(phrase, _)| is_at(at, phrase)) {
            found.push((*line, phrase.join(" "), *instead));
        }
    }
    found
}

/// The words of prose and of names in code, in lower case, with their lines.
fn split(text: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut before = ' ';
        for c in line.chars() {
            let begins = !before.is_alphabetic() || (before.is_lowercase() && c.is_uppercase());
            if c.is_alphabetic() {
                match words.last_mut().filter(|_| !begins) {
                    Some((_, word)) => word.extend(c.to_lowercase()),
                    None => words.push((number + 1, c.to_lowercase().collect())),
                }
            }
            before = c;
        }
    }
    words
}
