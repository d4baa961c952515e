//! The data flow of a state.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::machine::Scope;
use super::{Failure, World};
use crate::definition::{Kind, QueryLanguage, Selection, State, Template};
use crate::intrinsic::CallError;
use crate::jsonata;
use crate::path::{Budget, Roots, SelectError, put};

/// Evaluates the fields of a state.
pub(super) struct Frame<'f, 'w> {
    world: &'f Rc<World<'w>>,
    scope: &'f Scope,
    state: &'f State,
    input: &'f Json,
    /// The additional member of `$states`: `result` or `errorOutput`.
    after: Option<(&'static str, &'f Json)>,
}

/// The maximal seconds of a `Wait` or a timeout.
pub(super) const SECONDS: u64 = 99_999_999;

/// A failure, and where below a field it is.
struct Located {
    failure: Failure,
    path: String,
}

impl Located {
    fn under(self, step: &str) -> Self {
        Self { path: format!("{step}{}", self.path), ..self }
    }
}

impl From<Failure> for Located {
    fn from(failure: Failure) -> Self {
        Self { failure, path: String::new() }
    }
}

/// Fails if a payload exceeds the limit of a state.
pub(super) fn fits(world: &World<'_>, value: &Json) -> Result<(), Failure> {
    let mut budget = Budget::default();
    let small = budget.spend_value(value).is_ok();
    if small && value.to_string().len() <= world.limits.payload {
        return Ok(());
    }
    let cause = format!("a state's data is larger than {} bytes", world.limits.payload);
    Err(Failure::new("States.DataLimitExceeded", cause))
}

fn unselected(error: SelectError, name: &str) -> Failure {
    match error {
        SelectError::Missing(_) => Failure::new(name, error.to_string()),
        SelectError::Placeholder(_) => Failure::runtime(error.to_string()),
        SelectError::TooMuch => Failure::new("States.DataLimitExceeded", error.to_string()),
    }
}

/// The error of a value with a wrong type for a field.
fn mismatch(value: &Json, expected: &str) -> String {
    match value.as_str() {
        Some(text) if text.contains("${") => format!("the placeholder in `{text}` has no value"),
        _ => format!("expected {expected}, found `{value}`"),
    }
}

impl<'f, 'w> Frame<'f, 'w> {
    pub(super) fn new(
        world: &'f Rc<World<'w>>,
        state: &'f State,
        input: &'f Json,
        scope: &'f Scope,
    ) -> Self {
        Self { world, scope, state, input, after: None }
    }

    /// The same with another member of `$states`.
    pub(super) fn after(mut self, name: &'static str, value: &'f Json) -> Self {
        self.after = Some((name, value));
        self
    }

    pub(super) fn is_jsonata(&self) -> bool {
        self.state.query_language == QueryLanguage::Jsonata
    }

    fn at(&self, failure: Failure, field: &str) -> Failure {
        failure.at(field, &self.state.name)
    }

    /// The value that a path field selects.
    pub(super) fn select(
        &self,
        field: &str,
        selection: &Selection,
        value: &Json,
    ) -> Result<Json, Failure> {
        match selection {
            Selection::Whole => Ok(value.clone()),
            Selection::Nothing => Ok(Json::Object(Map::new())),
            Selection::Path(path) => self
                .with_roots(value, |roots| path.select(roots, &mut Budget::default()))
                .map_err(|error| self.at(unselected(error, "States.Runtime"), field)),
        }
    }

    /// `target` with `value` at its `ResultPath`.
    pub(super) fn put(
        &self,
        field: &str,
        selection: &Selection,
        target: Json,
        value: Json,
    ) -> Result<Json, Failure> {
        match selection {
            Selection::Whole => Ok(value),
            Selection::Nothing => Ok(target),
            Selection::Path(path) => put(path, target, value).map_err(|error| {
                let failure = Failure::new("States.ResultPathMatchFailure", error.to_string());
                self.at(failure, field)
            }),
        }
    }

