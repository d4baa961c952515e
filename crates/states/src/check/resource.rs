//! Checks the resources of tasks, and of the readers and writers of maps.

use crate::definition::{Kind, State, Storage};
use crate::fault::Problem;
use crate::integration::{Integration, identify};

/// The actions that read the items of a map.
///
/// Source of truth: Step Functions' developer guide, "ItemReader (Map)".
const READERS: &[&str] = &["s3:getObject", "s3:listObjectsV2"];

/// The actions that write its results.
const WRITERS: &[&str] = &["s3:putObject"];

/// Reports integrations and actions that do not exist, or that a map cannot use.
pub(super) fn check(state: &State, problems: &mut Vec<Problem>) {
    match &state.kind {
        Kind::Task(task) => problems.extend(identify(&task.resource, &task.span).err()),
        Kind::Map(map) => {
            problems.extend(
                map.reader.as_ref().and_then(|reader| storage(reader, READERS, "read items")),
            );
            problems.extend(
                map.writer.as_ref().and_then(|writer| storage(writer, WRITERS, "write results")),
            );
        }
        _ => {}
    }
}

fn storage(storage: &Storage, allowed: &[&str], what: &str) -> Option<Problem> {
    let resource = storage.resource.as_ref()?;
    let called = match identify(resource, &storage.span) {
        Ok(Integration::Placeholder(_)) => return None,
        Ok(Integration::Optimized { service, action, .. }) => format!("{service}:{action}"),
        Ok(_) => resource.clone(),
        Err(problem) => return Some(problem),
    };
    let quoted: Vec<_> =
        allowed.iter().map(|action| format!("`arn:aws:states:::{action}`")).collect();
    (!allowed.contains(&called.as_str())).then(|| {
        Problem::new(
            "states::unknown_action",
            format!("a map cannot {what} with `{called}`"),
            &storage.span,
        )
        .help(format!("write {}", quoted.join(" or ")))
    })
}
