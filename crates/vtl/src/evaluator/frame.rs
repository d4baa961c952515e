//! Names that hide variables: a macro's parameters, or a loop's null element.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::{Evaluated, Evaluator};
use crate::syntax::Variable;
use crate::syntax::ast::{Argument, Expression, Macro};
use crate::value::Value;

/// A layer in front of the variables.
pub(super) struct Frame {
    /// The enclosing frame; the variables if none.
    pub(super) parent: Option<Rc<Frame>>,
    kind: FrameKind,
}

enum FrameKind {
    Macro(MacroFrame),
    NullElement(NullElement),
}

/// A call of a macro.
struct MacroFrame {
    definition: Arc<Macro>,
    /// The values of the parameters. Constants are among the locals instead.
    arguments: Arc<[Argument]>,
    /// The variables that the macro has set.
    locals: RefCell<Vec<(Variable, Value)>>,
    /// Removed parameters: they have no value, but are still rendered as the argument's text.
    removed: RefCell<Vec<Variable>>,
}

/// An iteration over null: the loop's variable is null, regardless of its former value.
struct NullElement {
    variable: Variable,
    active: Cell<bool>,
}

/// The result of a variable's lookup.
enum Found {
    Value(Value),
    /// A parameter: its argument is evaluated in the frame of the call.
    Argument(Option<Rc<Frame>>, Arc<[Argument]>, usize),
}

impl MacroFrame {
    /// The argument of a parameter: the last one, if several have its name.
    fn argument(&self, variable: Variable) -> Option<(usize, &Argument)> {
        let mut parameters = self.definition.parameters.iter().take(self.arguments.len());
        let index = parameters.rposition(|parameter| *parameter == variable)?;
        let argument = self.arguments.get(index)?;
        (!argument.value.is_constant()).then_some((index, argument))
    }
}

impl Frame {
    pub(super) fn null_element(parent: Option<Rc<Frame>>, variable: Variable) -> Self {
        let active = Cell::new(true);
        Self { parent, kind: FrameKind::NullElement(NullElement { variable, active }) }
    }

    pub(super) fn put(&self, variable: Variable, value: &Value) {
        match &self.kind {
            FrameKind::Macro(call) => {
                let mut locals = call.locals.borrow_mut();
                match locals.iter_mut().find(|(v, _)| *v == variable) {
                    Some(local) => local.1 = value.clone(),
                    None => locals.push((variable, value.clone())),
                }
            }
            FrameKind::NullElement(element) => {
                if element.variable == variable && value.is_null() {
                    element.active.set(true);
                }
            }
        }
    }

    pub(super) fn remove(&self, variable: Variable) {
        match &self.kind {
            FrameKind::Macro(call) => {
                call.locals.borrow_mut().retain(|(v, _)| *v != variable);
                let mut removed = call.removed.borrow_mut();
                if call.argument(variable).is_some() && !removed.contains(&variable) {
                    removed.push(variable);
                }
            }
            FrameKind::NullElement(element) => {
                if element.variable == variable {
                    element.active.set(false);
                }
            }
        }
    }

    /// Looks a variable up in this layer alone.
    fn find(&self, variable: Variable) -> Option<Found> {
        match &self.kind {
            FrameKind::Macro(call) => {
                let locals = call.locals.borrow();
                let local = locals.iter().find(|(v, value)| *v == variable && !value.is_null());
                if let Some((_, value)) = local {
                    return Some(Found::Value(value.clone()));
                }
                let (index, _) = call.argument(variable)?;
                if call.removed.borrow().contains(&variable) {
                    return None;
                }
                Some(Found::Argument(self.parent.clone(), Arc::clone(&call.arguments), index))
            }
            FrameKind::NullElement(element) => {
                let hides = element.variable == variable && element.active.get();
                hides.then_some(Found::Value(Value::Null))
            }
        }
    }
}

impl Evaluator<'_, '_> {
    /// The frame of a call: constants are evaluated, other arguments at each use.
    pub(super) fn macro_frame(
        &mut self,
        definition: Arc<Macro>,
        arguments: &Arc<[Argument]>,
    ) -> Evaluated<Frame> {
        let mut locals = Vec::new();
        for (variable, argument) in definition.parameters.iter().zip(arguments.iter()) {
            if argument.value.is_constant() {
                locals.push((*variable, self.value(&argument.value)?));
            }
        }
        let call = MacroFrame {
            definition,
            arguments: Arc::clone(arguments),
            locals: RefCell::new(locals),
            removed: RefCell::default(),
        };
        Ok(Frame { parent: self.frame.clone(), kind: FrameKind::Macro(call) })
    }

    /// The value of a variable when there are frames in front of it.
    pub(super) fn get_through(&mut self, variable: Variable) -> Evaluated<Value> {
        let mut frame = self.frame.as_ref();
        while let Some(current) = frame {
            match current.find(variable) {
                Some(Found::Value(value)) => return Ok(value),
                Some(Found::Argument(parent, arguments, index)) => {
                    return match arguments.get(index) {
                        Some(argument) => self.value_in(parent, &argument.value),
                        None => Ok(Value::Null),
                    };
                }
                None => frame = current.parent.as_ref(),
            }
        }
        Ok(self.variables.get(variable).cloned().unwrap_or_default())
    }

    /// The value of an argument where the macro was called.
    fn value_in(&mut self, frame: Option<Rc<Frame>>, argument: &Expression) -> Evaluated<Value> {
        let inner = std::mem::replace(&mut self.frame, frame);
        let value = self.deeper(|evaluator| evaluator.value(argument));
        self.frame = inner;
        value
    }

    /// The text of a parameter's argument, which is rendered when the argument is null.
    pub(super) fn argument_literal(&self, variable: Variable) -> Option<Box<str>> {
        let mut frame = self.frame.as_ref();
        while let Some(current) = frame {
            if let FrameKind::Macro(call) = &current.kind
                && let Some((_, argument)) = call.argument(variable)
            {
                return Some(argument.literal.clone());
            }
            frame = current.parent.as_ref();
        }
        None
    }
}

impl Expression {
    /// Whether an argument is evaluated when a macro is called, and not at each use.
    fn is_constant(&self) -> bool {
        matches!(self, Self::Boolean(_) | Self::Number(_) | Self::Word)
    }
}
