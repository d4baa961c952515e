use std::collections::{BTreeMap, HashMap};

use super::{Placement, Weight};

/// Resources that must stand in one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's own name, which no other group has.
    pub name: String,
    /// The stack it goes to while there is room.
    pub stack: String,
    /// What it takes of a stack.
    pub weight: Weight,
}

/// Why there is no placement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A group is larger than a stack can be.
    #[error(
        "`{group}` needs a stack of its own with room for {weight:?}, and {capacity:?} is all there is"
    )]
    TooLarge {
        /// The group.
        group: String,
        /// What it takes.
        weight: Weight,
        /// What a stack can hold.
        capacity: Weight,
    },
    /// Two groups have one name.
    #[error("two groups are called `{group}`")]
    Duplicate {
        /// The name.
        group: String,
    },
}

/// Places every group, no stack holding more than `capacity`, and every group of `previous` where
/// it was as long as it fits there.
///
/// Groups that are gone leave no trace. Takes time in proportion to the groups (sorting apart).
pub fn pack(
    groups: &[Group],
    capacity: &Weight,
    previous: &Placement,
) -> Result<Placement, PackError> {
    let mut sorted = BTreeMap::new();
    for group in groups {
        if sorted.insert(group.name.as_str(), group).is_some() {
            return Err(PackError::Duplicate {
                group: group.name.clone(),
            });
        }
    }
    let mut stacks = Stacks {
        capacity,
        load: HashMap::new(),
        last: HashMap::new(),
    };
    let mut placement = Placement::default();
    let mut homeless = Vec::new();
    for group in sorted.into_values() {
        if !group.weight.fits(capacity) {
            let (group, weight) = (group.name.clone(), group.weight);
            return Err(PackError::TooLarge {
                group,
                weight,
                capacity: *capacity,
            });
        }
        match previous.stack_of(&group.name) {
            Some(stack) if stacks.add(stack, &group.weight) => {
                placement.insert(group.name.clone(), stack.to_owned());
            }
            _ => homeless.push(group),
        }
    }
    for group in homeless {
        placement.insert(group.name.clone(), stacks.find(&group.stack, &group.weight));
    }
    Ok(placement)
}

/// The stacks as they fill up.
struct Stacks<'a> {
    capacity: &'a Weight,
    load: HashMap<String, Weight>,
    /// By preferred stack: the number of the further stack that was opened last.
    last: HashMap<String, usize>,
}

impl Stacks<'_> {
    /// Adds to a stack if there is room.
    fn add(&mut self, stack: &str, weight: &Weight) -> bool {
        let load = self
            .load
            .get(stack)
            .copied()
            .unwrap_or_default()
            .plus(weight);
        let fits = load.fits(self.capacity);
        if fits {
            self.load.insert(stack.to_owned(), load);
        }
        fits
    }

    /// Adds to the preferred stack, or to the last of the further ones, or to one more.
    ///
    /// Looking into all of them would fill every hole, at a cost that grows with their number.
    fn find(&mut self, preferred: &str, weight: &Weight) -> String {
        if self.add(preferred, weight) {
            return preferred.to_owned();
        }
        let mut number = self.last.get(preferred).copied().unwrap_or(2);
        loop {
            // A hyphen stands in no GraphQL name, so a further stack is never some model's own.
            let stack = format!("{preferred}-{number}");
            if self.add(&stack, weight) {
                self.last.insert(preferred.to_owned(), number);
                return stack;
            }
            number += 1;
        }
    }
}
