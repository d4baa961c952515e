//! DynamoDB's expression language: conditions, filters, key conditions, updates, projections.

pub mod condition;
mod condition_parser;
mod evaluate;
pub mod key_condition;
mod lexer;
mod parser;
pub mod path;
pub mod placeholders;
pub mod projection;
mod reserved_words;
pub mod update;
mod update_parser;

pub use condition::Condition;
pub use key_condition::KeyCondition;
pub use path::Path;
pub use placeholders::Placeholders;
pub use projection::Projection;
pub use update::Update;
