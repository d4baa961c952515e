//! The simulator, through its public interface.

mod batches;
mod conditions;
mod expressions;
mod identities;
mod indexes;
mod keys;
mod paging;
mod pipeline_resolvers;
mod support;
mod transactions;
mod unit_resolvers;
mod writes;
