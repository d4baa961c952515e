//! Writing a value at the place that a reference path denotes.

use serde_json::{Map, Value as Json};

use super::{Path, Segment, Selector};

/// The place cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be written at `{0}` of the state's input")]
pub(crate) struct PutError(String);

/// `target` with `value` at `path`. Members on the way are made where they are missing.
pub(crate) fn put(path: &Path, mut target: Json, value: Json) -> Result<Json, PutError> {
    let mut place = &mut target;
    for segment in &path.segments {
        let Segment::Child(selector) = segment else { return Err(PutError(path.text.clone())) };
        let next = match selector {
            Selector::Names(names) => {
                if place.is_null() {
                    *place = Json::Object(Map::new());
                }
                names
                    .first()
                    .zip(place.as_object_mut())
                    .map(|(name, members)| members.entry(name.as_str()).or_insert(Json::Null))
            }
            Selector::Indices(indices) => indices
                .first()
                .and_then(|index| usize::try_from(*index).ok())
                .zip(place.as_array_mut())
                .and_then(|(index, items)| items.get_mut(index)),
            _ => None,
        };
        place = next.ok_or_else(|| PutError(path.text.clone()))?;
    }
    *place = value;
    Ok(target)
}
