//! The parameters of tasks, against what the action takes.

use crate::definition::{Kind, QueryLanguage, State};
use crate::document::{Key, Node, Value};
use crate::fault::Problem;
use crate::integration::api::{self, Kind as Expected, Member, Structure};
use crate::integration::{Integration, identify};

/// Reports members that an action does not have, that it requires, or that hold the wrong kind of value.
pub(super) fn check(state: &State, problems: &mut Vec<Problem>) {
    let Kind::Task(task) = &state.kind else { return };
    let Some(parameters) = &task.parameters else { return };
    let (structure, open, called) = match identify(&task.resource, &task.span) {
        Ok(Integration::Optimized { service, action, .. }) => {
            let Some(parameters) = api::of_integration(service, action) else { return };
            (parameters.structure, parameters.open, format!("{service}:{action}"))
        }
        Ok(Integration::Sdk { service, action, .. }) => {
            let Some(structure) = api::request(service, action) else { return };
            (structure, &[][..], format!("aws-sdk:{service}:{action}"))
        }
        _ => return,
    };
    let jsonata = state.query_language == QueryLanguage::Jsonata;
    let mut check = Check { jsonata, open, called, problems };
    check.structure(parameters, structure);
}

struct Check<'a> {
    jsonata: bool,
    /// Members with values of any type.
    open: &'static [&'static str],
    /// The action, for messages.
    called: String,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    /// Whether a value is known at run time only.
    fn is_computed(&self, node: &Node) -> bool {
        node.is_placeholder()
            || self.jsonata && node.as_str().is_some_and(|text| text.trim().starts_with("{%"))
    }

    fn structure(&mut self, node: &Node, structure: Structure) {
        let Some(given) = node.as_object() else {
            if !self.is_computed(node) {
                self.mistyped(node, "an object");
            }
            return;
        };
        let known: Vec<Member> = structure.members().collect();
        for (key, value) in given {
            self.member(key, value, &known);
        }
        let is_given = |member: &Member| {
            given.iter().any(|(key, _)| self.name(key).eq_ignore_ascii_case(member.name))
        };
        let missing: Vec<&Member> =
            known.iter().filter(|member| member.is_required && !is_given(member)).collect();
        for member in missing {
            let span = node.span.start..node.span.start + 1;
            self.problems.push(
                Problem::new(
                    "states::missing_parameter",
                    format!("`{}` requires `{}`", self.called, member.name),
                    &span,
                )
                .label("not in this object")
                .help(format!("add `{}`", member.name)),
            );
        }
    }

    /// The name of a member, without the mark of a path.
    fn name<'k>(&self, key: &'k Key) -> &'k str {
        match self.jsonata {
            true => &key.name,
            false => key.name.strip_suffix(".$").unwrap_or(&key.name),
        }
    }

    fn member(&mut self, key: &Key, value: &Node, known: &[Member]) {
        let name = self.name(key);
        if crate::document::has_placeholder(name) {
            return;
        }
        // The SDK for Java writes some abbreviations with small letters.
        let found = known.iter().find(|member| member.name.eq_ignore_ascii_case(name));
        let renamed = name == "EqualsValue" && known.iter().any(|member| member.name == "Equals");
        let Some(member) = found else {
            if !renamed {
                self.problems.push(
                    Problem::new(
                        "states::unknown_parameter",
                        format!("`{}` has no parameter `{name}`", self.called),
                        &key.span,
                    )
                    .help("see the API reference of the service for its parameters")
                    .meant(name, known.iter().map(|member| member.name)),
                );
            }
            return;
        };
        if name.starts_with(|c: char| c.is_ascii_lowercase()) {
            self.problems.push(
                Problem::new(
                    "states::unknown_parameter",
                    format!("`{}` has no parameter `{name}`", self.called),
                    &key.span,
                )
                .label("parameters start with a capital letter")
                .help(format!("write `{}`", member.name)),
            );
        }
        let by_path = !self.jsonata && key.name.ends_with(".$");
        if !by_path && !self.open.contains(&member.name) {
            self.value(value, member.kind());
        }
    }

    fn value(&mut self, node: &Node, expected: Expected) {
        if self.is_computed(node) || node.is_null() {
            return;
        }
        match (expected, &node.value) {
            (Expected::Structure(structure), Value::Object(_)) => self.structure(node, structure),
            (Expected::List(item), Value::Array(items)) => {
                items.iter().for_each(|node| self.value(node, item.kind()));
            }
            (Expected::Map(value), Value::Object(members)) => {
                for (key, node) in members {
                    if self.jsonata || !key.name.ends_with(".$") {
                        self.value(node, value.kind());
                    }
                }
            }
            (Expected::Structure(_) | Expected::Map(_), _) => self.mistyped(node, "an object"),
            (Expected::List(_), _) => self.mistyped(node, "an array"),
            (Expected::Text, Value::Array(_) | Value::Object(_)) => self.mistyped(node, "a string"),
            (Expected::Number, Value::Array(_) | Value::Object(_)) => {
                self.mistyped(node, "a number")
            }
            (Expected::Boolean, Value::Array(_) | Value::Object(_)) => {
                self.mistyped(node, "a boolean");
            }
            _ => {}
        }
    }

    /// Warns of a value of the wrong kind: AWS reports it only when the task runs.
    fn mistyped(&mut self, node: &Node, expected: &str) {
        let message = format!("expected {expected}, found {}", node.kind());
        self.problems.push(
            Problem::new("states::parameter_type", message, &node.span)
                .warning()
                .label(format!("`{}` fails with it", self.called))
                .help(format!("write {expected}")),
        );
    }
}
