//! `$foreach`: where the loop is, and a map.

use std::rc::Rc;

use super::{Answer, map};
use crate::state::State;
use crate::value::{Scope, Value};

pub(super) fn call(scope: &Rc<Scope>, name: &str, args: &[Value], state: &mut State<'_>) -> Answer {
    let property = match name {
        "getIndex" => "index",
        "getCount" => "count",
        "hasNext" | "getHasNext" => "hasNext",
        "isFirst" | "getFirst" => "first",
        "isLast" | "getLast" => "last",
        "getParent" => "parent",
        "getTopmost" => "topmost",
        "getReplaced" => "replaced",
        _ => "",
    };
    match (name, args) {
        (_, []) if !property.is_empty() => Ok(self::property(scope, property)),
        ("get", [Value::String(key)]) => Ok(scope.get(key)),
        _ => map::call(scope.storage(), name, args, state),
    }
}

pub(crate) fn property(scope: &Rc<Scope>, name: &str) -> Value {
    match name {
        "index" | "Index" => scope.index().into(),
        "count" | "Count" => scope.index().saturating_add(1).into(),
        "hasNext" | "HasNext" => scope.has_next().into(),
        "first" | "First" => (scope.index() < 1).into(),
        "last" | "Last" => (!scope.has_next()).into(),
        "parent" | "Parent" => scope.parent().map_or(Value::Null, |p| Value::Scope(p.clone())),
        "topmost" | "Topmost" => Value::Scope(Rc::clone(scope.topmost().unwrap_or(scope))),
        "replaced" | "Replaced" => scope.replaced(),
        other => scope.get(other),
    }
}
