//! Branches side by side.

use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use serde_json::{Value as Json, json};

use super::machine::{self, Scope, Work};
use super::{Failure, World};
use crate::definition::Machine;

pub(super) async fn run<'w>(
    world: &Rc<World<'w>>,
    branches: &'w [Machine],
    input: Json,
    scope: &Scope,
) -> Result<Json, Failure> {
    world.record_in(scope, "ParallelStateStarted", json!({}))?;
    scope.has_started.set(true);
    let work = branches
        .iter()
        .map(|branch| machine::run(Rc::clone(world), branch, input.clone(), scope.inner()))
        .collect();
    let outputs = all(work).await?;
    scope.has_started.set(false);
    world.record_in(scope, "ParallelStateSucceeded", json!({}))?;
    Ok(Json::Array(outputs))
}

/// The results of all pieces of work, or the first failure, which stops the others.
async fn all(work: Vec<Work<'_, Json>>) -> Result<Vec<Json>, Failure> {
    let mut work: Vec<_> = work.into_iter().map(|work| (Some(work), Json::Null)).collect();
    poll_fn(|context| {
        let mut pending = false;
        for (work, output) in &mut work {
            let Some(running) = work else { continue };
            match running.as_mut().poll(context) {
                Poll::Ready(Ok(value)) => (*work, *output) = (None, value),
                Poll::Ready(Err(failure)) => return Poll::Ready(Err(failure)),
                Poll::Pending => pending = true,
            }
        }
        if pending { Poll::Pending } else { Poll::Ready(Ok(())) }
    })
    .await?;
    Ok(work.into_iter().map(|(_, output)| output).collect())
}