    pub(super) fn with_roots<T>(&self, input: &Json, work: impl FnOnce(&Roots<'_>) -> T) -> T {
        let context = self.scope.context.borrow();
        let variables = self.scope.variables.borrow();
        work(&Roots { input, context: &context, variables: &variables })
    }

    /// The value of the template in a field.
    pub(super) fn evaluate(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
    ) -> Result<Json, Failure> {
        self.within(template, input, &mut Budget::default()).map_err(|Located { failure, path }| {
            let failure = self.at(failure, &format!("{field}{path}"));
            self.evaluation_failed(field, failure)
        })
    }

    /// The value of a field: a literal, a path or an expression. A path without a match is a
    /// failure that no handler catches.
    pub(super) fn field(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
    ) -> Result<Json, Failure> {
        match template {
            Template::Path(path) => {
                let found =
                    self.with_roots(input, |roots| path.select(roots, &mut Budget::default()));
                let failed =
                    |error| self.at(unselected(error, "States.Runtime"), &format!("{field}Path"));
                found.map_err(failed)
            }
            _ => self.evaluate(field, template, input),
        }
    }

    /// The failure of a field whose value has the wrong type: in JSONata one that handlers catch.
    pub(super) fn invalid(&self, field: &str, cause: String) -> Failure {
        match self.is_jsonata() {
            true => {
                let failure = Failure::new("States.QueryEvaluationError", cause);
                self.evaluation_failed(field, self.at(failure, field))
            }
            false => self.at(Failure::runtime(cause), field),
        }
    }

    /// Records the failure of an expression.
    fn evaluation_failed(&self, field: &str, failure: Failure) -> Failure {
        if !self.is_jsonata() || failure.error != "States.QueryEvaluationError" {
            return failure;
        }
        let details = json!({
            "error": failure.error, "cause": failure.cause, "location": field, "state": self.state.name,
        });
        let recorded = self.world.record_in(self.scope, "EvaluationFailed", details);
        recorded.err().unwrap_or(failure)
    }

    /// The value of a template for an item of a map, which is in the context object.
    pub(super) fn evaluate_item(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
        item: &Json,
    ) -> Result<Json, Failure> {
        let scope = self.scope.inner();
        scope.set("Map", json!({"Item": item}));
        let evaluated = Frame { scope: &scope, ..*self }.evaluate(field, template, input);
        self.scope.event.set(scope.event.get());
        evaluated
    }

    fn within(
        &self,
        template: &Template,
        input: &Json,
        budget: &mut Budget,
    ) -> Result<Json, Located> {
        match template {
            Template::Literal(value) => {
                budget.spend_value(value).map_err(|e| unselected(e, "States.Runtime"))?;
                Ok(value.clone())
            }
            Template::Array(items) => {
                let mut made = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let item = self.within(item, input, budget);
                    made.push(item.map_err(|error| error.under(&format!("[{index}]")))?);
                }
                Ok(Json::Array(made))
            }
            Template::Object(members) => {
                let mut made = Map::new();
                for (name, member) in members {
                    let member = self.within(member, input, budget);
                    let member = member.map_err(|error| error.under(&format!(".{name}")))?;
                    made.insert(name.clone(), member);
                }
                Ok(Json::Object(made))
            }
            Template::Path(path) => self
                .with_roots(input, |roots| path.select(roots, budget))
                .map_err(|error| unselected(error, "States.ParameterPathFailure").into()),
            Template::Intrinsic(call) => {
                let mut random = || self.world.random();
                let called = self.with_roots(input, |roots| call.call(roots, budget, &mut random));
                called.map_err(|error| match error {
                    CallError::Select(error) => {
                        unselected(error, "States.ParameterPathFailure").into()
                    }
                    CallError::Failed(cause) => {
                        Failure::new("States.IntrinsicFailure", cause).into()
                    }
                })
            }
            Template::Jsonata(expression) => self.query(expression, budget).map_err(Located::from),
        }
    }

    fn query(&self, expression: &crate::Expression, budget: &mut Budget) -> Result<Json, Failure> {
        let mut states = json!({"input": self.input, "context": *self.scope.context.borrow()});
        if let (Some((name, value)), Some(members)) = (self.after, states.as_object_mut()) {
            members.insert(name.to_owned(), value.clone());
        }
        let variables = self.scope.variables.borrow();
        let seed = self.world.random();
        let scope = jsonata::Scope {
            states: &states,
            variables: &variables,
            now: self.world.clock.now(),
            seed,
        };
        let failed = |cause: String| {
            let cause = format!("the expression `{}` failed: {cause}", expression.text);
            Failure::new("States.QueryEvaluationError", cause)
        };
        let value = jsonata::evaluate(expression, scope).map_err(failed)?;
        budget.spend_value(&value).map_err(|error| unselected(error, "States.Runtime"))?;
        Ok(value)
    }

    /// Whether the condition of a rule is true.
    pub(super) fn condition(&self, expression: &crate::Expression) -> Result<bool, Failure> {
        let value = self.query(expression, &mut Budget::default()).map_err(|failure| {
            self.evaluation_failed("Condition", self.at(failure, "Condition"))
        })?;
        value.as_bool().ok_or_else(|| {
            self.invalid("Condition", format!("`{value}` is neither true nor false"))
        })
    }

