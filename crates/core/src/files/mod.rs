//! Files: where a project is read from, and the files that a schema refers to.

mod disk;
mod file_system;
mod glob;
mod memory;
mod overlay;
mod project;
#[cfg(test)]
mod tests;

pub use disk::Disk;
pub use file_system::{Entry, FileKind, FileSystem, Metadata};
pub use glob::{find_matches, is_glob};
pub use memory::Memory;
pub use overlay::Overlay;
pub use project::{FileFault, ProjectFiles};
