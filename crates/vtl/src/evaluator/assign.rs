//! `#set`.

use super::{Evaluated, Evaluator};
use crate::fault::ErrorCode;
use crate::methods;
use crate::syntax::ast::{Accessor, Reference, Set, Span, Target};
use crate::value::{Key, Value};

impl Evaluator<'_, '_> {
    pub(super) fn set(&mut self, set: &Set) -> Evaluated<()> {
        let value = self.value(&set.value)?;
        match &set.target {
            Target::Variable(variable) => {
                self.put_or_remove(*variable, value);
                Ok(())
            }
            Target::Member(reference) => {
                self.set_member(reference, value).map_err(|interrupt| self.at(interrupt, set.span))
            }
        }
    }

    /// Sets the target of the last accessor of a reference. Without a target, it does nothing.
    fn set_member(&mut self, reference: &Reference, value: Value) -> Evaluated<()> {
        let Some((last, path)) = reference.accessors.split_last() else {
            return Ok(());
        };
        let mut owner = self.get(reference.variable)?;
        for accessor in path {
            owner = self.access(&owner, accessor)?;
        }
        match last {
            Accessor::Property(name, _) => self.set_property(&owner, name, value),
            // Velocity sets the property of the method's name.
            Accessor::Method(method) => self.set_property(&owner, &method.name, value),
            Accessor::Index(index, span) => {
                if owner.is_null() {
                    return Ok(());
                }
                let index = self.value(index)?;
                let index = self.resolve_negative(&owner, index, *span)?;
                self.set_index(&owner, index, value, *span)
            }
        }
    }

    fn set_property(&mut self, owner: &Value, name: &str, value: Value) -> Evaluated<()> {
        match owner {
            Value::Map(map) => {
                self.state.allocate(name.len() + 96)?;
                self.state.holds(owner, &value);
                map.insert(name, value);
            }
            Value::Scope(scope) => {
                self.state.allocate(name.len() + 96)?;
                self.state.holds(owner, &value);
                scope.storage().insert(name, value);
            }
            Value::Entry(entry) if matches!(name, "value" | "Value") => {
                methods::set_entry(entry, value, &mut self.state);
            }
            _ => {}
        }
        Ok(())
    }

    fn set_index(
        &mut self,
        owner: &Value,
        index: Value,
        value: Value,
        span: Span,
    ) -> Evaluated<()> {
        match (owner, &index) {
            (Value::List(list), Value::Number(number)) => {
                let Some(index) = number.as_int() else {
                    return Ok(());
                };
                self.state.holds(owner, &value);
                let set = usize::try_from(index).ok().and_then(|i| list.set(i, value));
                match set {
                    Some(_) => Ok(()),
                    None => Err(self.fail(
                        ErrorCode::Exception,
                        methods::out_of_bounds(index, list.len()),
                        span,
                    )),
                }
            }
            (Value::Map(map), index) => {
                self.state.allocate(96)?;
                let key = Key::of(index, &mut self.state)?;
                self.state.holds(owner, &value);
                map.insert(key, value);
                Ok(())
            }
            (Value::Scope(scope), index) => {
                self.state.allocate(96)?;
                let key = Key::of(index, &mut self.state)?;
                self.state.holds(owner, &value);
                scope.storage().insert(key, value);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A negative index counts from the end, in every value with a size.
    pub(super) fn resolve_negative(
        &mut self,
        owner: &Value,
        index: Value,
        span: Span,
    ) -> Evaluated<Value> {
        let Some(negative) = index.as_number().and_then(|n| n.as_int()).filter(|i| *i < 0) else {
            return Ok(index);
        };
        let size = match owner {
            Value::List(list) => list.len(),
            Value::Map(map) => map.len(),
            Value::View(view) => view.len(),
            Value::Scope(scope) => scope.storage().len(),
            _ => {
                let message =
                    format!("`{}` has no size to count {negative} from", owner.class_name());
                return Err(self.fail(ErrorCode::Exception, message, span));
            }
        };
        Ok(Value::from((size as i64 + i64::from(negative)) as i32))
    }
}
