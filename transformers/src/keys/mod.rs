//! `@primaryKey` and `@index`: by which fields objects are found.

mod codes;
mod fields;
mod index;
mod index_name;
mod primary_key;

pub(crate) use fields::attribute_type;
pub use index::IndexTransformer;
pub(crate) use index_name::{INDEX_NAMES, is_index_name};
pub use primary_key::PrimaryKeyTransformer;
