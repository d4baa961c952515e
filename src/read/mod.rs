//! From files to a checked [`Document`].
//!
//! Each file is parsed by itself; of one with syntax errors, the sound definitions are taken. Then all
//! are merged into one schema, with the definitions of the directives as a prelude, and validated.

mod diagnostics;
mod extensions;
mod files;
mod input_cycles;
mod merge;
mod messages;
mod pieces;
mod placeholders;
mod recovery;
mod types;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use apollo_compiler::ast::Document as Ast;
use apollo_compiler::parser::Parser;
use apollo_compiler::schema::Schema;
use burgeon_core::diagnostics::Code;
use burgeon_core::files::FileSystem;
use burgeon_core::source::{Source, Sources};
use burgeon_core::{Diagnostics, Document};

pub(crate) use files::{beside_schema, folder};
use recovery::Damaged;

/// Levels of nested types, values or lists that a schema may have.
const RECURSION_LIMIT: usize = 200;

/// Every kind of diagnostic that reading and checking report.
pub fn codes() -> Vec<&'static Code> {
    [files::CODES, diagnostics::CODES, merge::CODES, input_cycles::CODES, extensions::CODES]
        .concat()
}

/// The texts of a schema, and what was read from each.
pub(crate) struct Parsed {
    /// The texts in which something is written, in their order.
    pub files: Vec<(Arc<Source>, Ast)>,
    /// The definitions that are missing because of syntax errors.
    damaged: Vec<Damaged>,
    /// Whether the other definitions are complete.
    is_whole: bool,
    /// The diagnostics. If they have errors, definitions are missing.
    pub diagnostics: Diagnostics,
}

/// Reads every file and parses it by itself.
pub(crate) fn parse(files: &dyn FileSystem, paths: &[PathBuf], sources: &[Arc<Source>]) -> Parsed {
    let mut diagnostics = Diagnostics::default();
    let mut texts = files::read_all(files, paths, &mut diagnostics);
    texts.extend(sources.iter().cloned());
    files::drop_empty(&mut texts, &mut diagnostics);

    let mut is_whole = !diagnostics.has_errors();
    let (mut files, mut damaged) = (Vec::new(), Vec::new());
    let mut known = Sources::default();
    for source in texts {
        let mut parser = Parser::new().recursion_limit(RECURSION_LIMIT);
        match parser.parse_ast(&source.text, &source.path) {
            Ok(ast) => {
                known.add(&ast);
                files.push((source, ast));
            }
            Err(broken) => match recovery::recover(&source, RECURSION_LIMIT) {
                Some(recovered) => {
                    known.add_part(&recovered.sound, &source);
                    recovered.faults.into_iter().for_each(|fault| diagnostics.push(fault));
                    damaged.extend(recovered.damaged);
                    files.push((source, recovered.sound));
                }
                None => {
                    is_whole = false;
                    known.add(&broken.partial);
                    diagnostics::report(&broken.errors, &Schema::new(), &mut diagnostics);
                }
            },
        }
    }
    diagnostics.append(Diagnostics::new(known));
    Parsed { files, damaged, is_whole, diagnostics }
}

/// The definitions that schemas may use, in SDL.
pub(crate) struct Definitions {
    /// The directives and the types of their arguments; nothing of it is left in a document.
    pub prelude: Vec<&'static str>,
    /// The types that belong to directives. A document holds them like the author's definitions.
    pub types: Vec<(&'static str, &'static str)>,
}

/// Reads, merges and validates.
pub(crate) fn read(
    files: &dyn FileSystem,
    paths: &[PathBuf],
    sources: &[Arc<Source>],
    definitions: &Definitions,
) -> Document {
    let Parsed { files, damaged, is_whole, mut diagnostics } = parse(files, paths, sources);
    if !is_whole {
        let damaged = HashSet::new();
        return Document { schema: Schema::new(), is_whole, damaged, diagnostics };
    }
    let prelude = merge::Prelude::parse(&definitions.prelude);
    let mut files: Vec<Ast> = files.into_iter().map(|(_, ast)| ast).collect();
    files.extend(placeholders::definitions(&damaged, &files));
    types::complete(&mut files, &definitions.types);
    let syntax_errors = diagnostics.len();
    let schema = merge::merge(&prelude, files, &mut diagnostics);
    let is_whole = schema.is_some();
    let damaged = damaged.into_iter().map(|damaged| damaged.name).collect();
    diagnostics.drop_mentions(syntax_errors, &damaged);
    Document { schema: schema.unwrap_or_else(Schema::new), is_whole, damaged, diagnostics }
}
