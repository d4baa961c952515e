//! The file that keeps a placement between builds.
//!
//! YAML, a line a group, sorted: adding a group adds a line, and two branches that add different
//! groups merge.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::{MessageFormatter, Spanned, UserMessageFormatter};

use super::Placement;

/// The only version there is.
const VERSION: u64 = 1;

const HEADER: &str = "\
# The stack of each group of resources. Written by the build; commit it.
# Moving a group to another stack replaces its resources.
";

/// Why a lock file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct LockError {
    /// The line it is about, counted from 1.
    pub line: u64,
    /// The column, counted from 1.
    pub column: u64,
    /// The reason.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    version: Spanned<u64>,
    #[serde(default)]
    placement: BTreeMap<String, Spanned<String>>,
}

impl Placement {
    /// The lock file's text.
    pub fn to_lock(&self) -> Result<String, serde_saphyr::ser::Error> {
        let mut placement = BTreeMap::new();
        placement.extend(self.iter());
        let body = serde_saphyr::to_string(&BTreeMap::from([("placement", placement)]))?;
        Ok(format!("{HEADER}version: {VERSION}\n{body}"))
    }

    /// Reads a lock file.
    ///
    /// Stacks become files, so their names are held to ASCII letters, digits, `_` and `-`.
    pub fn from_lock(text: &str) -> Result<Self, LockError> {
        // The parser's limit of 250,000 nodes would limit a lock to 125,000 groups. Its limits on
        // depth and aliases remain.
        let options = serde_saphyr::options! {
            budget: serde_saphyr::budget! { max_nodes: usize::MAX, max_events: usize::MAX },
        };
        let lock: Lock = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let place = error.location();
            LockError {
                line: place.map_or(1, |place| place.line()),
                column: place.map_or(1, |place| place.column()),
                reason: UserMessageFormatter.format_message(error.without_snippet()).into_owned(),
            }
        })?;
        let fault = |place: serde_saphyr::Location, reason| LockError {
            line: place.line(),
            column: place.column(),
            reason,
        };
        if lock.version.value != VERSION {
            let reason = format!("version {} is not one this program reads", lock.version.value);
            return Err(fault(lock.version.referenced, reason));
        }
        for stack in lock.placement.values() {
            if !is_stack_name(&stack.value) {
                let reason = format!("`{}` is not the name of a stack", stack.value);
                return Err(fault(stack.referenced, reason));
            }
        }
        Ok(lock.placement.into_iter().map(|(group, stack)| (group, stack.value)).collect())
    }
}

fn is_stack_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=255).contains(&text.len()) && text.bytes().all(allowed)
}
