//! `java.util.Iterator`.

use super::Answer;
use super::parameter::nothing;
use crate::state::{Interrupt, State};
use crate::value::Cursor;

pub(super) fn call(
    cursor: &Cursor,
    name: &str,
    args: &[crate::value::Value],
    state: &mut State<'_>,
) -> Answer {
    state.step(1)?;
    match (name, args) {
        ("hasNext", []) => Ok(cursor.has_next().into()),
        ("next", []) => {
            cursor.next()?.ok_or_else(|| Interrupt::exception("the iterator has no more elements"))
        }
        ("remove", []) => match cursor.remove()? {
            true => Ok(nothing()),
            false => Err(Interrupt::exception("the iterator has no element to remove")),
        },
        _ => Err(Interrupt::NoSuchMethod),
    }
}
