//! The value of `#define` and of `#@macro() … #end`: a block that is rendered when it is used.

use std::cell::Cell;
use std::sync::Arc;

use crate::syntax::ast::Block;

/// A block of a template that is rendered each time that its reference is.
pub struct Deferred {
    pub(crate) block: Arc<Block>,
    /// The recursion of its rendering.
    pub(crate) depth: Cell<u32>,
    /// The maximal recursion: deeper, it is null.
    pub(crate) max_depth: u32,
}

impl Deferred {
    pub(crate) fn new(block: Arc<Block>, max_depth: u32) -> Self {
        Self { block, depth: Cell::new(0), max_depth }
    }
}

impl std::fmt::Debug for Deferred {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deferred")
    }
}
