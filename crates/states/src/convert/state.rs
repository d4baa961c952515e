//! The fields of states.

use serde_json::{Map as Members, Value as Json};

use super::condition::Present;
use super::data::{Data, expression};
use super::machine::with_errors_of_jsonata;
use super::{Converter, Refusal};
use crate::definition::{Kind, QueryLanguage, Rule, Selection, State, Template, Until};
use crate::fault::Problem;

/// The fields that the flow of data is made of in JSONPath.
const FLOW: &[&str] =
    &["InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Result"];

/// The fields that come last in a state.
const LAST: &[&str] = &["Next", "End", "Default"];

impl Converter {
    /// The document of a state, converted unless it uses JSONata already.
    pub(super) fn state(&mut self, state: &State, document: &Json) -> Json {
        let Json::Object(members) = document else { return document.clone() };
        if state.query_language == QueryLanguage::Jsonata {
            let mut members = members.clone();
            members.shift_remove("QueryLanguage");
            self.inner_machines(state, &mut members);
            return Json::Object(members);
        }
        let input = self.tried(state, "InputPath", |converter| {
            converter.selected(&state.input_path, &Data::input())
        });
        let input = input.unwrap_or_else(Data::input);
        let mut fields = Members::new();
        for (name, value) in members {
            if name == "QueryLanguage" || FLOW.contains(&name.as_str()) {
                continue;
            }
            if LAST.contains(&name.as_str()) {
                self.flow_fields(state, &input, &mut fields);
            }
            match name.as_str() {
                "Retry" => _ = fields.insert(name.clone(), with_errors_of_jsonata(value)),
                "Catch" => _ = fields.insert(name.clone(), self.catchers(state, value)),
                "Choices" => _ = fields.insert(name.clone(), self.rules(state, value, &input)),
                "Assign" | "Iterator" | "ItemProcessor" | "Branches" => {
                    fields.insert(name.clone(), value.clone());
                }
                _ => self.field(state, &input, (name, value), &mut fields),
            }
        }
        self.flow_fields(state, &input, &mut fields);
        self.inner_machines(state, &mut fields);
        Json::Object(fields)
    }

    /// Runs a conversion of a field. A refusal is reported at the state.
    pub(super) fn tried<T>(
        &mut self,
        state: &State,
        field: &str,
        work: impl FnOnce(&Self) -> Result<T, Refusal>,
    ) -> Option<T> {
        match work(self) {
            Ok(done) => Some(done),
            Err(Refusal { construct, help }) => {
                let message = format!("cannot convert {construct}");
                let problem = Problem::new("states::not_convertible", message, &state.span)
                    .label(format!("in `{field}` of `{}`", state.name))
                    .help(help);
                self.refused.push(problem);
                None
            }
        }
    }

    /// Sets a field to a converted value.
    pub(super) fn set(
        &mut self,
        state: &State,
        field: &str,
        fields: &mut Members<String, Json>,
        work: impl FnOnce(&Self) -> Result<Json, Refusal>,
    ) {
        if let Some(value) = self.tried(state, field, work) {
            fields.insert(field.to_owned(), value);
        }
    }

    /// Sets `Arguments`, `Output` and `Assign`, once.
    fn flow_fields(&mut self, state: &State, input: &Data, fields: &mut Members<String, Json>) {
        let is_work = matches!(state.kind, Kind::Task(_) | Kind::Parallel(_));
        let takes_input = !matches!(state.input_path, Selection::Whole);
        if is_work && !fields.contains_key("Arguments") {
            match &state.arguments {
                Some(template) => self.set(state, "Arguments", fields, |converter| {
                    converter.json(&Data::template(template, input))
                }),
                None if takes_input => {
                    self.set(state, "Arguments", fields, |converter| converter.json(input));
                }
                None => {}
            }
        }
        if let Kind::Map(map) = &state.kind {
            if Self::needs_items(state, map) && !fields.contains_key("Items") {
                self.items(state, map, input, fields);
            }
            if !fields.contains_key("ItemSelector") {
                self.item_selector(state, map, input, fields);
            }
        }
        if fields.contains_key("Output") || matches!(state.kind, Kind::Fail { .. }) {
            return;
        }
        let result = result(state, input);
        let output = self.tried(state, "ResultPath", |converter| {
            let placed = match state.kind {
                Kind::Wait(_) | Kind::Succeed | Kind::Choice(_) => input.clone(),
                _ => converter.placed(&state.result_path, result.clone())?,
            };
            converter.selected(&state.output_path, &placed)
        });
        let Some(output) = output else { return };
        let default = match state.kind {
            Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => "$states.result",
            _ => "$states.input",
        };
        if !output.is(default) {
            self.set(state, "Output", fields, |converter| converter.json(&output));
        }
        if let Some(template) = &state.assign {
            self.set(state, "Assign", fields, |converter| {
                converter.json(&Data::template(template, &result))
            });
        }
    }