    /// An integer between two bounds. At a path, it may be a text.
    pub(super) fn whole(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
        (least, most): (u64, u64),
    ) -> Result<u64, Failure> {
        let value = self.field(field, template, input)?;
        let number = self.as_number(template, &value);
        // A cast of a negative or too large number saturates, and is a different number.
        let whole =
            number.map(|number| number as u64).filter(|whole| Some(*whole as f64) == number);
        whole.filter(|whole| (least..=most).contains(whole)).ok_or_else(|| {
            let expected = format!("a whole number from {least} to {most}");
            self.invalid(field, mismatch(&value, &expected))
        })
    }

    /// A share in percent, which may have a fraction.
    pub(super) fn percentage(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
    ) -> Result<f64, Failure> {
        let value = self.field(field, template, input)?;
        let number = self.as_number(template, &value).filter(|n| (0.0..=100.0).contains(n));
        number.ok_or_else(|| self.invalid(field, mismatch(&value, "a number from 0 to 100")))
    }

    fn as_number(&self, template: &Template, value: &Json) -> Option<f64> {
        match (template, value) {
            (Template::Path(_), Json::String(text)) => text.trim().parse().ok(),
            _ => value.as_f64(),
        }
    }

    pub(super) fn text(
        &self,
        field: &str,
        template: &Template,
        input: &Json,
    ) -> Result<String, Failure> {
        match self.field(field, template, input)? {
            Json::String(text) => Ok(text),
            other => Err(self.invalid(field, format!("`{other}` is not a string"))),
        }
    }

    /// The arguments of the state's work.
    pub(super) fn arguments(&self, selected: &Json) -> Result<Json, Failure> {
        let (field, stage) = match self.is_jsonata() {
            true => ("Arguments", "afterArguments"),
            false => ("Parameters", "afterParameters"),
        };
        let arguments = match &self.state.arguments {
            Some(template) => self.evaluate(field, template, selected)?,
            None => selected.clone(),
        };
        self.world.stage(self.state, stage, &arguments);
        Ok(arguments)
    }

    /// The same for a task, which may use its token.
    pub(super) fn task_arguments(&self, selected: &Json) -> Result<Json, Failure> {
        let mut random = || self.world.random();
        let token = crate::intrinsic::uuid(&mut random);
        self.scope.set("Task", json!({"Token": token}));
        self.arguments(selected)
    }

    /// The output of the state after the `result` of its work.
    pub(super) fn output(self, selected: Json, result: Json) -> Result<Json, Failure> {
        fits(self.world, &result)?;
        let state = self.state;
        let input = self.input;
        self.world.stage(state, "result", &result);
        if self.is_jsonata() {
            let works = matches!(state.kind, Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_));
            let frame = if works { self.after("result", &result) } else { self };
            let output = match &state.output {
                Some(template) => frame.evaluate("Output", template, input)?,
                None => result.clone(),
            };
            frame.assign(state.assign.as_ref(), input)?;
            return Ok(output);
        }
        let result = match &state.result_selector {
            Some(template) => self.evaluate("ResultSelector", template, &result)?,
            None => result,
        };
        self.world.stage(state, "afterResultSelector", &result);
        let passes = matches!(state.kind, Kind::Wait(_) | Kind::Succeed);
        let values =
            self.assigned(state.assign.as_ref(), if passes { &selected } else { &result })?;
        let combined = match passes {
            true => selected,
            // A result is written into the state's input, not into the selected part.
            false => self.put("ResultPath", &state.result_path, input.clone(), result)?,
        };
        self.world.stage(state, "afterResultPath", &combined);
        let output = self.select("OutputPath", &state.output_path, &combined)?;
        self.keep(values)?;
        Ok(output)
    }

    /// Sets variables from an `Assign`. All its expressions see the former values.
    pub(super) fn assign(&self, template: Option<&Template>, input: &Json) -> Result<(), Failure> {
        let values = self.assigned(template, input)?;
        self.keep(values)
    }

    fn assigned(
        &self,
        template: Option<&Template>,
        input: &Json,
    ) -> Result<Map<String, Json>, Failure> {
        match template.map(|template| self.evaluate("Assign", template, input)).transpose()? {
            Some(Json::Object(values)) => Ok(values),
            _ => Ok(Map::new()),
        }
    }

    fn keep(&self, values: Map<String, Json>) -> Result<(), Failure> {
        for (name, value) in values {
            fits(self.world, &value)?;
            self.scope.assigned.borrow_mut().insert(name.clone(), value.to_string().into());
            self.scope.variables.borrow_mut().insert(name, value);
        }
        Ok(())
    }
}
