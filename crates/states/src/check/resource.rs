//! What tasks call.

use crate::definition::{Kind, State};
use crate::fault::Problem;
use crate::integration::identify;

/// Tells of integrations and actions that do not exist.
pub(super) fn check(state: &State, problems: &mut Vec<Problem>) {
    match &state.kind {
        Kind::Task(task) => problems.extend(identify(&task.resource, &task.span).err()),
        Kind::Map(map) => {
            for storage in map.reader.iter().chain(&map.writer) {
                if let Some(resource) = &storage.resource {
                    problems.extend(identify(resource, &storage.span).err());
                }
            }
        }
        _ => {}
    }
}
