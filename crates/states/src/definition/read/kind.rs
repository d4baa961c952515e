//! Reads the fields of each type of state.

use super::Reader;
use super::fields::Fields;
use crate::definition::{Kind, Machine, Task, Template, Until};
use crate::fault::Problem;

/// The maximal seconds of a task or a wait, about three years.
const SECONDS: u64 = 99_999_999;

impl Reader<'_> {
    pub(super) fn kind(&mut self, fields: &Fields<'_>, name: &str) -> Option<Kind> {
        Some(match name {
            "Task" => Kind::Task(Box::new(self.task(fields)?)),
            "Parallel" => Kind::Parallel(self.branches(fields)?),
            "Map" => Kind::Map(Box::new(self.map(fields)?)),
            "Choice" => Kind::Choice(self.rules(fields)?),
            "Wait" => Kind::Wait(self.until(fields)?),
            "Pass" => Kind::Pass(fields.get("Result").map(|node| node.to_json())),
            "Succeed" => Kind::Succeed,
            _ => Kind::Fail {
                error: self.failure_text(fields, "Error"),
                cause: self.failure_text(fields, "Cause"),
            },
        })
    }

    fn task(&mut self, fields: &Fields<'_>) -> Option<Task> {
        let timeout = self.quantity(fields, "TimeoutSeconds", (1, SECONDS));
        let heartbeat = self.quantity(fields, "HeartbeatSeconds", (1, SECONDS));
        let whole = |template: &Option<Template>| match template {
            Some(Template::Literal(value)) => value.as_u64(),
            _ => None,
        };
        if let (Some(heartbeat), Some(timeout)) = (whole(&heartbeat), whole(&timeout))
            && heartbeat >= timeout
        {
            self.report(
                Problem::new(
                    "states::field_value",
                    "`HeartbeatSeconds` is not less than `TimeoutSeconds`",
                    &fields.span("HeartbeatSeconds"),
                )
                .help(format!("write less than {timeout}")),
            );
        }
        let credentials = self.credentials(fields);
        let node = fields.required("Resource", self)?;
        let resource = self.text(node, "`Resource`")?.to_owned();
        let parameters = fields.get("Parameters").or(fields.get("Arguments")).cloned();
        let span = node.span.clone();
        Some(Task { resource, timeout, heartbeat, credentials, parameters, span })
    }

    /// The role of a task, which `Credentials` has to name.
    fn credentials(&mut self, fields: &Fields<'_>) -> Option<Template> {
        let template = self.payload(fields, "Credentials", true)?;
        if matches!(template, Template::Object(_)) && template.get("RoleArn").is_none() {
            self.report(
                Problem::new(
                    "states::missing_field",
                    "`Credentials` has no `RoleArn`",
                    &fields.span("Credentials"),
                )
                .help("add `\"RoleArn\": \"arn:aws:iam::ACCOUNT:role/NAME\"`, or remove `Credentials`"),
            );
        }
        Some(template)
    }

    fn branches(&mut self, fields: &Fields<'_>) -> Option<Vec<Machine>> {
        let node = fields.required("Branches", self)?;
        let Some(nodes) = self.array(node, "`Branches`") else {
            return node.is_placeholder().then(Vec::new);
        };
        if nodes.is_empty() {
            self.report(
                Problem::new("states::field_value", "`Branches` holds no branch", &node.span)
                    .help("write at least one branch"),
            );
        }
        let branches: Vec<_> = nodes.iter().map(|node| self.inner(node, "a branch", &[])).collect();
        branches.into_iter().collect()
    }

    fn until(&mut self, fields: &Fields<'_>) -> Option<Until> {
        let names = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        fields.at_most_one(&names, self);
        if fields.get("Seconds").or(fields.get("SecondsPath")).is_some() {
            return self.quantity(fields, "Seconds", (0, SECONDS)).map(Until::Seconds);
        }
        if let Some(node) = fields.get("TimestampPath") {
            return self.reference(node, "TimestampPath").map(Template::Path).map(Until::Timestamp);
        }
        let Some(node) = fields.get("Timestamp") else {
            let help = "add `Seconds` or `Timestamp`";
            self.missing(fields, "has no duration or time", help.to_owned());
            return None;
        };
        if self.jsonata() && node.as_str().is_some_and(|text| text.starts_with("{%")) {
            let expression = self.required_expression(node, "Timestamp")?;
            return Some(Until::Timestamp(Template::Jsonata(expression)));
        }
        self.timestamp(node, "Timestamp")?;
        Some(Until::Timestamp(Template::Literal(node.to_json())))
    }

    /// `Error` or `Cause` of a `Fail`.
    fn failure_text(&mut self, fields: &Fields<'_>, name: &str) -> Option<Template> {
        let by_path = format!("{name}Path");
        fields.at_most_one(&[name, &by_path], self);
        if let Some(node) = fields.get(&by_path) {
            let text = self.text(node, &format!("`{by_path}`"))?;
            return self.path_or_call(node, text);
        }
        let node = fields.get(name)?;
        let text = self.text(node, &format!("`{name}`"))?;
        if name == "Error" {
            self.reserved(text, node);
        }
        self.template(node)
    }
}
