//! How data goes through a state.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::machine::Scope;
use super::{Failure, World};
use crate::definition::{QueryLanguage, Selection, State, Template};
use crate::intrinsic::CallError;
use crate::jsonata;
use crate::path::{Budget, Roots, SelectError, put};

/// Evaluates the fields of a state.
pub(super) struct Frame<'f, 'w> {
    world: &'f Rc<World<'w>>,
    scope: &'f Scope,
    language: QueryLanguage,
    input: &'f Json,
    /// What `$states` has besides: `result` or `errorOutput`.
    after: Option<(&'static str, &'f Json)>,
}

/// Fails if a payload is larger than a state takes.
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
        SelectError::TooMuch => Failure::new("States.DataLimitExceeded", error.to_string()),
    }
}

impl<'f, 'w> Frame<'f, 'w> {
    pub(super) fn new(
        world: &'f Rc<World<'w>>,
        state: &State,
        input: &'f Json,
        scope: &'f Scope,
    ) -> Self {
        Self { world, scope, language: state.query_language, input, after: None }
    }

    /// The same with another member of `$states`.
    pub(super) fn after(mut self, name: &'static str, value: &'f Json) -> Self {
        self.after = Some((name, value));
        self
    }

    pub(super) fn is_jsonata(&self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    /// What a path field selects of `value`.
    pub(super) fn select(&self, selection: &Selection, value: &Json) -> Result<Json, Failure> {
        match selection {
            Selection::Whole => Ok(value.clone()),
            Selection::Nothing => Ok(Json::Object(Map::new())),
            Selection::Path(path) => self
                .with_roots(value, |roots| path.select(roots, &mut Budget::default()))
                .map_err(|error| unselected(error, "States.Runtime")),
        }
    }

    /// `target` with `value` where a `ResultPath` says.
    pub(super) fn put(
        &self,
        selection: &Selection,
        target: Json,
        value: Json,
    ) -> Result<Json, Failure> {
        match selection {
            Selection::Whole => Ok(value),
            Selection::Nothing => Ok(target),
            Selection::Path(path) => put(path, target, value)
                .map_err(|error| Failure::new("States.ResultPathMatchFailure", error.to_string())),
        }
    }

    pub(super) fn with_roots<T>(&self, input: &Json, work: impl FnOnce(&Roots<'_>) -> T) -> T {
        let context = self.scope.context.borrow();
        let variables = self.scope.variables.borrow();
        work(&Roots { input, context: &context, variables: &variables })
    }

    /// What a template gives.
    pub(super) fn evaluate(&self, template: &Template, input: &Json) -> Result<Json, Failure> {
        self.evaluate_within(template, input, &mut Budget::default())
    }

    /// What a template gives for an item of a map, which it sees in the context object.
    pub(super) fn evaluate_item(
        &self,
        template: &Template,
        input: &Json,
        item: &Json,
    ) -> Result<Json, Failure> {
        let scope = self.scope.inner();
        scope.set("Map", json!({"Item": item}));
        Frame { scope: &scope, ..*self }.evaluate(template, input)
    }

    fn evaluate_within(
        &self,
        template: &Template,
        input: &Json,
        budget: &mut Budget,
    ) -> Result<Json, Failure> {
        match template {
            Template::Literal(value) => {
                budget.spend_value(value).map_err(|e| unselected(e, "States.Runtime"))?;
                Ok(value.clone())
            }
            Template::Array(items) => items
                .iter()
                .map(|item| self.evaluate_within(item, input, budget))
                .collect::<Result<_, _>>()
                .map(Json::Array),
            Template::Object(members) => {
                let mut made = Map::new();
                for (name, member) in members {
                    made.insert(name.clone(), self.evaluate_within(member, input, budget)?);
                }
                Ok(Json::Object(made))
            }
            Template::Path(path) => self
                .with_roots(input, |roots| path.select(roots, budget))
                .map_err(|error| unselected(error, "States.ParameterPathFailure")),
            Template::Intrinsic(call) => {
                let mut random = || self.world.random();
                let called = self.with_roots(input, |roots| call.call(roots, budget, &mut random));
                called.map_err(|error| match error {
                    CallError::Select(error) => unselected(error, "States.ParameterPathFailure"),
                    CallError::Failed(cause) => Failure::new("States.IntrinsicFailure", cause),
                })
            }
            Template::Jsonata(expression) => self.query(expression, budget),
        }
    }

    pub(super) fn query(
        &self,
        expression: &crate::Expression,
        budget: &mut Budget,
    ) -> Result<Json, Failure> {
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

    /// A whole number that is not negative.
    pub(super) fn whole(
        &self,
        template: &Template,
        input: &Json,
        field: &str,
    ) -> Result<u64, Failure> {
        let value = self.evaluate(template, input)?;
        value.as_u64().filter(|whole| *whole <= 99_999_999).ok_or_else(|| {
            Failure::runtime(format!("`{field}` is `{value}`, not a whole number in its range"))
        })
    }

    pub(super) fn text(&self, template: &Template, input: &Json) -> Result<String, Failure> {
        match self.evaluate(template, input)? {
            Json::String(text) => Ok(text),
            other => Err(Failure::runtime(format!("`{other}` is not a string"))),
        }
    }

    /// What the state's work is given.
    pub(super) fn arguments(&self, state: &State, selected: &Json) -> Result<Json, Failure> {
        match &state.arguments {
            Some(template) => self.evaluate(template, selected),
            None => Ok(selected.clone()),
        }
    }

    /// The same for a task, which may hand out its token.
    pub(super) fn task_arguments(
        &self,
        state: &State,
        selected: &Json,
        world: &World<'_>,
    ) -> Result<Json, Failure> {
        let mut random = || world.random();
        let token = crate::intrinsic::uuid(&mut random);
        self.scope.set("Task", json!({"Token": token}));
        self.arguments(state, selected)
    }

    /// What the state gives on, once its work gave `result`.
    pub(super) fn output(
        self,
        state: &State,
        input: &Json,
        selected: Json,
        result: Json,
    ) -> Result<Json, Failure> {
        fits(self.world, &result)?;
        if self.is_jsonata() {
            let work = !state.kind.machines().is_empty() || state.kind.name() == "Task";
            let frame = if work { self.after("result", &result) } else { self.and_no_result() };
            let output = match &state.output {
                Some(template) => frame.evaluate(template, input)?,
                None => result.clone(),
            };
            frame.assign(state.assign.as_ref(), input)?;
            return Ok(output);
        }
        let result = match &state.result_selector {
            Some(template) => self.evaluate(template, &result)?,
            None => result,
        };
        let assigned = match state.kind.name() {
            "Wait" | "Succeed" => &selected,
            _ => &result,
        };
        let values = self.assigned(state.assign.as_ref(), assigned)?;
        let passes = matches!(state.kind.name(), "Wait" | "Succeed");
        let combined = match passes {
            true => selected,
            // A result is put into what the state was given, not into what it selected of it.
            false => self.put(&state.result_path, input.clone(), result)?,
        };
        let output = self.select(&state.output_path, &combined)?;
        self.keep(values)?;
        Ok(output)
    }

    fn and_no_result(mut self) -> Self {
        self.after = None;
        self
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
        match template.map(|template| self.evaluate(template, input)).transpose()? {
            Some(Json::Object(values)) => Ok(values),
            _ => Ok(Map::new()),
        }
    }

    fn keep(&self, values: Map<String, Json>) -> Result<(), Failure> {
        for (name, value) in values {
            fits(self.world, &value)?;
            self.scope.variables.borrow_mut().insert(name, value);
        }
        Ok(())
    }
}
