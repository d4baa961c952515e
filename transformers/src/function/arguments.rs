//! The arguments of `@function`.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::api::LambdaFunction;
use burgeon_core::arguments::arguments;
use burgeon_core::{Diagnostic, Diagnostics, Settings};
use burgeon_quotas::appsync::BATCH_SIZE;
use serde::Deserialize;

use super::codes;
use crate::custom_field::place_of;
use crate::lambda::is_function_name;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    name: String,
    region: Option<String>,
    account_id: Option<String>,
    invocation_type: Option<String>,
    max_batch_size: Option<i64>,
}

/// What the author said of a call.
#[derive(Debug, Clone)]
pub(super) struct Arguments {
    /// The function.
    pub(super) function: LambdaFunction,
    /// Whether its answer is not waited for.
    pub(super) event: bool,
    /// How many requests it is given at once; absent: each by itself.
    pub(super) max_batch_size: Option<u16>,
}

impl Arguments {
    /// What the author said; nothing, with every fault reported, if it cannot be meant.
    pub(super) fn read(directive: &Node<Directive>, found: &mut Diagnostics) -> Option<Self> {
        let given: Given = match arguments(directive) {
            Ok(given) => given,
            Err(reason) => {
                found.push(
                    Diagnostic::error(&codes::NAME, format!("`@function`: {reason}"))
                        .at_node(directive.location(), "these arguments"),
                );
                return None;
            }
        };
        let mut faults = Vec::new();
        let texts = [
            ("name", Some(&given.name)),
            ("region", given.region.as_ref()),
            ("accountId", given.account_id.as_ref()),
        ];
        for (argument, text) in texts {
            let Some(text) = text.filter(|text| is_placeholder(text)) else { continue };
            found.push(
                Diagnostic::warning(
                    &codes::PLACEHOLDER,
                    format!("`{text}` only stands for something"),
                )
                .at_node(place_of(directive, argument), "to be replaced")
                .help("write what it stands for, here or in the output, before it is deployed"),
            );
        }
        let is_wrong =
            |text: &str, is_right: fn(&str) -> bool| !is_placeholder(text) && !is_right(text);
        if is_wrong(&given.name, is_function_name) {
            faults.push(
                Diagnostic::error(
                    &codes::NAME,
                    format!("`{}` is no name of a function", given.name),
                )
                .at_node(place_of(directive, "name"), "a name stands here")
                .help("use letters, digits, `-` and `_`, 64 at most"),
            );
        }
        if let Some(region) = given.region.as_deref().filter(|text| is_wrong(text, is_region)) {
            faults.push(
                Diagnostic::error(&codes::REGION, format!("`{region}` is no region of AWS"))
                    .at_node(place_of(directive, "region"), "a region stands here")
                    .help("write it as AWS does: `us-west-2`"),
            );
        }
        if let Some(account) = given.account_id.as_deref().filter(|text| is_wrong(text, is_account))
        {
            faults.push(
                Diagnostic::error(&codes::ACCOUNT, format!("`{account}` is no account of AWS"))
                    .at_node(place_of(directive, "accountId"), "an account stands here")
                    .help("write its twelve digits: `\"123456789012\"`"),
            );
        }
        let event = given.invocation_type.as_deref() == Some("Event");
        let size = given.max_batch_size;
        let place = place_of(directive, "maxBatchSize");
        if let Some(size) = size.filter(|size| !(1..=BATCH_SIZE as i64).contains(size)) {
            faults.push(
                Diagnostic::error(&codes::BATCH, format!("a batch cannot have {size} requests"))
                    .at_node(place, "a size stands here")
                    .help("write a number from 1 to 2000"),
            );
        } else if size.is_some() && event {
            faults.push(
                Diagnostic::error(&codes::BATCH, "calls as an `Event` cannot be gathered")
                    .at_node(place, "asks for batches")
                    .help("remove `maxBatchSize` or `invocationType: Event`"),
            );
        }
        let is_meant = faults.is_empty();
        faults.into_iter().for_each(|fault| found.push(fault));
        is_meant.then(|| Self {
            function: LambdaFunction {
                name: given.name,
                region: given.region,
                account: given.account_id,
                is_parameter: false,
            },
            event,
            max_batch_size: size.and_then(|size| u16::try_from(size).ok()),
        })
    }
}

impl Arguments {
    /// The same, with the function that the settings list by this name, if they do.
    pub(super) fn looked_up(mut self, settings: &Settings) -> Self {
        let LambdaFunction { name, region, account, .. } = &self.function;
        if region.is_none()
            && account.is_none()
            && let Some(listed) = settings.functions.get(name)
        {
            self.function = LambdaFunction::listed(name, listed);
        }
        self
    }
}

/// Whether a text stands for another one that whoever deploys the stack is to write: `<region>`.
fn is_placeholder(text: &str) -> bool {
    let word = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    word.is_some_and(|word| !word.is_empty() && word.bytes().all(is_inner))
}

fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_lower = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [words @ .., number] => {
            words.len() >= 2 && words.iter().copied().all(is_lower) && is_number(number)
        }
        [] => false,
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}
