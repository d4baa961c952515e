//! Diagnostics: what a compiler found in a text, where, and what to write instead.
//!
//! A stage reports a [`Diagnostic`]: a [`Code`], a message, labels at
//! locations, a help, fixes. The type of the locations is the stage's (a range of bytes in the
//! one text that it reads, a span of a parser), until [`Diagnostic::render`] turns them into a
//! file, lines and columns. A [`RenderedDiagnostic`] can be printed: for people ([`human`], with
//! the feature of that name), as JSON through serde, as [`sarif`], as annotations on [`github`].
//!
//! ```
//! use std::ops::Range;
//!
//! use burgeon_diagnostics::{Code, Diagnostic, Source};
//!
//! static UNKNOWN_FIELD: Code = Code {
//!     name: "schema/unknown-field",
//!     explanation: "The type has no such field.",
//! };
//!
//! let source = Source::new("schema.graphql", "type Todo @key(fields: [titel])");
//! let found: Diagnostic<Range<usize>> = Diagnostic::error(&UNKNOWN_FIELD, "unknown field `titel`")
//!     .at(24..29, "not a field of `Todo`")
//!     .did_you_mean("titel", ["id", "title"]);
//! let rendered = found.render_in(&source);
//! assert_eq!(rendered.labels[0].start.to_string(), "1:25");
//! assert_eq!(rendered.help.as_deref(), Some("did you mean `title`?"));
//! ```

mod code;
mod diagnostic;
mod escape;
mod excerpt;
pub mod github;
#[cfg(feature = "human")]
pub mod human;
mod levels;
mod rendered;
pub mod sarif;
mod source;
mod suggestion;

pub use code::Code;
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use escape::escape_control_chars;
pub use levels::{Level, Leveled, Levels};
pub use rendered::{Edit, Label, RenderedDiagnostic, RenderedFix, sort};
pub use source::{Location, Position, Source};
pub use suggestion::closest;
