//! The functions of expressions: JSONata's, and those of Step Functions.

use std::cell::Cell;
use std::rc::Rc;

use jsonata_core::evaluator::{Evaluator, EvaluatorError};
use jsonata_core::value::JValue;

use crate::intrinsic::{digest, mix, uuid};

/// The functions of JSONata, without `eval`, which Step Functions leaves out, and those it adds.
const NAMES: &[&str] = &[
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "clone",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "hash",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "millis",
    "min",
    "not",
    "now",
    "number",
    "pad",
    "parse",
    "parseInteger",
    "partition",
    "power",
    "random",
    "range",
    "reduce",
    "replace",
    "reverse",
    "round",
    "shuffle",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "uuid",
    "zip",
];

/// The most items that `$range` makes.
const RANGE: usize = 100_000;

pub(super) fn exists(name: &str) -> bool {
    NAMES.contains(&name)
}

fn failed(message: &str) -> EvaluatorError {
    EvaluatorError::EvaluationError(message.to_owned())
}

/// Registers what Step Functions adds, and what depends on clock and chance.
pub(super) fn register(
    evaluator: &mut Evaluator,
    now: i64,
    seed: Rc<Cell<u64>>,
) -> Result<(), EvaluatorError> {
    let draw = move || {
        seed.set(seed.get().wrapping_add(1));
        mix(seed.get())
    };
    let next = draw.clone();
    evaluator.register_fn("uuid", move |_: &[JValue]| Ok(JValue::from(uuid(&mut || next()))))?;
    evaluator.register_fn_override("random", move |arguments: &[JValue]| {
        let bits = match arguments.first().and_then(JValue::as_f64) {
            Some(seed) => mix(seed.to_bits()),
            None => draw(),
        };
        // The upper 53 bits, as many as a number keeps.
        Ok(JValue::from((bits >> 11) as f64 / (1u64 << 53) as f64))
    })?;
    evaluator.register_fn_override("millis", move |_: &[JValue]| Ok(JValue::from(now as f64)))?;
    evaluator.register_fn_override("now", move |arguments: &[JValue]| match arguments {
        [] => Ok(JValue::from(crate::time::format(now))),
        _ => Err(failed("`$now` with a picture is not supported; use `$fromMillis($millis(), …)`")),
    })?;
    evaluator.register_fn_override("eval", |_: &[JValue]| {
        Err(failed("Step Functions has no `$eval`"))
    })?;
    evaluator.register_fn("parse", |arguments: &[JValue]| match arguments {
        [text] if text.is_undefined() => Ok(JValue::Undefined),
        [text] => {
            let text = text.as_str().ok_or_else(|| failed("`$parse` takes a string"))?;
            JValue::from_json_str(text).map_err(|error| failed(&format!("not JSON: {error}")))
        }
        _ => Err(failed("`$parse` takes 1 argument")),
    })?;
    evaluator.register_fn("hash", |arguments: &[JValue]| {
        let text = |index: usize| arguments.get(index).and_then(JValue::as_str);
        match (text(0), text(1)) {
            (Some(data), Some(algorithm)) => digest(data, algorithm)
                .map(JValue::from)
                .ok_or_else(|| failed("unknown algorithm of `$hash`")),
            _ => Err(failed("`$hash` takes a string and the name of an algorithm")),
        }
    })?;
    evaluator.register_fn("partition", |arguments: &[JValue]| match arguments {
        [items, size] => {
            let items = items.as_array().ok_or_else(|| failed("`$partition` takes an array"))?;
            let size = size.as_f64().filter(|size| *size >= 1.0).map(|size| size as usize);
            let size = size.ok_or_else(|| failed("the size of a partition is at least 1"))?;
            let parts = items.chunks(size).map(|part| JValue::array(part.to_vec())).collect();
            Ok(JValue::array(parts))
        }
        _ => Err(failed("`$partition` takes an array and a size")),
    })?;
    evaluator.register_fn("range", |arguments: &[JValue]| {
        let number = |index: usize| arguments.get(index).and_then(JValue::as_f64);
        let (Some(first), Some(last), Some(step)) = (number(0), number(1), number(2)) else {
            return Err(failed("`$range` takes the first number, the last and the step"));
        };
        if step == 0.0 || !((last - first) / step).is_finite() {
            return Err(failed("the step of a range is not zero"));
        }
        let count = ((last - first) / step).floor();
        if count >= RANGE as f64 {
            return Err(failed("the range is too long"));
        }
        // A count below zero leaves the range empty.
        let items = (0..=count as i64).filter(|_| count >= 0.0);
        let mut items: Vec<_> = items.map(|i| JValue::from(first + i as f64 * step)).collect();
        // A range of one is a sequence of one, which JSONata treats as its item.
        Ok(if items.len() == 1 { items.remove(0) } else { JValue::array(items) })
    })?;
    Ok(())
}
