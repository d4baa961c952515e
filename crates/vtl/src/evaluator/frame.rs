//! What stands in front of the variables: a macro's parameters, or a loop's null element.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::{Evaluated, Evaluator};
use crate::syntax::Variable;
use crate::syntax::ast::{Argument, Expression, Macro};
use crate::value::Value;

/// A layer in front of the variables.
pub(super) struct Frame {
    /// What is behind it; the variables if nothing.
    pub(super) parent: Option<Rc<Frame>>,
    kind: FrameKind,
}

enum FrameKind {
    /// A call of a macro: what was set in it, and what its parameters stand for.
    Macro {
        locals: RefCell<Vec<(Variable, Value)>>,
        arguments: Arc<[Argument]>,
        /// Parameters that stand for arguments which are evaluated at each use.
        parameters: RefCell<Vec<(Variable, usize)>>,
        /// The same when they are rendered as written. Not forgotten when they are removed.
        literals: Vec<(Variable, usize)>,
    },
    /// An iteration over null: the loop's variable is null whatever was set before.
    NullElement { variable: Variable, active: Cell<bool> },
}

impl Frame {
    pub(super) fn null_element(parent: Option<Rc<Frame>>, variable: Variable) -> Self {
        Self { parent, kind: FrameKind::NullElement { variable, active: Cell::new(true) } }
    }

    pub(super) fn put(&self, variable: Variable, value: &Value) {
        match &self.kind {
            FrameKind::Macro { locals, .. } => {
                let mut locals = locals.borrow_mut();
                match locals.iter_mut().find(|(v, _)| *v == variable) {
                    Some(local) => local.1 = value.clone(),
                    None => locals.push((variable, value.clone())),
                }
            }
            FrameKind::NullElement { variable: element, active } => {
                if *element == variable && value.is_null() {
                    active.set(true);
                }
            }
        }
    }

    pub(super) fn remove(&self, variable: Variable) {
        match &self.kind {
            FrameKind::Macro { locals, parameters, .. } => {
                locals.borrow_mut().retain(|(v, _)| *v != variable);
                parameters.borrow_mut().retain(|(v, _)| *v != variable);
            }
            FrameKind::NullElement { variable: element, active } => {
                if *element == variable {
                    active.set(false);
                }
            }
        }
    }
}

impl Evaluator<'_, '_> {
    /// The frame of a call: constants are evaluated, other arguments at each use.
    pub(super) fn macro_frame(
        &mut self,
        definition: &Macro,
        arguments: &Arc<[Argument]>,
    ) -> Evaluated<Frame> {
        let mut locals = Vec::new();
        let mut parameters = Vec::new();
        for (index, (variable, argument)) in
            definition.parameters.iter().zip(arguments.iter()).enumerate()
        {
            match &argument.value {
                Expression::Boolean(_) | Expression::Number(_) | Expression::Word => {
                    locals.push((*variable, self.value(&argument.value)?));
                }
                _ => parameters.push((*variable, index)),
            }
        }
        Ok(Frame {
            parent: self.frame.clone(),
            kind: FrameKind::Macro {
                locals: RefCell::new(locals),
                arguments: Arc::clone(arguments),
                literals: parameters.clone(),
                parameters: RefCell::new(parameters),
            },
        })
    }

    pub(super) fn get_through(&mut self, frame: Rc<Frame>, variable: Variable) -> Evaluated<Value> {
        let mut next = Some(frame);
        while let Some(frame) = next {
            match &frame.kind {
                FrameKind::Macro { locals, arguments, parameters, .. } => {
                    let local = locals
                        .borrow()
                        .iter()
                        .find(|(v, _)| *v == variable)
                        .map(|(_, x)| x.clone());
                    if let Some(value) = local.filter(|value| !value.is_null()) {
                        return Ok(value);
                    }
                    let parameter =
                        parameters.borrow().iter().rfind(|(v, _)| *v == variable).map(|(_, i)| *i);
                    if let Some(argument) = parameter.and_then(|index| arguments.get(index)) {
                        return self.value_in(frame.parent.clone(), &argument.value);
                    }
                }
                FrameKind::NullElement { variable: element, active } => {
                    if *element == variable && active.get() {
                        return Ok(Value::Null);
                    }
                }
            }
            next = frame.parent.clone();
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

    /// The text of the argument that a parameter stands for, which is rendered when it is null.
    pub(super) fn argument_literal(&self, variable: Variable) -> Option<Box<str>> {
        let mut next = self.frame.as_ref();
        while let Some(frame) = next {
            if let FrameKind::Macro { arguments, literals, .. } = &frame.kind
                && let Some((_, index)) = literals.iter().rfind(|(v, _)| *v == variable)
            {
                return arguments.get(*index).map(|argument| argument.literal.clone());
            }
            next = frame.parent.as_ref();
        }
        None
    }
}
