use std::collections::BTreeMap;

/// The stack of each group, sorted by group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement(BTreeMap<String, String>);

impl Placement {
    /// The stack of a group.
    pub fn stack_of(&self, group: &str) -> Option<&str> {
        self.0.get(group).map(String::as_str)
    }

    /// Groups and their stacks, sorted by group.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(group, stack)| (group.as_str(), stack.as_str()))
    }

    /// Stacks and the groups in them, both sorted.
    pub fn stacks(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut stacks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (group, stack) in self.iter() {
            stacks.entry(stack).or_default().push(group);
        }
        stacks
    }

    pub(super) fn insert(&mut self, group: String, stack: String) {
        self.0.insert(group, stack);
    }
}

impl<G: Into<String>, S: Into<String>> FromIterator<(G, S)> for Placement {
    fn from_iter<I: IntoIterator<Item = (G, S)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(group, stack)| (group.into(), stack.into())).collect())
    }
}
