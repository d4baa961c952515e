//! The transformers that every compilation runs, in their order.

use burgeon_core::Transformer;
use burgeon_transformers::keys::{IndexTransformer, PrimaryKeyTransformer};
use burgeon_transformers::model::ModelTransformer;

/// Burgeon's own transformers. Each stands behind those whose data it reads.
pub fn all() -> Vec<Box<dyn Transformer>> {
    vec![
        // Every other transformer looks models up.
        Box::new(ModelTransformer),
        // A model's primary key decides which indexes it can have.
        Box::new(PrimaryKeyTransformer),
        Box::new(IndexTransformer),
    ]
}
