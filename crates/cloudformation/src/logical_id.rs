//! Logical ids: the names of a template's parts.

use std::fmt;
use std::sync::Arc;

use crate::quotas::LOGICAL_ID_CHARACTERS;
use crate::short_hash;

/// The hexadecimal digits of the hash in an id that differs from its name.
const HASH_DIGITS: usize = 10;

/// The name of a resource, parameter, condition, mapping or output: one to 255 ASCII letters and
/// digits.
///
/// An id [from a name](LogicalId::from_name) is a function of that name alone, never of the rest of
/// the schema or its order, and different names give different ids:
///
/// - a name of ASCII letters and digits is its own id (CloudFormation distinguishes `Todo` and
///   `TODO`);
/// - any other name loses the characters that an id cannot contain, and ends in the first ten digits
///   of its SHA-256 instead: `Foo_Bar` and `FooBar_` become `FooBar` with different endings;
/// - so does a name that is too long, and a name that ends in ten hexadecimal digits, because it
///   could be mistaken for a shortened one.
///
/// [Suffixes](LogicalId::suffixed) distinguish the resources of one name. Ids stay distinct as long
/// as no suffix used in a template is the ending of another one (`Table` and `StreamTable` would
/// confuse `Todo` + `StreamTable` with `TodoStream` + `Table`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogicalId(Arc<str>);

/// A text that is not a logical id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a logical id: one to 255 ASCII letters and digits")]
pub struct InvalidLogicalId(pub String);

impl LogicalId {
    /// Validates a text as a logical id.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidLogicalId> {
        let text = text.into();
        if is_valid(&text) { Ok(Self(text.into())) } else { Err(InvalidLogicalId(text)) }
    }

    /// The id of the resource called `name`, which can be any text.
    pub fn from_name(name: &str) -> Self {
        if is_valid(name) && !ends_like_a_hash(name) {
            return Self(name.into());
        }
        Self(marked(name, name).into())
    }

    /// This id with a suffix for one resource of the name.
    ///
    /// The suffix comes from the compiler. Characters that an id cannot contain are dropped.
    #[must_use]
    pub fn suffixed(&self, word: &str) -> Self {
        let mut whole = String::with_capacity(self.0.len() + word.len());
        whole.push_str(&self.0);
        whole.extend(word.chars().filter(char::is_ascii_alphanumeric));
        if whole.len() > LOGICAL_ID_CHARACTERS {
            whole = marked(&whole, &whole);
        }
        Self(whole.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for LogicalId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

fn is_valid(text: &str) -> bool {
    (1..=LOGICAL_ID_CHARACTERS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn ends_like_a_hash(text: &str) -> bool {
    text.len() >= HASH_DIGITS
        && text
            .bytes()
            .rev()
            .take(HASH_DIGITS)
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The allowed characters of `text`, followed by the hash of `identity`.
fn marked(text: &str, identity: &str) -> String {
    let fitting =
        text.chars().filter(char::is_ascii_alphanumeric).take(LOGICAL_ID_CHARACTERS - HASH_DIGITS);
    fitting.chain(short_hash(identity, HASH_DIGITS).chars()).collect()
}
