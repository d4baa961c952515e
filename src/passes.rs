//! The transformers that every compilation runs, in their order.

use burgeon_core::Transformer;
use burgeon_transformers::auth::AuthTransformer;
use burgeon_transformers::conversation::ConversationTransformer;
use burgeon_transformers::default_value::DefaultTransformer;
use burgeon_transformers::function::FunctionTransformer;
use burgeon_transformers::generation::GenerationTransformer;
use burgeon_transformers::http::HttpTransformer;
use burgeon_transformers::keys::{IndexTransformer, PrimaryKeyTransformer};
use burgeon_transformers::model::ModelTransformer;
use burgeon_transformers::name_mapping::{MapsToTransformer, RefersToTransformer};
use burgeon_transformers::predictions::PredictionsTransformer;
use burgeon_transformers::relations::{
    BelongsToTransformer, HasManyTransformer, HasOneTransformer, ManyToManyTransformer,
};
use burgeon_transformers::searchable::SearchableTransformer;
use burgeon_transformers::sql::SqlTransformer;
use burgeon_transformers::state_machine::StateMachineTransformer;
use burgeon_transformers::sync::SyncTransformer;
use burgeon_transformers::ttl::TtlTransformer;
use burgeon_transformers::validate::ValidateTransformer;
use burgeon_transformers::versioned::VersionedTransformer;

/// The built-in transformers. Each comes after those whose data it reads.
pub fn all() -> Vec<Box<dyn Transformer>> {
    vec![
        // Every other transformer looks models up.
        Box::new(ModelTransformer),
        // Foreign keys and indexes keep the names that models had when they were stored.
        Box::new(MapsToTransformer),
        Box::new(RefersToTransformer),
        // A model's primary key decides which indexes it can have.
        Box::new(PrimaryKeyTransformer),
        Box::new(IndexTransformer),
        // Relations look keys and indexes up, and add the models that join many with many.
        Box::new(HasManyTransformer),
        Box::new(HasOneTransformer),
        Box::new(ManyToManyTransformer),
        // The relation on the other side decides the key of what an object belongs to.
        Box::new(BelongsToTransformer),
        // A default must fit a key.
        Box::new(DefaultTransformer),
        // Defaults keep the rules, too.
        Box::new(ValidateTransformer),
        // What counts versions cannot be part of a key; every write of the models' does count.
        Box::new(VersionedTransformer),
        // Sets a property of the tables, and changes nothing else.
        Box::new(TtlTransformer),
        // Fields with a custom resolver.
        Box::new(FunctionTransformer),
        Box::new(HttpTransformer),
        Box::new(StateMachineTransformer),
        Box::new(SqlTransformer),
        Box::new(PredictionsTransformer),
        Box::new(GenerationTransformer),
        // Adds to the operations of all models.
        Box::new(SyncTransformer),
        // Searches all stored fields.
        Box::new(SearchableTransformer),
        // A language model can use all operations as tools.
        Box::new(ConversationTransformer),
        // Guards and annotates the fields and resolvers of all others.
        Box::new(AuthTransformer),
    ]
}
