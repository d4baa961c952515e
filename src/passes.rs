//! The transformers that every compilation runs, in their order.

use burgeon_core::Transformer;
use burgeon_transformers::auth::AuthTransformer;
use burgeon_transformers::model::ModelTransformer;

/// Burgeon's own transformers. Each stands behind those whose data it reads.
pub fn all() -> Vec<Box<dyn Transformer>> {
    vec![
        // Every other transformer looks models up.
        Box::new(ModelTransformer),
        // Guards and annotates whatever fields and resolvers the others have added.
        Box::new(AuthTransformer),
    ]
}
