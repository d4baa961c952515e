//! Lookup of the functions of `$util` and `$extensions`.

use std::fmt;
use std::ops::RangeInclusive;

use crate::state::{Interrupt, State};
use crate::value::Value;

/// The numbers of arguments a function takes.
pub type Arity = RangeInclusive<usize>;

/// The implementation of a [`Function`].
///
/// The number of arguments is within the function's arity. For arguments of another type, it
/// returns [`Interrupt::NoSuchMethod`]: the reference is then undefined,
/// as in Java if no overload matches.
pub type Body = fn(&mut State<'_>, &[Value]) -> Result<Value, Interrupt>;

/// One function that a template can call, such as `$util.toJson`.
///
/// A function without a result (`$util.qr`) returns an empty string, which renders nothing; one
/// whose result is null returns [`Value::Null`].
#[derive(Debug)]
pub struct Function {
    /// Its name as templates write it.
    pub name: &'static str,
    /// The number of its arguments.
    pub arity: Arity,
    /// Its description, in a few words of Markdown.
    pub summary: &'static str,
    /// Its implementation.
    pub call: Body,
}

impl Function {
    /// A function called `name` that takes a number of arguments within `arity`.
    pub const fn new(name: &'static str, arity: Arity, summary: &'static str, call: Body) -> Self {
        Self { name, arity, summary, call }
    }
}

/// A static set of functions and of namespaces below it, such as `$util` or `$util.dynamodb`.
///
/// The same table serves to call a function and to check that a template names one that exists.
pub struct Namespace {
    /// The full name as templates write it, without `$`: `util.dynamodb`.
    pub name: &'static str,
    /// The page of the AppSync developer guide that documents it, without `.html`, if one does.
    pub page: Option<&'static str>,
    /// The functions, in any order.
    pub functions: &'static [Function],
    /// The namespaces below this one, by their property name (`dynamodb`).
    pub children: &'static [(&'static str, &'static Namespace)],
}

impl Namespace {
    /// The function that answers a call of `name` with `count` arguments.
    pub fn function(&self, name: &str, count: usize) -> Option<&'static Function> {
        self.functions.iter().find(|f| f.name == name && f.arity.contains(&count))
    }

    /// The functions called `name`, with any number of arguments.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &'static Function> {
        self.functions.iter().filter(move |f| f.name == name)
    }

    /// The namespace below this one that `$this.name` is.
    pub fn child(&self, name: &str) -> Option<&'static Namespace> {
        self.children.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }
}

impl fmt::Debug for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}
