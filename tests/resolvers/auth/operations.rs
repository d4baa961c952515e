//! Rules on fields of `Query`, `Mutation`, `Subscription` and of types that are no models: only the
//! caller counts, since there is no object that could name anybody.

use std::fmt::Write;

use burgeon::Settings;
use burgeon_simulator::Api;
use burgeon_simulator::data_source::Fake;
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use super::rule::{Allow, Rule, directive};
use crate::api::with;

/// One field of each type for each rule.
fn api(rules: &[Rule], settings: Settings) -> Api {
    let mut fields = [String::new(), String::new(), String::new(), String::new()];
    for (number, rule) in rules.iter().enumerate() {
        let rules = directive(std::slice::from_ref(rule));
        let asked = ["@function(name: \"teller\")", "@function(name: \"teller\")", "", ""];
        let subscribed = format!("@aws_subscribe(mutations: [\"f{number}\"])");
        for (position, fields) in fields.iter_mut().enumerate() {
            let subscribed = if position == 2 { subscribed.as_str() } else { "" };
            let _ = writeln!(fields, "f{number}: String {} {subscribed} {rules}", asked[position]);
        }
    }
    let [query, mutation, subscription, part] = fields;
    let schema = format!(
        "type Query {{ part: Part @function(name: \"teller\") {query} }}
         type Mutation {{ {mutation} }} type Subscription {{ {subscription} }} type Part {{ {part} }}"
    );
    let api = with(&schema, settings);
    let name = api.data_sources().find(|name| name.contains("teller")).map(str::to_owned);
    api.with_data_source(&name.expect("there is one"), Fake::answering(json!("told")))
}

#[test]
fn operations_and_fields_of_no_model_look_at_the_caller_alone() {
    let rules = Rule::every();
    let part: Json = (0..rules.len()).map(|number| (format!("f{number}"), json!("told"))).collect();
    for (opens_to_account, opens_to_pool) in [(false, false), (true, false), (false, true)] {
        let mut settings = every_mode();
        settings.auth.iam.allow_all_identities = opens_to_account;
        settings.auth.iam.identity_pool_id = opens_to_pool.then(|| "us-east-1:pool".to_owned());
        let api = api(&rules, settings);
        for caller in Caller::every() {
            let client = Client { api: &api, caller: &caller };
            for (number, rule) in rules.iter().enumerate() {
                let is_item_dependent =
                    matches!(rule.allow, Allow::Owner { .. } | Allow::GroupsField { .. });
                let stands = opens_to_account && caller.kind == Kind::Account;
                // Whatever their role, if the pool is known.
                let is_of_pool = opens_to_pool
                    && rule.kind() == Kind::SignedIn
                    && caller.kind == Kind::OtherOfPool;
                let is_meant =
                    !is_item_dependent && (is_of_pool || rule.matches(&caller, &part, false));
                for ty in ["Query", "Mutation", "Subscription", "Part"] {
                    let at = format!("{ty}.f{number}");
                    let source = if ty == "Part" { &part } else { &Json::Null };
                    let outcome = client.call_on(source, &at, json!({}));
                    let is_allowed = is_meant || stands;
                    assert_eq!(
                        outcome.is_unauthorized(),
                        !is_allowed,
                        "{at} {rule}: {}",
                        caller.name
                    );
                    let answer = if ty == "Subscription" { Json::Null } else { json!("told") };
                    let expected = if is_allowed { answer } else { Json::Null };
                    assert_eq!(outcome.result, expected, "{at} {rule}: {}", caller.name);
                    assert!(
                        is_allowed || outcome.requests.is_empty(),
                        "{at} {rule}: {}",
                        caller.name
                    );
                }
            }
        }
    }
}
