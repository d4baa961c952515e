//! Functions of numbers.

use serde_json::Value as Json;

use super::CallError;
use super::array::integer;

/// A random integer from `from` up to, but not including, `to`; deterministic for a seed.
pub(super) fn random(
    from: &Json,
    to: &Json,
    seed: Option<&Json>,
    random: &mut dyn FnMut() -> u64,
) -> Result<Json, CallError> {
    let (from, to) = (integer(from, "the start")?, integer(to, "the end")?);
    let bits = match seed {
        Some(seed) => mix(integer(seed, "the seed")? as u64),
        None => random(),
    };
    let width = u64::try_from(i128::from(to) - i128::from(from)).unwrap_or(0);
    match bits.checked_rem(width) {
        Some(offset) => Ok((i128::from(from) + i128::from(offset)) as i64),
        None => Err(CallError::Failed("the end is not greater than the start".into())),
    }
    .map(Json::from)
}

pub(super) fn add(left: &Json, right: &Json) -> Result<Json, CallError> {
    let (left, right) = (integer(left, "the first")?, integer(right, "the second")?);
    left.checked_add(right)
        .map(Json::from)
        .ok_or_else(|| CallError::Failed("the sum is too large".into()))
}

/// Spreads the bits of a seed (the finalizer of SplitMix64).
pub(crate) fn mix(seed: u64) -> u64 {
    let seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    seed ^ (seed >> 31)
}
