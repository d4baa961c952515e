//! Which functions and texts state machines can name.

use super::super::codes;
use super::{Rules, is_made_of};
use crate::deployment::Variable;
use crate::{Diagnostic, Settings};

impl Rules<'_> {
    pub(super) fn machines_are_usable(&mut self, settings: &Settings) {
        for (key, function) in &settings.functions {
            self.expect_placeholder(&["functions", key], key);
            let (region, account) = (function.region.as_deref(), function.account_id.as_deref());
            let path = ["functions", key.as_str()];
            match &function.name {
                Some(name) => self.function_is_usable(&path, name, region, account),
                None if region.or(account).is_some() => self.function_lacks_its_name(&path),
                None => {}
            }
        }
        for key in settings.state_machines.substitutions.keys() {
            self.expect_placeholder(&["stateMachines", "substitutions", key], key);
        }
        let alarms = settings.state_machines.alarms.as_ref();
        // Source of truth: SNS, `Publish`, `TopicArn`.
        self.expect(
            &["stateMachines", "alarms", "topic"],
            alarms.and_then(|alarms| alarms.topic.as_ref()).is_none_or(|topic| {
                let parts: Vec<&str> = topic.splitn(6, ':').collect();
                matches!(parts[..], ["arn", _, "sns", _, _, name] if is_made_of(name, "-_.", 256))
            }),
            "the ARN of a topic",
            "write the full ARN: `arn:aws:sns:us-east-1:123456789012:alarms`",
        );
    }

    fn function_lacks_its_name(&mut self, path: &[&str]) {
        let Some(node) = self.root.get(path) else { return };
        let place = node.at.clone();
        let message = format!("the section `{}` lacks `name`", path.join("."));
        let fault = Diagnostic::error(&codes::MISSING_KEY, message);
        self.found.push(fault.at(place, "whose region or account is this?").help(
            "add `name: …`, or leave all out: the root stack then has a parameter with the ARN",
        ));
    }

    /// Expects what a Lambda function is named by.
    pub(super) fn function_is_usable(
        &mut self,
        path: &[&str],
        name: &str,
        region: Option<&str>,
        account: Option<&str>,
    ) {
        let of = |field| [path, &[field]].concat();
        // Source of truth: Lambda, `Invoke`, `FunctionName` and `Qualifier`.
        let name = name.replace(&Variable::Environment.placeholder(), "e");
        let (name, qualifier) = name.split_once(':').unwrap_or((&name, "$LATEST"));
        self.expect(
            &of("name"),
            is_made_of(name, "-_", 64) && is_made_of(qualifier, "-_$", 128),
            "the name of a Lambda function",
            "use letters, digits, `-` and `_` only, 64 at most; `${env}` is the environment",
        );
        self.region_is_usable(&of("region"), region);
        let account = account.unwrap_or("123456789012");
        self.expect(
            &of("accountId"),
            account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()),
            "an account of AWS",
            "write its twelve digits, in quotes",
        );
    }

    /// Expects the name of a region, if there is one.
    pub(super) fn region_is_usable(&mut self, path: &[&str], region: Option<&str>) {
        self.expect(
            path,
            region.is_none_or(|name| is_made_of(name, "-", 40) && name.contains('-')),
            "a region of AWS",
            "write it as AWS does: `us-west-2`",
        );
    }

    /// Expects a key to be what `${…}` in a definition can name.
    fn expect_placeholder(&mut self, path: &[&str], key: &str) {
        let is_taken = Variable::ALL.iter().any(|variable| variable.name() == key);
        self.expect(
            path,
            is_made_of(key, "_", 80) && !is_taken,
            "a new name",
            "use letters, digits and `_` only, and neither `env` nor `aws_region`",
        );
    }
}
