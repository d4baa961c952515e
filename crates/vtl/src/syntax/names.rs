//! The names that a template uses: variables become indices, macros are kept by name.

use std::sync::{Arc, LazyLock};

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};

use super::ast::Macro;
use super::variable::{Counters, Variable, well_known};

/// The variables and macros that a template names, and the macros it defines.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    variables: Variables,
    counters: Counters,
    macros: IndexMap<Arc<str>, Option<Arc<Macro>>, RandomState>,
}

type Variables = IndexSet<Arc<str>, RandomState>;

/// The first names of every template.
static WELL_KNOWN: LazyLock<Variables> =
    LazyLock::new(|| well_known::NAMES.into_iter().map(Arc::from).collect());

impl Default for Names {
    fn default() -> Self {
        Self {
            variables: WELL_KNOWN.clone(),
            counters: Counters::default(),
            macros: IndexMap::default(),
        }
    }
}

impl Names {
    /// The index of the variable `name`.
    pub(crate) fn variable(&mut self, name: &str) -> Variable {
        match self.variables.get_index_of(name) {
            Some(index) => index,
            None => {
                let variable = self.variables.insert_full(name.into()).0;
                match name {
                    "velocityCount" => self.counters.count = Some(variable),
                    "velocityHasNext" => self.counters.has_next = Some(variable),
                    _ => {}
                }
                variable
            }
        }
    }

    /// The variables that loops count with.
    pub(crate) fn counters(&self) -> Counters {
        self.counters
    }

    /// Assumes that unknown text may name the counters of loops.
    pub(crate) fn expect_counters(&mut self) {
        self.variable("velocityCount");
        self.variable("velocityHasNext");
    }

    /// The number of variables: indices are below this.
    pub(crate) fn variable_count(&self) -> usize {
        self.variables.len()
    }

    /// The index of the macro `name`, defined or not.
    pub(crate) fn macro_index(&mut self, name: &str) -> usize {
        match self.macros.get_index_of(name) {
            Some(index) => index,
            None => self.macros.insert_full(name.into(), None).0,
        }
    }

    /// The macro at `index`, if it is defined.
    pub(crate) fn macro_at(&self, index: usize) -> Option<&Arc<Macro>> {
        self.macros.get_index(index)?.1.as_ref()
    }

    /// Whether a macro called `name` is defined.
    pub(crate) fn defines_macro(&self, name: &str) -> bool {
        self.macros.get(name).is_some_and(Option::is_some)
    }

    /// Defines a macro, unless one of its name is defined already: the first stays.
    pub(crate) fn define_macro(&mut self, name: &str, definition: Macro) {
        let slot = self.macros.entry(name.into()).or_default();
        if slot.is_none() {
            *slot = Some(Arc::new(definition));
        }
    }

    /// The macros defined.
    pub(crate) fn macros(&self) -> impl Iterator<Item = &Arc<Macro>> {
        self.macros.values().flatten()
    }
}
