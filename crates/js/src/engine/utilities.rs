//! `util`, `extensions` and `runtime` as objects of the engine, on the utilities of templates.

use std::cell::RefCell;
use std::rc::Rc;

use appsync_vtl::util as templates;
use rquickjs::function::Rest;
use rquickjs::{Ctx, Exception, Function, Object, Result, Value};
use serde_json::Value as Json;

use super::convert::{to_js, to_json};
use super::evaluation::{EarlyReturn, SkipTo};
use super::session::Session;
use crate::library::{EXTENSIONS, Namespace, UTIL};

type Shared = Rc<RefCell<Session>>;

/// Utilities that answer null for what they cannot read.
const LENIENT: [&str; 3] =
    ["toDynamoDBFilterExpression", "toDynamoDBConditionExpression", "toSubscriptionFilter"];

/// What the realm is built from: the utilities, and what its own scripts call.
pub(super) fn native<'js>(ctx: &Ctx<'js>, session: &Shared) -> Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    native.set("util", namespace(ctx, session, &UTIL, &templates::UTIL)?)?;
    native.set("extensions", namespace(ctx, session, &EXTENSIONS, &templates::EXTENSIONS)?)?;
    let shared = Rc::clone(session);
    let early_return =
        move |ctx: Ctx<'js>, given: Rest<Value<'js>>| early_return(&ctx, &shared, &given);
    native.set("earlyReturn", Function::new(ctx.clone(), early_return)?)?;
    let shared = Rc::clone(session);
    let log = move |ctx: Ctx<'js>, level: String, stack: String, given: Value<'js>| {
        log(&ctx, &shared, &level, &stack, &given)
    };
    native.set("log", Function::new(ctx.clone(), log)?)?;
    let shared = Rc::clone(session);
    let replace = move |ctx: Ctx<'js>, text: String, pattern: String, with: String, all: bool| {
        let replaced = shared.borrow_mut().replace(&text, &pattern, &with, all);
        replaced.ok_or_else(|| end(&ctx))
    };
    native.set("replace", Function::new(ctx.clone(), replace)?)?;
    let shared = Rc::clone(session);
    let limit = move |ctx: Ctx<'js>, message: String| -> Result<()> {
        shared.borrow_mut().limit(message);
        Err(end(&ctx))
    };
    native.set("limit", Function::new(ctx.clone(), limit)?)?;
    let shared = Rc::clone(session);
    let fail = move |ctx: Ctx<'js>, message: String| -> Result<()> {
        shared.borrow_mut().fail(message);
        Err(end(&ctx))
    };
    native.set("fail", Function::new(ctx.clone(), fail)?)?;
    let weigh = |ctx: Ctx<'js>, value: Value<'js>| to_json(&ctx, &value).map(drop);
    native.set("weigh", Function::new(ctx.clone(), weigh)?)?;
    Ok(native)
}

/// The object with the functions of a namespace.
fn namespace<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    namespace: &'static Namespace,
    source: &'static appsync_vtl::Namespace,
) -> Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    for name in namespace.functions {
        let overloads: Vec<_> = source.named(name).collect();
        let shared = Rc::clone(session);
        let call = move |ctx: Ctx<'js>, given: Rest<Value<'js>>| {
            call(&ctx, &shared, name, &overloads, given.0)
        };
        object.set(*name, Function::new(ctx.clone(), call)?)?;
    }
    for child in namespace.children {
        if let Some(source) = source.child(child.name) {
            object.set(child.name, self::namespace(ctx, session, child, source)?)?;
        }
    }
    Ok(object)
}

/// Calls the overload that takes so many arguments. More arguments than any takes are left out, as
/// JavaScript does.
fn call<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    name: &str,
    overloads: &[&'static appsync_vtl::Function],
    mut given: Vec<Value<'js>>,
) -> Result<Value<'js>> {
    let most = overloads.iter().map(|overload| *overload.arity.end()).max().unwrap_or_default();
    given.truncate(most);
    while given.last().is_some_and(Value::is_undefined) {
        given.pop();
    }
    let least = overloads.iter().map(|overload| *overload.arity.start()).min().unwrap_or_default();
    while given.len() < least {
        given.push(Value::new_null(ctx.clone()));
    }
    let Some(utility) = overloads.iter().find(|overload| overload.arity.contains(&given.len()))
    else {
        session.borrow_mut().fail(format!("`{name}` takes {least} to {most} arguments"));
        return Err(end(ctx));
    };
    let (arguments, bytes) = arguments(ctx, &given)?;
    let result = session.borrow_mut().call(utility, &arguments, bytes);
    match result {
        Some(result) => to_js(ctx, result),
        None if LENIENT.contains(&name) && session.borrow_mut().forgive() => {
            Ok(Value::new_null(ctx.clone()))
        }
        None => Err(end(ctx)),
    }
}

fn early_return<'js>(ctx: &Ctx<'js>, session: &Shared, given: &[Value<'js>]) -> Result<()> {
    let (given, _) = arguments(ctx, given)?;
    let skip_to = match given.get(1).and_then(|options| options.get("skipTo")) {
        Some(Json::String(to)) if to == "END" => Some(SkipTo::End),
        Some(Json::String(to)) if to == "NEXT" => Some(SkipTo::Next),
        None | Some(Json::Null) => None,
        Some(other) => {
            let message = format!("`skipTo` is `END` or `NEXT`, and not `{other}`");
            session.borrow_mut().fail(message);
            return Err(end(ctx));
        }
    };
    let value = given.into_iter().next().unwrap_or_default();
    session.borrow_mut().return_early(EarlyReturn { value, skip_to });
    Err(end(ctx))
}

/// Writes values to the log, as JSON, with the place of the call.
fn log<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    level: &str,
    stack: &str,
    given: &Value<'js>,
) -> Result<()> {
    let mut texts = Vec::new();
    for value in given.as_array().into_iter().flat_map(|given| given.iter::<Value<'js>>()) {
        let (json, _) = to_json(ctx, &value?)?;
        texts.push(json.map_or_else(|| "undefined".into(), |json| json.to_string()));
    }
    if session.borrow_mut().log(level, stack, &texts.join(" ")) {
        return Ok(());
    }
    Err(end(ctx))
}

/// The exception that ends a handler. Its reason is in the session.
fn end(ctx: &Ctx<'_>) -> rquickjs::Error {
    Exception::throw_message(ctx, "the handler has ended")
}

/// Arguments as JSON, and about how many bytes of text they are.
fn arguments<'js>(ctx: &Ctx<'js>, given: &[Value<'js>]) -> Result<(Vec<Json>, usize)> {
    let mut bytes = 0;
    let mut arguments = Vec::with_capacity(given.len());
    for value in given {
        let (json, size) = to_json(ctx, value)?;
        bytes += size;
        arguments.push(json.unwrap_or_default());
    }
    Ok((arguments, bytes))
}
