//! Placeholders of an expression for the names of attributes and for values.

use serde_json::{Map, Value as Json};

use crate::state::{Interrupt, State};
use crate::util::dynamodb::attribute;

/// The maximal length of a placeholder's prefix; DynamoDB accepts 255.
const MAX_LENGTH: usize = 200;

/// Placeholders and their values.
pub struct Placeholders<'p, 'e> {
    /// The evaluation that pays for them.
    pub state: &'p mut State<'e>,
    /// Attributes by their placeholders, such as `#title`.
    names: Map<String, Json>,
    /// Values by their placeholders, such as `:title_eq`.
    values: Map<String, Json>,
}

impl<'p, 'e> Placeholders<'p, 'e> {
    /// None yet.
    pub fn new(state: &'p mut State<'e>) -> Self {
        Self { state, names: Map::new(), values: Map::new() }
    }

    /// The names and the values.
    pub fn into_parts(self) -> (Map<String, Json>, Map<String, Json>) {
        (self.names, self.values)
    }

    /// The placeholder of an attribute, and whether it was not there before.
    pub fn name(&mut self, attribute: &str) -> Result<(String, bool), Interrupt> {
        let is_free = |known: Option<&Json>| known.is_none_or(|known| known == attribute);
        let (placeholder, tries) = unique("#", attribute, |p| is_free(self.names.get(p)));
        self.state.step(tries)?;
        self.state.allocate(attribute.len() + placeholder.len() + 64)?;
        let is_new = self.names.insert(placeholder.clone(), attribute.into()).is_none();
        Ok((placeholder, is_new))
    }

    /// Removes a name: DynamoDB rejects unused ones.
    pub fn forget(&mut self, placeholder: &str) {
        self.names.shift_remove(placeholder);
    }

    /// The placeholder of a value, which begins with `label`.
    pub fn value(&mut self, label: &str, value: &Json) -> Result<String, Interrupt> {
        let value = self.state.value(value)?;
        let value = attribute(self.state, &value, 0)?.to_json(self.state)?;
        let (placeholder, tries) = unique(":", label, |p| !self.values.contains_key(p));
        self.state.step(tries)?;
        self.state.allocate(placeholder.len() + 64)?;
        self.values.insert(placeholder.clone(), value);
        Ok(placeholder)
    }
}

/// A placeholder made of `label`, in the characters that DynamoDB allows, and how many were tried.
fn unique(sign: &str, label: &str, is_free: impl Fn(&str) -> bool) -> (String, usize) {
    let allowed = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let label = label.chars().map(allowed);
    let base: String = sign.chars().chain(label).take(MAX_LENGTH).collect();
    let mut placeholder = base.clone();
    let mut count = 1;
    while !is_free(&placeholder) {
        count += 1;
        placeholder = format!("{base}_{count}");
    }
    (placeholder, count)
}
