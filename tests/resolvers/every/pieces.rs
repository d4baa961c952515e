//! The pieces that the compiler puts templates together from.

use std::fs;
use std::path::{Path, PathBuf};

/// Pieces that are shorter are found everywhere.
const SHORTEST: usize = 8;

/// A piece of text that stands, as it is, in whatever its file is rendered to.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) file: PathBuf,
    pub(super) text: String,
}

/// What stands between the tags of all askama templates of the compiler, line by line.
pub(super) fn pieces() -> Vec<Piece> {
    let mut files = vec![];
    for folder in ["crates/core/src", "transformers/src"] {
        find(Path::new(folder), &mut files);
    }
    let mut pieces = vec![];
    for file in files {
        let template = fs::read_to_string(&file).expect("it is read");
        for line in without_tags(&template).lines().map(str::trim) {
            if line.len() >= SHORTEST && line.contains(|c: char| c.is_ascii_alphabetic()) {
                pieces.push(Piece { file: file.clone(), text: line.to_owned() });
            }
        }
    }
    pieces.sort();
    pieces.dedup();
    pieces
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|end| end == "vtl") {
            files.push(path);
        }
    }
}

/// The text with a line break in place of each tag: `<% %>`, `<: :>` and `<# #>`.
fn without_tags(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((start, close)) = ["<%", "<:", "<#"]
        .iter()
        .filter_map(|open| Some((rest.find(open)?, format!("{}>", &open[1..]))))
        .min()
    {
        text += &rest[..start];
        text.push('\n');
        let end = rest[start..].find(&close).expect("a tag is closed");
        rest = &rest[start + end + close.len()..];
    }
    text + rest
}

#[test]
fn pieces_are_what_stands_between_tags() {
    let template = "a <% if b %>c\n<:- d :><# e #>\n  f";
    assert_eq!(without_tags(template), "a \nc\n\n\n\n  f");
    let pieces = pieces();
    let has = |text: &str| pieces.iter().any(|piece| piece.text == text);
    assert!(has(r#""operation": "UpdateItem","#), "{pieces:?}");
    assert!(!pieces.iter().any(|piece| piece.text.contains("<%")), "{pieces:?}");
}
