//! Defaults that a key cannot hold.

use burgeon_core::api::{Key, Model};
use burgeon_core::{Declaring, Diagnostic};
use burgeon_quotas::dynamodb::{PARTITION_KEY_BYTES, SORT_KEY_BYTES};

use super::codes;
use crate::field_use::FieldUse;

/// Bytes of the values of a partition key and of a sort key.
const LENGTHS: [usize; 2] = [PARTITION_KEY_BYTES, SORT_KEY_BYTES];

/// Reports a default that does not fit a key of which the field is a part.
pub(super) fn check(api: &mut Declaring<'_>, used: &FieldUse, value: &serde_json::Value) {
    let (Some(text), Some(model)) = (value.as_str(), api.models.get(used.model())) else { return };
    let doubts = [separator(model, used, text), refused(model, used, text)];
    api.report_all(doubts.into_iter().flatten());
}

/// `#` parts the fields of composite keys.
fn separator(model: &Model, used: &FieldUse, text: &str) -> Option<Diagnostic> {
    let is_in_composite = keys(model)
        .filter_map(Key::sort_attribute)
        .any(|attribute| attribute.is_composite() && attribute.fields.contains(&used.field.name));
    (is_in_composite && text.contains('#')).then(|| {
        Diagnostic::warning(
            &codes::SEPARATOR,
            format!("`{text}` contains `#`, the separator of sort keys"),
        )
        .at_node(used.place_of("value"), "part of a key of several fields")
        .help("use another character")
    })
}

/// Reports defaults that DynamoDB rejects as keys: no object could be written.
fn refused(model: &Model, used: &FieldUse, text: &str) -> Option<Diagnostic> {
    let name = &used.field.name;
    let reason = keys(model).find_map(|key| {
        let attributes = key.attributes().into_iter().zip(LENGTHS);
        let mut own = attributes.filter(|(attribute, _)| attribute.fields.contains(name));
        own.find_map(|(attribute, longest)| match text.len() {
            0 if !attribute.is_composite() => Some("keys cannot be empty".to_owned()),
            length if length > longest => Some(format!("a key of {longest} bytes at most")),
            _ => None,
        })
    })?;
    Some(
        Diagnostic::error(
            &codes::KEY,
            format!("the default of `{}.{name}` cannot be part of a key", model.name),
        )
        .at_node(used.place_of("value"), reason)
        .help("give another default; without `@default`, the object is left out of the index"),
    )
}

fn keys(model: &Model) -> impl Iterator<Item = &Key> {
    std::iter::once(&model.key).chain(model.indexes.iter().map(|index| &index.key))
}
