//! `@mapsTo` and `@refersTo`: what models and fields are called in their stores.

mod codes;
mod maps_to;
mod name;
mod refers_to;

pub use maps_to::MapsToTransformer;
pub use refers_to::RefersToTransformer;
