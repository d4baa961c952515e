//! What the compiled resolvers do, shown by running them.

mod api;
mod auth;
mod conversation;
mod every;
mod function;
mod generation;
mod guarded_request;
mod http;
mod keys;
mod live;
mod migrated;
mod model;
mod own;
mod plain;
mod predictions;
mod random;
mod relational;
mod relations;
mod renamed;
mod searchable;
mod state_machine;
mod sync;
mod ttl;
mod values;
mod versioned;
