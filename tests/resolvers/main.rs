//! What the compiled resolvers do, shown by running them.

mod api;
mod function;
mod generation;
mod http;
mod model;
mod predictions;
mod sync;
