//! Finds the GraphQL documents of clients in their source code.
//!
//! | language | documents |
//! |---|---|
//! | GraphQL (`.graphql`, `.gql`) | the whole file |
//! | JavaScript, TypeScript (`.js`, `.jsx`, `.mjs`, `.cjs`, `.ts`, `.tsx`, `.mts`, `.cts`) | templates with the tag `gql` or `graphql`, or after the comment `/* GraphQL */` |
//! | Swift, Kotlin, Dart (`.swift`, `.kt`, `.kts`, `.dart`) | strings that begin with an operation or a fragment |
//!
//! Each document has its position in the file, so errors in it are reported there.
//!
//! ```
//! let code = "const query = gql`query List { listTodos { items { id } } }`";
//! let documents = burgeon_documents::find("src/todos.ts".as_ref(), code);
//! assert_eq!(documents[0].text, "query List { listTodos { items { id } } }");
//! assert_eq!(&code[documents[0].offset_in_file(6)..][..4], "List");
//! ```

mod document;
mod javascript;
mod strings;

use std::path::Path;

pub use document::{Document, Language};

/// The GraphQL documents of a source file, in their order. A file of an unknown language has none.
///
/// Code that is not well-formed is searched as far as it is understood.
pub fn find(path: &Path, code: &str) -> Vec<Document> {
    match Language::of_file(path) {
        Some(Language::GraphQl) => vec![Document::whole(path, code)],
        Some(Language::JavaScript) => javascript::find(path, code),
        Some(language) => strings::find(path, code, language),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_of_graphql_is_a_document() {
        let documents = find("a/b.graphql".as_ref(), "query A { a }");
        assert_eq!(documents.len(), 1);
        assert_eq!(
            (documents[0].text.as_str(), documents[0].offset_in_file(8)),
            ("query A { a }", 8)
        );
        assert!(find("a.rs".as_ref(), "gql`query A { a }`").is_empty());
        assert!(find("Makefile".as_ref(), "").is_empty());
    }

    proptest! {
        /// Any code is searched without a panic, and every offset of a document is one of its file.
        #[test]
        fn no_code_is_too_odd(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "gql", "`", "${", "}", "\\", "/* GraphQL */", "//", "\n", "'", "\"", "\"\"\"", "/", "é",
                "query A { a }", "{", "(", "[", "]", "\\u{e9}", "\\x41", "$", "r", "#", "return",
            ]), 0..40),
            name in proptest::sample::select(vec!["a.ts", "a.kt", "a.swift", "a.dart", "a.gql"]),
        ) {
            let code = parts.concat();
            for document in find(name.as_ref(), &code) {
                for (offset, _) in document.text.char_indices() {
                    let is_code = document.interpolations.iter().any(|range| range.contains(&offset));
                    let is_boundary = code.is_char_boundary(document.offset_in_file(offset));
                    prop_assert!(is_code || is_boundary);
                }
                prop_assert!(document.offset_in_file(document.text.len()) <= code.len());
            }
        }
    }
}
