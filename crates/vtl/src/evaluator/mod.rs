//! Walks the tree of a template.

mod arithmetic;
mod assign;
mod comparison;
mod directive;
mod elements;
mod expression;
mod frame;
mod integers;
mod reference;

use std::borrow::Cow;
use std::rc::Rc;

use crate::fault::ErrorCode;
use crate::state::{Interrupt, State};
use crate::syntax::ast::{Block, If, Node, Span};
use crate::syntax::{Names, Variable, well_known};
use crate::util::{EXTENSIONS, UTIL};
use crate::value::Value;

use frame::Frame;

type Evaluated<T> = Result<T, Interrupt>;

/// One evaluation of a template.
pub(crate) struct Evaluator<'t, 'e> {
    pub(crate) state: State<'e>,
    names: Cow<'t, Names>,
    /// The variables, by index.
    variables: Vec<Value>,
    /// The innermost frame of macros and loops.
    frame: Option<Rc<Frame>>,
    /// The nesting of macro calls.
    macro_depth: usize,
    /// In `#evaluate`: the position of the directive. Positions in its text are not in the template.
    evaluating: Option<Span>,
}

impl<'t, 'e> Evaluator<'t, 'e> {
    pub(crate) fn new(names: &'t Names, state: State<'e>) -> Self {
        let mut variables = vec![Value::Null; names.variable_count()];
        for (variable, value) in [
            (well_known::CTX, Value::Map(state.context.clone())),
            (well_known::CONTEXT, Value::Map(state.context.clone())),
            (well_known::UTIL, Value::Utility(&UTIL)),
            (well_known::UTILS, Value::Utility(&UTIL)),
            (well_known::EXTENSIONS, Value::Utility(&EXTENSIONS)),
        ] {
            variables[variable] = value;
        }
        Self {
            state,
            names: Cow::Borrowed(names),
            variables,
            frame: None,
            macro_depth: 0,
            evaluating: None,
        }
    }

    /// Sets a variable before the rendering.
    pub(crate) fn define(&mut self, name: &str, value: Value) {
        let variable = self.names.to_mut().variable(name);
        self.variables.resize(self.names.variable_count(), Value::Null);
        self.put(variable, value);
    }

    /// Renders a block.
    pub(crate) fn render(&mut self, block: &Block, out: &mut String) -> Evaluated<()> {
        self.deeper(|evaluator| {
            for node in &block.0 {
                evaluator.state.step(1)?;
                match node {
                    Node::Text(text) => evaluator.write(text, out)?,
                    Node::Reference(reference) => evaluator.render_reference(reference, out)?,
                    Node::Set(set) => evaluator.set(set)?,
                    Node::If(conditional) => evaluator.conditional(conditional, out)?,
                    directive => evaluator.directive(directive, out)?,
                }
            }
            Ok(())
        })
    }

    fn conditional(&mut self, conditional: &If, out: &mut String) -> Evaluated<()> {
        for (condition, block) in &conditional.branches {
            if self.truth(condition)? {
                return self.render(block, out);
            }
        }
        if conditional.otherwise.0.is_empty() {
            return Ok(());
        }
        self.render(&conditional.otherwise, out)
    }

    /// Adds text to the output.
    fn write(&mut self, text: &str, out: &mut String) -> Evaluated<()> {
        if out.len() + text.len() > self.state.limits.output_bytes {
            return Err(self.too_much_output());
        }
        out.push_str(text);
        Ok(())
    }

    fn too_much_output(&self) -> Interrupt {
        let most = self.state.limits.output_bytes;
        Interrupt::limit(format!("the evaluation renders more than {most} bytes"))
    }

    /// Does something nested, unless it is nested too deeply.
    fn deeper<T>(&mut self, nested: impl FnOnce(&mut Self) -> Evaluated<T>) -> Evaluated<T> {
        if self.state.depth >= self.state.limits.depth {
            return Err(Interrupt::limit(format!(
                "the evaluation is nested deeper than {} levels",
                self.state.limits.depth
            )));
        }
        self.state.depth += 1;
        let result = nested(self);
        self.state.depth -= 1;
        result
    }

    /// An error at `span`.
    fn fail(&self, code: ErrorCode, message: impl Into<String>, span: Span) -> Interrupt {
        let error = crate::fault::EvaluationError::new(code, message);
        self.at(error.into(), span)
    }

    /// The same interrupt, with a place if it is an error that has none yet.
    fn at(&self, interrupt: Interrupt, span: Span) -> Interrupt {
        match interrupt {
            Interrupt::Error(mut error) => {
                let span = self.evaluating.unwrap_or(span);
                error.span.get_or_insert((span.start as usize, span.end as usize));
                Interrupt::Error(error)
            }
            other => other,
        }
    }

    /// The value of a variable, null if it has none.
    #[inline]
    fn get(&mut self, variable: Variable) -> Evaluated<Value> {
        if self.frame.is_some() {
            return self.get_through(variable);
        }
        match self.variables.get(variable) {
            Some(value) => Ok(value.clone()),
            None => Ok(Value::Null),
        }
    }

    fn put(&mut self, variable: Variable, value: Value) {
        let mut frame = self.frame.as_ref();
        while let Some(current) = frame {
            current.put(variable, &value);
            frame = current.parent.as_ref();
        }
        if let Some(slot) = self.variables.get_mut(variable) {
            *slot = value;
        }
    }

    fn remove(&mut self, variable: Variable) {
        let mut frame = self.frame.as_ref();
        while let Some(current) = frame {
            current.remove(variable);
            frame = current.parent.as_ref();
        }
        if let Some(slot) = self.variables.get_mut(variable) {
            *slot = Value::Null;
        }
    }

    /// Sets a variable, or removes it if the value is null.
    #[inline]
    fn put_or_remove(&mut self, variable: Variable, value: Value) {
        match (&self.frame, self.variables.get_mut(variable)) {
            (None, Some(slot)) => *slot = value,
            _ if value.is_null() => self.remove(variable),
            _ => self.put(variable, value),
        }
    }
}
