//! The arguments of `@function`.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::api::LambdaFunction;
use burgeon_core::arguments::arguments_or_fault;
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

/// The arguments of a call.
#[derive(Debug, Clone)]
pub(super) struct Arguments {
    /// The function.
    pub(super) function: LambdaFunction,
    /// Whether its answer is not waited for.
    pub(super) event: bool,
    /// The maximal batch size; absent: no batches.
    pub(super) max_batch_size: Option<u16>,
}

impl Arguments {
    /// The arguments of a directive; `None`, with every fault reported, if one is invalid.
    pub(super) fn read(directive: &Node<Directive>, found: &mut Diagnostics) -> Option<Self> {
        let given: Given = match arguments_or_fault(directive, &codes::NAME) {
            Ok(given) => given,
            Err(fault) => {
                found.push(fault);
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
                Diagnostic::warning(&codes::PLACEHOLDER, format!("`{text}` is a placeholder"))
                    .at_node(place_of(directive, argument), "to be replaced")
                    .help("replace it, here or in the output, before the deployment"),
            );
        }
        let is_wrong =
            |text: &str, is_right: fn(&str) -> bool| !is_placeholder(text) && !is_right(text);
        if is_wrong(&given.name, is_function_name) {
            faults.push(
                Diagnostic::error(&codes::NAME, format!("invalid function name `{}`", given.name))
                    .at_node(place_of(directive, "name"), "not a name of a Lambda function")
                    .help("use letters, digits, `-` and `_`, 64 at most"),
            );
        }
        if let Some(region) = given.region.as_deref().filter(|text| is_wrong(text, is_region)) {
            faults.push(
                Diagnostic::error(&codes::REGION, format!("unknown AWS region `{region}`"))
                    .at_node(place_of(directive, "region"), "not an AWS region")
                    .help("write it as AWS does: `us-west-2`"),
            );
        }
        if let Some(account) = given.account_id.as_deref().filter(|text| is_wrong(text, is_account))
        {
            faults.push(
                Diagnostic::error(&codes::ACCOUNT, format!("invalid AWS account id `{account}`"))
                    .at_node(place_of(directive, "accountId"), "not an account id")
                    .help("write its twelve digits: `\"123456789012\"`"),
            );
        }
        let event = given.invocation_type.as_deref() == Some("Event");
        let size = given.max_batch_size;
        let place = place_of(directive, "maxBatchSize");
        if let Some(size) = size.filter(|size| !(1..=BATCH_SIZE as i64).contains(size)) {
            faults.push(
                Diagnostic::error(&codes::BATCH, format!("a batch cannot have {size} requests"))
                    .at_node(place, "invalid batch size")
                    .help("write a number from 1 to 2000"),
            );
        } else if size.is_some() && event {
            faults.push(
                Diagnostic::error(&codes::BATCH, "calls as an `Event` cannot be gathered")
                    .at_node(place, "enables batches")
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

/// Whether a text is a placeholder to replace before the deployment: `<region>`.
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
