//! The engine with AppSync's globals and modules, and the modules that it has compiled.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use appsync_vtl::{ErrorCode, EvaluationError};
use rquickjs::context::{EvalOptions, intrinsic};
use rquickjs::{Array, Context, Ctx, Function, Object, Persistent, Result, Runtime, Value};
use serde_json::Value as Json;

use super::budget::Budget;
use super::convert::to_json;
use super::environment::Limits;
use super::evaluation::{Handler, Outcome};
use super::exception::{FILE, Failure, failure};
use super::session::Session;
use super::utilities;
use crate::module::Module;

/// What the realm has of JavaScript, apart from its base: `globals.js` removes the rest.
type Intrinsics = (intrinsic::Eval, intrinsic::Json, intrinsic::MapSet);

/// Modules that stay compiled.
const KEPT: usize = 512;

/// The engine with AppSync's globals and modules.
// Functions have to be dropped before their context, which owns the runtime.
pub(super) struct Realm {
    /// The function that each module is compiled to, by the module's identity. The module is kept,
    /// so no other takes its identity.
    compiled: RefCell<HashMap<usize, (Module, Persistent<Function<'static>>)>>,
    run: Persistent<Function<'static>>,
    leave: Persistent<Function<'static>>,
    context: Context,
    budget: Rc<Budget>,
    session: Rc<RefCell<Session>>,
    limits: Limits,
}

impl Realm {
    /// Starts the engine.
    ///
    /// # Errors
    /// The limits leave it too little memory.
    pub fn new(
        session: &Rc<RefCell<Session>>,
        limits: Limits,
    ) -> std::result::Result<Self, EvaluationError> {
        let cannot_start = |error: rquickjs::Error| Failure::from(error).error;
        let runtime = Runtime::new().map_err(cannot_start)?;
        runtime.set_memory_limit(limits.memory_bytes);
        runtime.set_max_stack_size(limits.stack_bytes);
        let context = Context::custom::<Intrinsics>(&runtime).map_err(cannot_start)?;
        let budget = Rc::new(Budget::default());
        let (run, leave) = context.with(|ctx| {
            set_up(&ctx, session).map_err(|error| failure(&ctx, &error, None, 0).error)
        })?;
        let polled = Rc::clone(&budget);
        runtime.set_interrupt_handler(Some(Box::new(move || polled.poll())));
        Ok(Self {
            compiled: RefCell::default(),
            run,
            leave,
            context,
            budget,
            session: Rc::clone(session),
            limits,
        })
    }

    /// Calls a handler with a context, given as JSON.
    pub fn call(&self, module: &Module, handler: Handler, context: &str) -> Outcome {
        self.budget.refill(&self.limits);
        self.context.with(|ctx| {
            let result = self.run(&ctx, module, handler, context);
            let (result, is_usable) = match result {
                Ok((_, bytes)) if bytes > self.limits.output_bytes => {
                    let message =
                        format!("the result has more than {} bytes", self.limits.output_bytes);
                    (Err(EvaluationError::new(ErrorCode::Limit, message)), true)
                }
                Ok((result, _)) => (Ok(result), true),
                Err(error) => {
                    let failure = self.reason(&ctx, &error, module);
                    (Err(failure.error), failure.is_usable)
                }
            };
            let left = is_usable.then(|| self.leave(&ctx)).flatten();
            Outcome { result, left, is_usable }
        })
    }

    fn run(
        &self,
        ctx: &Ctx<'_>,
        module: &Module,
        handler: Handler,
        text: &str,
    ) -> Result<(Json, usize)> {
        let function = self.compile(ctx, module)?;
        let run = self.run.clone().restore(ctx)?;
        let result: Value<'_> = run.call((function, handler.name(), text))?;
        let (result, bytes) = to_json(ctx, &result)?;
        Ok((result.unwrap_or_default(), bytes))
    }

    /// The function that a module is compiled to.
    fn compile<'js>(&self, ctx: &Ctx<'js>, module: &Module) -> Result<Function<'js>> {
        let known = self.compiled.borrow().get(&module.identity()).map(|(_, known)| known.clone());
        if let Some(known) = known {
            return known.restore(ctx);
        }
        let function: Function<'js> = evaluate(ctx, FILE, module.function())?;
        let mut compiled = self.compiled.borrow_mut();
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        let kept = Persistent::save(ctx, function.clone());
        compiled.insert(module.identity(), (module.clone(), kept));
        Ok(function)
    }

    /// Why a call failed: what a utility recorded, or else the exception.
    fn reason(&self, ctx: &Ctx<'_>, error: &rquickjs::Error, module: &Module) -> Failure {
        let prefix = module.prefix();
        let mut failure = failure(ctx, error, self.budget.exceeded(), prefix);
        let raised = self.session.borrow_mut().take_raised();
        if let Some(mut raised) = raised {
            raised.location = failure.error.location;
            failure.error = raised;
        }
        failure
    }

    /// What the handler left behind: the stash and the arguments. `None` if they are not JSON.
    fn leave(&self, ctx: &Ctx<'_>) -> Option<(Json, Json)> {
        let leave = || -> Result<(Json, Json)> {
            let left: Array<'_> = self.leave.clone().restore(ctx)?.call(())?;
            let part = |index| to_json(ctx, &left.get(index)?);
            Ok((part(0)?.0.unwrap_or_default(), part(1)?.0.unwrap_or_default()))
        };
        let left = leave();
        if left.is_err() {
            let _ = ctx.catch();
        }
        left.ok()
    }
}

/// Runs the realm's scripts, and returns the functions that run a handler and that say what it left
/// behind.
fn set_up(
    ctx: &Ctx<'_>,
    session: &Rc<RefCell<Session>>,
) -> Result<(Persistent<Function<'static>>, Persistent<Function<'static>>)> {
    let native = utilities::native(ctx, session)?;
    let modules = Object::new(ctx.clone())?;
    let utils = Object::new(ctx.clone())?;
    for name in ["util", "extensions"] {
        utils.set(name, native.get::<_, Object<'_>>(name)?)?;
    }
    let runtime = Object::new(ctx.clone())?;
    runtime.set("earlyReturn", native.get::<_, Function<'_>>("earlyReturn")?)?;
    utils.set("runtime", runtime)?;
    modules.set("@aws-appsync/utils", utils)?;
    for (name, script) in [
        ("@aws-appsync/utils/dynamodb", include_str!("realm/dynamodb.js")),
        ("@aws-appsync/utils/rds", include_str!("realm/rds.js")),
        ("@aws-appsync/utils/ai", include_str!("realm/ai.js")),
    ] {
        let module: Function<'_> = evaluate(ctx, "realm.js", script)?;
        modules.set(name, module.call::<_, Object<'_>>((native.clone(),))?)?;
    }
    let script: Function<'_> = evaluate(ctx, "realm.js", include_str!("realm/run.js"))?;
    let functions: Object<'_> = script.call((modules.clone(),))?;
    let globals: Function<'_> = evaluate(ctx, "realm.js", include_str!("realm/globals.js"))?;
    let freeze: Function<'_> = globals.call((native,))?;
    let () = freeze.call((modules,))?;
    let run = functions.get::<_, Function<'_>>("run")?;
    let leave = functions.get::<_, Function<'_>>("leave")?;
    Ok((Persistent::save(ctx, run), Persistent::save(ctx, leave)))
}

fn evaluate<'js>(ctx: &Ctx<'js>, file: &str, script: &str) -> Result<Function<'js>> {
    let mut options = EvalOptions::default();
    options.filename = Some(file.into());
    ctx.eval_with_options(script, options)
}
