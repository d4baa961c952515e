//! Rewrites schemas of Amplify's first generation of directives in those of the second.
//!
//! The texts are edited where a directive changes and left alone everywhere else: descriptions,
//! comments, order and layout are the author's. What is stored is never changed silently: keys,
//! indexes and foreign keys keep their names of the first generation, and what cannot be kept is
//! reported.
//!
//! Each changed directive has a module: [`key`], [`connection`], [`auth`], [`model`]. The others
//! (`@function`, `@http`, `@predictions`, `@searchable`, `@versioned`) have the same meaning in
//! both generations.
//!
//! Source of truth: npm's `graphql-key-transformer` 3.2, `graphql-connection-transformer` 5.2,
//! `graphql-auth-transformer` 7.2 and `graphql-dynamodb-transformer` 7.2.

mod additions;
mod arguments;
mod auth;
mod codes;
mod connection;
mod edits;
mod generation;
mod key;
mod layout;
mod model;
mod types;

use std::sync::Arc;

use apollo_compiler::ast;
use burgeon_core::source::Source;
use burgeon_core::{Diagnostics, Settings};

use additions::Additions;
use edits::Edits;
use generation::Generations;
use types::Types;

pub use codes::ALL as CODES;

/// A text of a schema, and what was read from it.
#[derive(Debug, Clone)]
pub struct File {
    /// The text.
    pub source: Arc<Source>,
    /// Its syntax tree, with spans in this text.
    pub ast: ast::Document,
}

/// Rewrites the files of a schema with the directives of the second generation, in their order.
///
/// `diagnostics` lists what needs review. If it has errors, the texts are incomplete. A schema
/// without directives of the first generation is returned unchanged.
pub fn migrate(files: &[File], settings: &Settings, diagnostics: &mut Diagnostics) -> Vec<String> {
    let generations = Generations::new(files);
    let mut migration = Migration {
        files,
        types: Types::new(files),
        settings,
        edits: vec![Edits::default(); files.len()],
        additions: Additions::default(),
        diagnostics,
    };
    key::migrate(&mut migration);
    connection::migrate(&mut migration);
    if generations.is_first_only() {
        auth::migrate(&mut migration);
        model::migrate(&mut migration);
    } else {
        auth::migrate_former(&mut migration);
        generations.report_mixture(migration.diagnostics);
    }
    let Migration { types, mut edits, additions, .. } = migration;
    additions.apply(files, &types, &mut edits);
    let texts = files.iter().zip(edits);
    texts.map(|(file, edits)| edits.apply(&file.source.text)).collect()
}

/// A migration under way.
struct Migration<'a> {
    files: &'a [File],
    types: Types<'a>,
    settings: &'a Settings,
    /// The edits of each file.
    edits: Vec<Edits>,
    /// The additions to fields.
    additions: Additions,
    diagnostics: &'a mut Diagnostics,
}
