//! References: what they render, and their values.

use super::{Evaluated, Evaluator};
use crate::methods;
use crate::state::Interrupt;
use crate::syntax::Variable;
use crate::syntax::ast::{Accessor, Expression, Method, Reference, Span};
use crate::utility::Function;
use crate::value::Value;

impl Evaluator<'_, '_> {
    pub(super) fn render_reference(
        &mut self,
        reference: &Reference,
        out: &mut String,
    ) -> Evaluated<()> {
        let Some((Accessor::Property(name, span), path)) = reference.accessors.split_last() else {
            let value = self.reference(reference)?;
            return self.render_value(&value, reference, out);
        };
        let owner = self.follow(reference, path.len())?;
        match &owner {
            // What a map holds is rendered where it is, and not copied first; unless that could
            // change the map.
            Value::Map(map) => {
                self.state.step(1)?;
                let entries = map.borrow();
                let value = entries.get_str(name).unwrap_or(&Value::Null);
                if matches!(value, Value::Deferred(_)) {
                    let value = value.clone();
                    drop(entries);
                    return self.render_value(&value, reference, out);
                }
                self.render_value(value, reference, out)
            }
            Value::Null => self.render_value(&Value::Null, reference, out),
            owner => {
                let value = methods::property(owner, name, &mut self.state);
                let value = self.found(value, *span)?;
                self.render_value(&value, reference, out)
            }
        }
    }

    fn render_value(
        &mut self,
        value: &Value,
        reference: &Reference,
        out: &mut String,
    ) -> Evaluated<()> {
        if reference.escaped {
            self.write(&reference.escape_prefix, out)?;
            if value.is_null() {
                self.write("\\", out)?;
            }
            return self.write_null(reference, out);
        }
        match value {
            Value::Null => self.write_undefined(reference, out),
            Value::Deferred(deferred) => {
                if self.render_deferred(deferred, out)? {
                    Ok(())
                } else {
                    self.write_undefined(reference, out)
                }
            }
            Value::String(text) => {
                self.write_prefix(reference, out)?;
                self.state.step(text.len() / 64)?;
                self.write(text, out)
            }
            value => {
                self.write_prefix(reference, out)?;
                let start = out.len();
                let written = value.write_text(out, &mut self.state);
                let too_much = out.len() > self.state.limits.output_bytes;
                if written.is_err() || too_much {
                    out.truncate(start);
                }
                match written {
                    Err(interrupt) => Err(self.at(interrupt, reference.span)),
                    Ok(()) if too_much => Err(self.too_much_output()),
                    Ok(()) => Ok(()),
                }
            }
        }
    }

    #[inline]
    fn write_prefix(&mut self, reference: &Reference, out: &mut String) -> Evaluated<()> {
        if !reference.escape_prefix.is_empty() {
            self.write(&reference.escape_prefix, out)?;
        }
        if !reference.more_prefix.is_empty() {
            self.write(&reference.more_prefix, out)?;
        }
        Ok(())
    }

    fn write_undefined(&mut self, reference: &Reference, out: &mut String) -> Evaluated<()> {
        self.write(&reference.escape_prefix, out)?;
        self.write_prefix(reference, out)?;
        self.write_null(reference, out)
    }

    /// The text of a null reference. In a macro that of the argument, if it is a parameter.
    fn write_null(&mut self, reference: &Reference, out: &mut String) -> Evaluated<()> {
        let argument =
            if reference.plain { self.argument_literal(reference.variable) } else { None };
        self.write(argument.as_deref().unwrap_or(&reference.null_text), out)
    }

    /// The value of a reference, null if any part of it is.
    #[inline]
    pub(super) fn reference(&mut self, reference: &Reference) -> Evaluated<Value> {
        if reference.accessors.is_empty() {
            return self.get(reference.variable);
        }
        self.follow(reference, reference.accessors.len())
    }

    /// The value of a reference up to and with its accessor number `count`.
    fn follow(&mut self, reference: &Reference, count: usize) -> Evaluated<Value> {
        let mut accessors = reference.accessors.get(..count).unwrap_or_default();
        let mut value;
        if let Some(found) = self.first_property(reference.variable, accessors)? {
            value = found;
            accessors = &accessors[1..];
        } else {
            value = self.get(reference.variable)?;
            if let (Some(utility), Value::Utility(namespace)) = (&reference.utility, &value)
                && std::ptr::eq(*namespace, utility.root)
                && let Some(Accessor::Method(method)) = accessors.get(utility.accessors - 1)
            {
                value = self.call_utility(utility.function, method)?;
                accessors = &accessors[utility.accessors..];
            }
        }
        let Some((last, path)) = accessors.split_last() else {
            return Ok(value);
        };
        for accessor in path {
            value = self.access(&value, accessor)?;
        }
        self.access(&value, last)
    }

