//! The state of an evaluation for utilities.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use crate::buffers::Buffers;
use crate::environment::{Environment, Host, Limits};
use crate::fault::{ErrorCode, EvaluationError};
use crate::java_regex::Regexes;
use crate::value::{List, Map, Value};

/// Why the evaluation of a reference or directive does not go on to the next one.
#[derive(Debug, Clone)]
pub enum Interrupt {
    /// The evaluation fails.
    Error(Box<EvaluationError>),
    /// No method has these parameters: the reference is undefined and is rendered as written.
    NoSuchMethod,
    /// `#return`, with its value.
    Return(Box<Value>),
    /// `#break`.
    Break,
    /// `#break` of the loop with this `$foreach`.
    BreakLoop(std::rc::Rc<crate::value::Scope>),
    /// `#stop`.
    Stop,
}

impl Interrupt {
    /// The evaluation fails because a method or utility received an invalid argument.
    pub fn exception(message: impl Into<String>) -> Self {
        EvaluationError::new(ErrorCode::Exception, message).into()
    }

    /// The evaluation fails because it reached one of its [`Limits`].
    pub fn limit(message: impl Into<String>) -> Self {
        EvaluationError::new(ErrorCode::Limit, message).into()
    }
}

impl From<EvaluationError> for Interrupt {
    fn from(error: EvaluationError) -> Self {
        Self::Error(Box::new(error))
    }
}

/// A call of one of the `$extensions`, which act on AppSync and not on the evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExtensionCall {
    /// The function: `evictFromApiCache`, `setSubscriptionFilter`, ….
    pub name: &'static str,
    /// What it was given.
    pub arguments: Vec<Json>,
}

/// The state of an evaluation for utilities.
pub struct State<'e> {
    /// Clock and randomness.
    pub host: &'e mut dyn Host,
    /// The bounds of this evaluation.
    pub limits: Limits,
    /// The value of `$ctx`: a map with `arguments`, `identity`, `source`, `result`, `prev`,
    /// `stash`, `error`, `outErrors`, `info` and `request`.
    pub context: Map,
    /// The value of `$ctx.stash`.
    pub stash: Map,
    /// The errors of `$util.appendError`, in the order of the calls.
    pub out_errors: Vec<EvaluationError>,
    /// The value of `$ctx.outErrors`, kept in step by `$util.appendError`.
    pub out_errors_list: List,
    /// The lines of `$util.log`, in the order of the calls.
    pub logs: Vec<String>,
    /// Which `$extensions` were called.
    pub extensions: Vec<ExtensionCall>,
    /// Headers that `$util.http` added to the response.
    pub response_headers: serde_json::Map<String, Json>,
    /// Lists and maps that contain other ones: only through these can a value
    /// contain itself.
    holders: Vec<Value>,
    pub(crate) regexes: &'e mut Regexes,
    pub(crate) buffers: &'e mut Buffers,
    pub(crate) steps_left: u64,
    pub(crate) memory_left: usize,
    pub(crate) depth: usize,
    /// The statements that were reached, in templates whose coverage is recorded.
    pub(crate) reached: BTreeSet<usize>,
}

impl<'e> State<'e> {
    /// The state of an evaluation that starts now.
    pub fn new(environment: &'e mut Environment, context: Map, stash: Map, out: List) -> Self {
        let limits = environment.limits;
        Self {
            host: environment.host.as_mut(),
            limits,
            context,
            stash,
            out_errors: Vec::new(),
            out_errors_list: out,
            logs: Vec::new(),
            extensions: Vec::new(),
            response_headers: serde_json::Map::new(),
            holders: Vec::new(),
            regexes: &mut environment.regexes,
            buffers: &mut environment.buffers,
            steps_left: limits.steps,
            memory_left: limits.memory_bytes,
            depth: 0,
            reached: BTreeSet::new(),
        }
    }

    /// Records that a statement was reached. The mark before it is not a step of the template.
    pub(crate) fn reach(&mut self, statement: usize) {
        self.reached.insert(statement);
        self.steps_left = self.steps_left.saturating_add(1);
    }

    /// Accounts for `count` steps of work. Call it with about one step for each 64 bytes or
    /// 8 elements that a function goes through, before going through them.
    ///
    /// # Errors
    /// The evaluation has used up [`Limits::steps`].
    #[inline]
    pub fn step(&mut self, count: usize) -> Result<(), Interrupt> {
        match self.steps_left.checked_sub(count as u64) {
            Some(left) => {
                self.steps_left = left;
                Ok(())
            }
            None => Err(Interrupt::limit(format!(
                "the evaluation takes more than {} steps",
                self.limits.steps
            ))),
        }
    }

    /// Counts steps for the arguments of a call: most functions read an entire text or
    /// collection.
    ///
    /// # Errors
    /// See [`State::step`].
    #[inline]
    pub(crate) fn go_through(&mut self, arguments: &[Value]) -> Result<(), Interrupt> {
        let mut steps = 0_usize;
        for argument in arguments {
            steps = steps.saturating_add(match argument {
                Value::String(text) => text.len() / 64,
                Value::List(list) => list.len() / 8,
                Value::View(view) => view.len() / 8,
                _ => 0,
            });
        }
        self.step(steps)
    }

    /// Accounts for `bytes` that are about to be allocated for a value, and for the work to fill
    /// them.
    ///
    /// # Errors
    /// The evaluation has used up [`Limits::memory_bytes`] or [`Limits::steps`].
    #[inline]
    pub fn allocate(&mut self, bytes: usize) -> Result<(), Interrupt> {
        match self.memory_left.checked_sub(bytes) {
            Some(left) => {
                self.memory_left = left;
                self.step(bytes / 64)
            }
            None => Err(Interrupt::limit(format!(
                "the evaluation allocates more than {} bytes",
                self.limits.memory_bytes
            ))),
        }
    }

    /// Records that `value` is inserted into `owner`, which is older.
    pub(crate) fn holds(&mut self, owner: &Value, value: &Value) {
        if value.is_container() {
            self.holders.push(owner.clone());
        }
    }

    /// Empties what may contain itself, which would never be freed otherwise. Nothing of the
    /// evaluation's values can be used afterwards.
    pub(crate) fn release(&mut self) {
        for holder in std::mem::take(&mut self.holders) {
            match holder {
                Value::List(list) => drop(list.replace(Vec::new())),
                Value::Map(map) => drop(map.replace(crate::value::Entries::default())),
                Value::Scope(scope) => {
                    drop(scope.storage().replace(crate::value::Entries::default()));
                }
                _ => {}
            }
        }
    }

    /// A string value, counted against the memory limit.
    ///
    /// # Errors
    /// See [`State::allocate`].
    pub fn string(&mut self, text: &str) -> Result<Value, Interrupt> {
        self.allocate(text.len() + 32)?;
        Ok(Value::from(text))
    }

    /// A list value, counted against the memory limit, without its elements.
    ///
    /// # Errors
    /// See [`State::allocate`].
    pub fn list(&mut self, elements: Vec<Value>) -> Result<Value, Interrupt> {
        self.allocate(elements.len() * size_of::<Value>() + 64)?;
        Ok(Value::List(List::from(elements)))
    }

    /// A value from JSON, counted against the memory limit.
    ///
    /// # Errors
    /// See [`State::allocate`].
    pub fn value(&mut self, json: &Json) -> Result<Value, Interrupt> {
        self.allocate(crate::value::json::memory_of(json))?;
        Ok(Value::from(json))
    }
}

// Results are moved at every step of an evaluation: they are no larger than a value.
const _: () = assert!(size_of::<Result<Value, Interrupt>>() <= 24);
