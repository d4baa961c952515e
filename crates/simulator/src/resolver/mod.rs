//! Runs one resolver, with AppSync's semantics.
//!
//! - The request template renders a request, the data source answers it, and the response template
//!   renders the result. In a pipeline each function does so; one template runs before the first
//!   and another after the last; each finds the former result in `$ctx.prev.result`.
//! - `#return` in a unit resolver's request template, or in the template before a pipeline, ends
//!   the resolver. In a function it ends the function, without a request to its data source.
//! - An error that a template raises ends the resolver. An error of a data source is in `$ctx.error`
//!   of the response template, which can raise it or not. For requests of the version 2017-02-28,
//!   the error ends the resolver, and so does an answer of null.

mod run;

use serde_json::Value as Json;

use crate::api::Api;
use crate::call::{Call, Caller};
use crate::error::SimulatorError;
use crate::manifest::{FunctionDefinition, Invocation, ResolverDefinition};
use crate::outcome::Outcome;
use run::Run;

impl Caller<'_> {
    /// Calls a field of each of the items that another call returned: of the elements of a list, of
    /// the `items` of a connection, or of the one item. As in AppSync, the calls run in parallel,
    /// and resolvers with a batch size batch their requests.
    ///
    /// # Errors
    /// See [`Caller::call`].
    pub fn call_on_each(
        &self,
        result: &Json,
        field: &str,
        arguments: Json,
    ) -> Result<Vec<Outcome>, SimulatorError> {
        let items = match (result, result.get("items")) {
            (Json::Array(items), _) | (_, Some(Json::Array(items))) => items.as_slice(),
            (Json::Null, _) => &[],
            (item, _) => std::slice::from_ref(item),
        };
        let of = |item: &Json| self.field(field).source(item.clone()).arguments(arguments.clone());
        let calls: Vec<Call<'_>> = items.iter().map(of).collect();
        match calls.first() {
            Some(first) => resolve_each(first.api(), &calls),
            None => Ok(vec![]),
        }
    }
}

impl Call<'_> {
    /// Runs the field's resolver.
    ///
    /// # Errors
    /// The resolver cannot be run. Errors of the resolver are in the outcome.
    pub fn run(self) -> Result<Outcome, SimulatorError> {
        let mut outcomes = resolve_each(self.api(), std::slice::from_ref(&self))?;
        Ok(outcomes.remove(0))
    }
}

/// Runs the resolver of the field that is called, for each of the calls, step by step: AppSync
/// gathers the requests of one operation.
fn resolve_each(api: &Api, calls: &[Call<'_>]) -> Result<Vec<Outcome>, SimulatorError> {
    let Some(first) = calls.first() else { return Ok(vec![]) };
    let definition = api.resolver(first.field())?;
    let mut runs: Vec<Run<'_>> = calls.iter().map(|call| Run::new(api, call)).collect();
    match definition {
        ResolverDefinition::Unit(invocation) => invoke(api, &mut runs, invocation, None)?,
        ResolverDefinition::Pipeline { request, response, functions } => {
            runs.iter_mut().for_each(|run| run.before(request));
            for FunctionDefinition { name, invocation } in functions {
                runs.iter_mut().for_each(Run::pass_result);
                invoke(api, &mut runs, invocation, Some(name))?;
            }
            runs.iter_mut().for_each(|run| run.after(response));
        }
    }
    runs.into_iter().map(Run::outcome).collect()
}

/// A unit resolver, or a function of a pipeline: requests, answers, responses.
fn invoke(
    api: &Api,
    runs: &mut [Run<'_>],
    invocation: &Invocation,
    function: Option<&str>,
) -> Result<(), SimulatorError> {
    let mut batched: Vec<(&mut Run<'_>, Json)> = runs
        .iter_mut()
        .filter_map(|run| {
            let request = run.request(invocation, function)?;
            Some((run, request))
        })
        .collect();
    if batched.is_empty() {
        return Ok(());
    }
    let source = api.data_source(&invocation.data_source)?;
    for batch in batched.chunks_mut(invocation.max_batch_size.unwrap_or(1).max(1)) {
        let requests: Vec<Json> = batch.iter().map(|(_, request)| request.clone()).collect();
        let answers = source.invoke_batch(&requests);
        for ((run, request), answer) in batch.iter_mut().zip(answers) {
            run.respond(invocation, function, std::mem::take(request), answer);
        }
    }
    Ok(())
}