    /// The value of a property of a variable, without a copy of the variable. `None` for types that
    /// are not among the most frequent ones.
    #[inline]
    fn first_property(
        &mut self,
        variable: Variable,
        accessors: &[Accessor],
    ) -> Evaluated<Option<Value>> {
        let (Some(Accessor::Property(name, _)), None) = (accessors.first(), &self.frame) else {
            return Ok(None);
        };
        self.state.step(1)?;
        Ok(match self.variables.get(variable) {
            Some(Value::Map(map)) => Some(map.get(name).unwrap_or_default()),
            Some(Value::Scope(scope)) => Some(methods::scope_property(scope, name)),
            _ => None,
        })
    }

    /// The value of an accessor; null in null.
    #[inline]
    pub(super) fn access(&mut self, value: &Value, accessor: &Accessor) -> Evaluated<Value> {
        match (value, accessor) {
            (Value::Null, _) => Ok(Value::Null),
            // Most accessors are these, so they are checked first.
            (Value::Map(map), Accessor::Property(name, _)) => {
                self.state.step(1)?;
                Ok(map.get(name).unwrap_or_default())
            }
            (Value::Scope(scope), Accessor::Property(name, _)) => {
                self.state.step(1)?;
                Ok(methods::scope_property(scope, name))
            }
            _ => self.look_up(value, accessor),
        }
    }

    /// The value of an accessor of any kind in a value that is not null.
    fn look_up(&mut self, value: &Value, accessor: &Accessor) -> Evaluated<Value> {
        self.state.step(1)?;
        match accessor {
            Accessor::Property(name, span) => {
                let found = methods::property(value, name, &mut self.state);
                self.found(found, *span)
            }
            Accessor::Index(index, span) => {
                let index = self.deeper(|evaluator| evaluator.value(index))?;
                let index = self.resolve_negative(value, index, *span)?;
                let found = methods::call(value, "get", &[index], &mut self.state);
                self.found(found, *span)
            }
            Accessor::Method(method) => {
                if let Value::Utility(namespace) = value {
                    return match namespace.function(&method.name, method.arguments.len()) {
                        Some(function) => self.call_utility(function, method),
                        None => Ok(Value::Null),
                    };
                }
                self.with_arguments(&method.arguments, |evaluator, arguments| {
                    let found = methods::call(value, &method.name, arguments, &mut evaluator.state);
                    evaluator.found(found, method.span)
                })
            }
        }
    }

    fn call_utility(&mut self, function: &Function, method: &Method) -> Evaluated<Value> {
        self.with_arguments(&method.arguments, |evaluator, arguments| {
            let noted = evaluator.state.out_errors.len();
            let charged = evaluator.state.go_through(arguments);
            let found = charged.and_then(|()| (function.call)(&mut evaluator.state, arguments));
            let span = evaluator.evaluating.unwrap_or(method.span);
            for error in evaluator.state.out_errors.iter_mut().skip(noted) {
                error.span.get_or_insert((span.start as usize, span.end as usize));
            }
            evaluator.found(found, method.span)
        })
    }

    /// The result of a lookup; null if the name is unknown.
    #[inline]
    fn found(&self, found: Evaluated<Value>, span: Span) -> Evaluated<Value> {
        match found {
            Err(Interrupt::NoSuchMethod) => Ok(Value::Null),
            Err(other) => Err(self.at(other, span)),
            found => found,
        }
    }

    /// Evaluates the arguments and passes them.
    fn with_arguments(
        &mut self,
        arguments: &[Expression],
        call: impl FnOnce(&mut Self, &[Value]) -> Evaluated<Value>,
    ) -> Evaluated<Value> {
        match arguments {
            [] => call(self, &[]),
            [one] => {
                let one = self.argument(one)?;
                call(self, &[one])
            }
            [one, two] => {
                let arguments = [self.argument(one)?, self.argument(two)?];
                call(self, &arguments)
            }
            many => {
                let mut values = Vec::with_capacity(many.len());
                for argument in many {
                    values.push(self.argument(argument)?);
                }
                call(self, &values)
            }
        }
    }

    /// The value of an argument; what `#define` made is rendered.
    fn argument(&mut self, argument: &Expression) -> Evaluated<Value> {
        let value = match argument {
            Expression::String(text) => return Ok(Value::String(text.clone())),
            argument => self.deeper(|evaluator| evaluator.value(argument))?,
        };
        match value {
            Value::Deferred(_) => Ok(self.text_of(&value)?.into()),
            value => Ok(value),
        }
    }
}
