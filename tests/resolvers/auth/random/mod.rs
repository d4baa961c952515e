//! Random models with random rules, random objects, random requests: nothing is shown or written
//! that no rule allows.
//!
//! `AUTH_REQUESTS` says how many requests are tried.

mod caching;
mod request;
mod schema;
mod trial;
mod visit;

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

use request::{objects, request};
use schema::schema;
use trial::Trial;

const DEFAULT_REQUESTS: u32 = 4_000;
const REQUESTS_PER_SCHEMA: u32 = 100;

fn requests() -> u32 {
    let given = std::env::var("AUTH_REQUESTS").ok().and_then(|number| number.parse().ok());
    given.unwrap_or(DEFAULT_REQUESTS)
}

#[test]
fn nothing_is_answered_that_no_rule_allows() {
    let cases = (requests() / REQUESTS_PER_SCHEMA).max(1);
    // Each is tried by itself, and told with its fault.
    let requests = prop::collection::vec(request(), REQUESTS_PER_SCHEMA as usize).no_shrink();
    let config = ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 50 * cases,
        max_shrink_iters: 500,
        ..ProptestConfig::with_cases(cases)
    };
    let tried = std::cell::Cell::new([0_u32; 2]);
    let outcome = TestRunner::new(config).run(&(schema(), objects(), requests), |case| {
        let (schema, objects, requests) = case;
        let Some(trial) = Trial::new(schema, objects) else {
            return Err(TestCaseError::reject("the schema is at fault"));
        };
        for request in &requests {
            let answered = trial.run(request).map_err(|fault| {
                TestCaseError::fail(format!("{fault}\n{request:?}\n{}", trial.sdl()))
            })?;
            let [all, some] = tried.get();
            tried.set([all + 1, some + u32::from(answered)]);
        }
        Ok(())
    });
    let [all, answered] = tried.get();
    println!("{all} requests, {answered} of them answered with something");
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(fault, _)) => panic!("{fault}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    // Whoever refuses everything proves nothing.
    assert!(answered > all / 20, "{answered} of {all} requests were answered with something");
}
