//! `$util.str`: case, replacement and Unicode normalization.

use unicode_normalization::UnicodeNormalization;

use super::arguments::text;
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.str`.
pub static STR: Namespace = Namespace {
    name: "util.str",
    page: Some("str-helpers-in-util-str"),
    functions: &[
        Function::new("toUpper", 1..=1, "a text in upper case", to_upper),
        Function::new("toLower", 1..=1, "a text in lower case", to_lower),
        Function::new("toReplace", 3..=3, "a text, one part of it replaced throughout", to_replace),
        Function::new("normalize", 2..=2, "a text in the form nfc, nfd, nfkc or nfkd", normalize),
    ],
    children: &[],
};

/// The maximal growth of a text: U+FDFA in NFKD, U+0390 in upper case.
const GROWTH: usize = 11;

fn to_upper(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 16)?;
    state.string(&text.to_uppercase())
}

fn to_lower(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let text = text(args, 0)?;
    state.step(text.len() / 16)?;
    state.string(&text.to_lowercase())
}

fn to_replace(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (text, from, to) = (text(args, 0)?, text(args, 1)?, text(args, 2)?);
    state.step(text.len() / 16)?;
    let count = text.matches(from).count();
    state.allocate(text.len() + count.saturating_mul(to.len()))?;
    Ok(text.replace(from, to).into())
}

fn normalize(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let (text, form) = (text(args, 0)?, text(args, 1)?);
    state.allocate(text.len() * GROWTH)?;
    let normalized: String = match form.to_ascii_lowercase().as_str() {
        "nfc" => text.nfc().collect(),
        "nfd" => text.nfd().collect(),
        "nfkc" => text.nfkc().collect(),
        "nfkd" => text.nfkd().collect(),
        _ => {
            return Err(Interrupt::exception(format!("unknown normalization form `{form}`")));
        }
    };
    Ok(normalized.into())
}
