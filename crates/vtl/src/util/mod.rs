//! AppSync's utilities: `$util` and `$extensions`.

use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util`, also written `$utils`.
pub static UTIL: Namespace = Namespace {
    name: "util",
    functions: &[
        Function::new("qr", 1..=1, quiet),
        Function::new("quiet", 1..=1, quiet),
    ],
    children: &[],
};

/// `$extensions`.
pub static EXTENSIONS: Namespace = Namespace {
    name: "extensions",
    functions: &[],
    children: &[],
};

fn quiet(_: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Ok(Value::from(""))
}
