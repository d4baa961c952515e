//! Names of Lambda functions.

use burgeon_core::deployment::Variable;
use burgeon_quotas::lambda::FUNCTION_NAME_CHARACTERS;

/// Whether a text can be the name of a function, with `${env}` in it and an optional version or
/// alias.
pub(crate) fn is_function_name(text: &str) -> bool {
    let fixed = text.replace(&Variable::Environment.placeholder(), "");
    let is_word =
        |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let (name, qualifier) = match fixed.split_once(':') {
        Some((name, qualifier)) => (name, Some(qualifier)),
        None => (fixed.as_str(), None),
    };
    let is_qualifier =
        |text: &str| text == "$LATEST" || !text.is_empty() && is_word(text) && text.len() <= 128;
    !text.is_empty()
        && !text.starts_with(':')
        && is_word(name)
        && name.len() <= FUNCTION_NAME_CHARACTERS
        && qualifier.is_none_or(is_qualifier)
}
