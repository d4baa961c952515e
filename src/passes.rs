//! The transformers that every compilation runs, in their order.

use burgeon_core::Transformer;

/// Burgeon's own transformers. Each stands behind those whose data it reads.
pub fn all() -> Vec<Box<dyn Transformer>> {
    vec![]
}
