//! Variables as indices.

/// The index of a variable.
pub(crate) type Variable = usize;

/// Special variables, which have the same index in every template.
pub(crate) mod well_known {
    use super::Variable;

    pub(crate) const CTX: Variable = 0;
    pub(crate) const CONTEXT: Variable = 1;
    pub(crate) const UTIL: Variable = 2;
    pub(crate) const UTILS: Variable = 3;
    pub(crate) const EXTENSIONS: Variable = 4;
    pub(crate) const FOREACH: Variable = 5;
    pub(crate) const BODY_CONTENT: Variable = 6;

    pub(in crate::syntax) const NAMES: [&str; 7] =
        ["ctx", "context", "util", "utils", "extensions", "foreach", "bodyContent"];
}

/// The variables that loops count with, as far as the template names them: `$foreach` has replaced
/// them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counters {
    /// `$velocityCount`.
    pub(crate) count: Option<Variable>,
    /// `$velocityHasNext`.
    pub(crate) has_next: Option<Variable>,
}
