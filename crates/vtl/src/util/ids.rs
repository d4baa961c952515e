//! `$util.autoId`, `autoUlid`, `autoKsuid`.

use crate::state::{Interrupt, State};
use crate::value::Value;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Seconds from 1970 to the epoch of KSUIDs, in May 2014.
const KSUID_EPOCH: i64 = 1_400_000_000;

/// A random UUID.
pub fn auto_id(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let id = state.host.uuid();
    state.string(&id)
}

/// A ULID: 48 bits of milliseconds and 80 random bits, in Crockford's base 32.
pub fn auto_ulid(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let millis = state.host.now_millis().max(0) as u128 & 0xffff_ffff_ffff;
    let mut bits = millis << 80 | random(state) & ((1 << 80) - 1);
    let mut digits = [b'0'; 26];
    for digit in digits.iter_mut().rev() {
        *digit = CROCKFORD[(bits & 31) as usize];
        bits >>= 5;
    }
    state.string(&String::from_utf8_lossy(&digits))
}

/// A KSUID: 32 bits of seconds and 128 random bits, in base 62.
pub fn auto_ksuid(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let seconds = state.host.now_millis().div_euclid(1000) - KSUID_EPOCH;
    let random = random(state);
    let mut words = [seconds.max(0) as u32, 0, 0, 0, 0];
    for (word, shift) in words[1..].iter_mut().zip([96, 64, 32, 0]) {
        *word = (random >> shift) as u32;
    }
    let mut digits = [b'0'; 27];
    for digit in digits.iter_mut().rev() {
        let mut rest = 0;
        for word in &mut words {
            let value = rest << 32 | u64::from(*word);
            *word = (value / 62) as u32;
            rest = value % 62;
        }
        *digit = BASE62[rest as usize];
    }
    state.string(&String::from_utf8_lossy(&digits))
}

fn random(state: &mut State<'_>) -> u128 {
    u128::from(state.host.random_bits()) << 64 | u128::from(state.host.random_bits())
}
