//! `$util.log`: lines for the log of the API.

use super::arguments::any;
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.log`.
pub static LOG: Namespace = Namespace {
    name: "util.log",
    page: Some("utility-helpers-in-util"),
    functions: &[
        Function::new("info", 1..=usize::MAX, "writes to the log", info),
        Function::new("debug", 1..=usize::MAX, "writes to the log for debugging", debug),
        Function::new("error", 1..=usize::MAX, "writes an error to the log", error),
    ],
    children: &[],
};

fn info(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    write(state, "INFO", args)
}

fn debug(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    write(state, "DEBUG", args)
}

fn error(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    write(state, "ERROR", args)
}

/// Writes the first argument, each `{}` in it replaced with one of the others.
fn write(state: &mut State<'_>, level: &str, args: &[Value]) -> Result<Value, Interrupt> {
    let format = any(args, 0).to_text(state)?;
    let mut parts = format.split("{}");
    let mut line = format!("{level} - {}", parts.next().unwrap_or_default());
    let mut values = args.iter().skip(1);
    for part in parts {
        match values.next() {
            Some(value) => value.write_text(&mut line, state)?,
            None => line.push_str("{}"),
        }
        line.push_str(part);
    }
    state.allocate(line.len())?;
    state.logs.push(line);
    Ok("".into())
}