    /// The catchers with `Output` for `ResultPath`.
    fn catchers(&mut self, state: &State, document: &Json) -> Json {
        let mut document = with_errors_of_jsonata(document);
        let error = Data::Code(super::code::Code::root("$states.errorOutput"));
        let handlers = document.as_array_mut().into_iter().flatten();
        for (handler, catcher) in handlers.zip(&state.catch) {
            let Json::Object(fields) = handler else { continue };
            let next = fields.shift_remove("Next");
            fields.shift_remove("ResultPath");
            if !matches!(catcher.result_path, Selection::Whole) {
                self.set(state, "Output", fields, |converter| {
                    converter.json(&converter.placed(&catcher.result_path, error.clone())?)
                });
            }
            if let Some(template) = &catcher.assign {
                self.set(state, "Assign", fields, |converter| {
                    converter.json(&Data::template(template, &error))
                });
            }
            fields.extend(next.map(|next| ("Next".to_owned(), next)));
        }
        document
    }

    /// The rules of a choice with `Condition` for comparisons.
    fn rules(&mut self, state: &State, document: &Json, input: &Data) -> Json {
        let rules: &[Rule] = match &state.kind {
            Kind::Choice(rules) => rules,
            _ => &[],
        };
        let documents = document.as_array().map(Vec::as_slice).unwrap_or_default();
        if documents.len() != rules.len() || rules.is_empty() {
            self.tried(state, "Choices", |_| {
                Err::<(), _>(Refusal::new("a placeholder", "write the rules"))
            });
            return document.clone();
        }
        let mut present = Present::new();
        let mut converted = Vec::new();
        for (rule, document) in rules.iter().zip(documents) {
            let mut fields = Members::new();
            if let Some(comment) = document.get("Comment") {
                fields.insert("Comment".to_owned(), comment.clone());
            }
            let condition = self.tried(state, "Choices", |converter| {
                converter.condition(&rule.condition, input, &mut present)
            });
            fields.extend(condition.map(|code| ("Condition".to_owned(), expression(&code))));
            if let Some(template) = &rule.assign {
                self.set(state, "Assign", &mut fields, |converter| {
                    converter.json(&Data::template(template, input))
                });
            }
            fields.insert("Next".to_owned(), rule.next.name.clone().into());
            converted.push(Json::Object(fields));
        }
        Json::Array(converted)
    }

    /// A field that has an expression of its own, or none.
    fn field(
        &mut self,
        state: &State,
        input: &Data,
        (name, value): (&str, &Json),
        fields: &mut Members<String, Json>,
    ) {
        let template = match (&state.kind, name) {
            (Kind::Task(task), "TimeoutSecondsPath") => &task.timeout,
            (Kind::Task(task), "HeartbeatSecondsPath") => &task.heartbeat,
            (Kind::Task(task), "Credentials") => &task.credentials,
            (Kind::Wait(Until::Seconds(seconds)), "SecondsPath") => {
                return self.number(state, "Seconds", seconds, input, fields);
            }
            (Kind::Wait(Until::Timestamp(time)), "TimestampPath") => {
                return self.set(state, "Timestamp", fields, |converter| {
                    converter.json(&Data::template(time, input))
                });
            }
            (Kind::Fail { error, .. }, "ErrorPath") => error,
            (Kind::Fail { cause, .. }, "CausePath") => cause,
            (Kind::Map(map), _) => {
                return self.map_field(state, map, input, (name, value), fields);
            }
            _ => &None,
        };
        match (template, name.strip_suffix("Path")) {
            (Some(template), Some(base)) if base.ends_with("Seconds") => {
                self.number(state, base, template, input, fields);
            }
            (Some(template), base) => self.set(state, base.unwrap_or(name), fields, |converter| {
                converter.json(&Data::template(template, input))
            }),
            (None, _) => _ = fields.insert(name.to_owned(), value.clone()),
        }
    }

    /// A number that a path selects, which may be a text in JSONPath.
    pub(super) fn number(
        &mut self,
        state: &State,
        field: &str,
        template: &Template,
        input: &Data,
        fields: &mut Members<String, Json>,
    ) {
        self.set(state, field, fields, |converter| {
            let code = converter.code_of(&Data::template(template, input))?;
            let text = &code.text;
            Ok(match converter.keeps_checks() {
                true => Json::String(format!(
                    "{{% $type({text}) = 'string' ? $number({text}) : {text} %}}"
                )),
                false => expression(&code),
            })
        });
    }
}

/// What `$` is after the result selector: the result of the state's work, or what becomes of it.
fn result(state: &State, input: &Data) -> Data {
    let work = match &state.kind {
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
            Data::Code(super::code::Code::root("$states.result"))
        }
        Kind::Pass(Some(result)) => Data::literal(result.clone()),
        Kind::Pass(None) => match &state.arguments {
            Some(template) => Data::template(template, input),
            None => input.clone(),
        },
        _ => return input.clone(),
    };
    match &state.result_selector {
        Some(template) => Data::template(template, &work),
        None => work,
    }
}
