//! What the compiled resolvers do, shown by running them.

mod api;
mod model;
mod sync;
