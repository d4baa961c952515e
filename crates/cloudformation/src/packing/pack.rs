use std::collections::HashMap;

use super::{Placement, Weight};

/// Resources that must be in one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's unique name.
    pub name: String,
    /// The preferred stack, while it has space.
    pub stack: String,
    /// Its weight.
    pub weight: Weight,
}

/// The error of a placement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A group is larger than a stack can be.
    #[error("`{group}` needs {weight}, and a stack has {capacity}")]
    TooLarge {
        /// The group.
        group: String,
        /// Its weight.
        weight: Weight,
        /// The capacity of a stack.
        capacity: Weight,
    },
    /// Two groups have one name.
    #[error("two groups are called `{group}`")]
    Duplicate {
        /// The name.
        group: String,
    },
}

/// Places every group: no stack holds more than `capacity`, and groups of `previous` keep their
/// stacks as long as they fit. Otherwise reports the error of every group.
///
/// Removed groups have no effect. Takes time in proportion to the groups (sorting apart).
pub fn pack(
    groups: &[Group],
    capacity: &Weight,
    previous: &Placement,
) -> Result<Placement, Vec<PackError>> {
    let sorted = checked(groups, capacity)?;
    let mut stacks = Stacks { capacity, load: HashMap::new(), last: HashMap::new() };
    let mut placement = Placement::default();
    let mut homeless = Vec::new();
    for group in sorted {
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

/// The groups by name.
fn checked<'a>(groups: &'a [Group], capacity: &Weight) -> Result<Vec<&'a Group>, Vec<PackError>> {
    let mut sorted: Vec<&Group> = groups.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut errors: Vec<PackError> = sorted
        .iter()
        .filter(|group| !group.weight.fits(capacity))
        .map(|group| PackError::TooLarge {
            group: group.name.clone(),
            weight: group.weight,
            capacity: *capacity,
        })
        .collect();
    for pair in sorted.windows(2) {
        if let [first, second] = pair
            && first.name == second.name
        {
            errors.push(PackError::Duplicate { group: first.name.clone() });
        }
    }
    if errors.is_empty() { Ok(sorted) } else { Err(errors) }
}

/// The stacks as they fill up.
struct Stacks<'a> {
    capacity: &'a Weight,
    load: HashMap<String, Weight>,
    /// By preferred stack: the number of the further stack with the last group.
    last: HashMap<String, usize>,
}

impl Stacks<'_> {
    /// Adds to a stack that has space.
    fn add(&mut self, stack: &str, weight: &Weight) -> bool {
        let load = self.load.get(stack).copied().unwrap_or_default().plus(weight);
        let fits = load.fits(self.capacity);
        if fits {
            self.load.insert(stack.to_owned(), load);
        }
        fits
    }

    /// Adds to the preferred stack, or to a further one, beginning with the last that had space.
    ///
    /// Beginning with the first would fill every gap, at a cost that grows with their number.
    fn find(&mut self, preferred: &str, weight: &Weight) -> String {
        if self.add(preferred, weight) {
            return preferred.to_owned();
        }
        let mut number = self.last.get(preferred).copied().unwrap_or(2);
        loop {
            // GraphQL names contain no hyphen, and a further stack never has the name of a model.
            let stack = format!("{preferred}-{number}");
            if self.add(&stack, weight) {
                self.last.insert(preferred.to_owned(), number);
                return stack;
            }
            number += 1;
        }
    }
}
