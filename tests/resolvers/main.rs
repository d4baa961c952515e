//! What the compiled resolvers do, shown by running them.

mod api;
mod function;
mod http;
mod model;
mod sync;
