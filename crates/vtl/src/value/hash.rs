//! Java's `hashCode`.

use super::{Key, Number, Value, ViewKind};
use crate::state::{Interrupt, State};

impl Value {
    /// Java's `hashCode`.
    ///
    /// # Errors
    /// See [`Value::to_json`].
    pub(crate) fn hash_code(&self, state: &mut State<'_>) -> Result<i32, Interrupt> {
        hash(self, state, 0)
    }
}

fn hash(value: &Value, state: &mut State<'_>, depth: usize) -> Result<i32, Interrupt> {
    state.step(1)?;
    if depth > state.limits.depth {
        return Err(Interrupt::limit("the value is nested too deeply"));
    }
    let mut code = 0_i32;
    match value {
        Value::Null | Value::Utility(_) | Value::Deferred(_) | Value::Iterator(_) => {}
        Value::Bool(b) => code = if *b { 1231 } else { 1237 },
        Value::Number(n) => code = hash_number(n),
        Value::String(text) => {
            state.step(text.len() / 8)?;
            code = hash_text(text);
        }
        Value::List(list) => {
            code = 1;
            for element in list.borrow().iter() {
                code = code.wrapping_mul(31).wrapping_add(hash(element, state, depth + 1)?);
            }
        }
        Value::Map(map) => {
            for (key, value) in map.borrow().iter() {
                let entry = hash_key(key, state, depth)? ^ hash(value, state, depth + 1)?;
                code = code.wrapping_add(entry);
            }
        }
        Value::View(view) if view.kind == ViewKind::Keys => {
            for key in view.map.borrow().keys() {
                code = code.wrapping_add(hash_key(key, state, depth)?);
            }
        }
        Value::View(view) => return hash(&view.map.clone().into(), state, depth + 1),
        Value::Entry(entry) => {
            code = hash_key(&entry.key, state, depth)? ^ hash(&entry.value(), state, depth + 1)?;
        }
        Value::Scope(scope) => return hash(&scope.storage().clone().into(), state, depth + 1),
    }
    Ok(code)
}

fn hash_key(key: &Key, state: &mut State<'_>, depth: usize) -> Result<i32, Interrupt> {
    match key {
        Key::String(text) => Ok(hash_text(text)),
        Key::Other(other) => hash(&other.value, state, depth + 1),
    }
}

fn hash_text(text: &str) -> i32 {
    text.encode_utf16().fold(0, |code: i32, unit| code.wrapping_mul(31).wrapping_add(unit.into()))
}

fn hash_number(number: &Number) -> i32 {
    let fold = |bits: u64| (bits ^ (bits >> 32)) as i32;
    match number {
        Number::Int(n) => *n,
        Number::Long(n) => fold(*n as u64),
        Number::Double(n) if n.is_nan() => fold(0x7ff8_0000_0000_0000),
        Number::Double(n) => fold(n.to_bits()),
        Number::Big(n) => {
            let digits = n.iter_u32_digits().rev();
            let code =
                digits.fold(0_i32, |code, digit| code.wrapping_mul(31).wrapping_add(digit as i32));
            if n.sign() == num_bigint::Sign::Minus { code.wrapping_neg() } else { code }
        }
    }
}
