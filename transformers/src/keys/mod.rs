//! `@primaryKey` and `@index`: by which fields objects are found.

mod arguments;
mod codes;
mod fields;
mod index;
mod primary_key;

pub(crate) use arguments::KeyArguments;
pub(crate) use fields::attribute_type;
pub use index::IndexTransformer;
pub use primary_key::PrimaryKeyTransformer;
