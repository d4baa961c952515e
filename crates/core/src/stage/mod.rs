//! The backend under construction, as each stage of a compilation may change it.
//!
//! The hooks of a [`Transformer`](crate::Transformer) take one of these views. Each reads as an
//! [`Api`](crate::Api), and has methods for exactly what its stage adds. What a stage may not change
//! does not compile:
//!
//! | hook | view | adds |
//! |---|---|---|
//! | `prepare` | [`Preparing`] | types that the author could have written |
//! | `declare` | [`Declaring`] | models, keys, relations, policies, custom resolvers |
//! | `expand` | [`Expanding`] | types, fields and resolvers |

mod declaring;
mod expanding;
mod preparing;
#[cfg(test)]
mod tests;

pub use declaring::{DeclaredParts, Declaring};
pub use expanding::{ExpandedParts, Expanding};
pub use preparing::Preparing;

/// What the views of all stages have in common.
macro_rules! view {
    ($view:ident) => {
        impl<'a> $view<'a> {
            /// The view of a backend that is in this stage.
            pub fn new(api: &'a mut $crate::Api) -> Self {
                Self { api }
            }

            /// Reports a diagnostic.
            pub fn report(&mut self, diagnostic: $crate::Diagnostic) {
                self.api.diagnostics.push(diagnostic);
            }

            /// Reports several diagnostics.
            pub fn report_all(&mut self, found: impl IntoIterator<Item = $crate::Diagnostic>) {
                found.into_iter().for_each(|diagnostic| self.report(diagnostic));
            }

            /// The diagnostics that were reported so far.
            pub fn diagnostics_mut(&mut self) -> &mut $crate::Diagnostics {
                &mut self.api.diagnostics
            }

            /// The data of a type that a transformer keeps from one hook to the next. It begins as the
            /// type's default.
            pub fn extension_mut<T>(&mut self) -> &mut T
            where
                T: std::any::Any + std::fmt::Debug + Clone + Default + Send + Sync,
            {
                self.api.extensions.get_or_default()
            }
        }

        impl std::ops::Deref for $view<'_> {
            type Target = $crate::Api;

            fn deref(&self) -> &$crate::Api {
                self.api
            }
        }
    };
}
use view;
