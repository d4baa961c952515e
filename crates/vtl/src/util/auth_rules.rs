//! `$util.authRules`: what Amplify's transformer for SQL data sources and its like call to apply
//! authorization rules. AWS documents none of it.

use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.authRules`.
pub static AUTH_RULES: Namespace = Namespace {
    name: "util.authRules",
    page: None,
    functions: &[
        Function::new("mutationAuth", 3..=4, SUMMARY, mutation_auth),
        Function::new("queryAuth", 1..=1, SUMMARY, query_auth),
        Function::new("subscriptionAuth", 1..=1, SUMMARY, subscription_auth),
        Function::new("validateUsingSource", 2..=2, SUMMARY, validate_using_source),
    ],
    children: &[],
};

const SUMMARY: &str = "fails: it applies Amplify's authorization rules in a way that is not public";

fn mutation_auth(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Err(not_public("mutationAuth"))
}

fn query_auth(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Err(not_public("queryAuth"))
}

fn subscription_auth(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Err(not_public("subscriptionAuth"))
}

fn validate_using_source(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Err(not_public("validateUsingSource"))
}

fn not_public(name: &str) -> Interrupt {
    Interrupt::exception(format!(
        "`$util.authRules.{name}` cannot be evaluated: it applies the authorization rules that \
         Amplify's transformer writes for SQL models, and AWS does not document how"
    ))
}
