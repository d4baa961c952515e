//! The functions by name.

use serde_json::Value as Json;

use super::{CallError, array, encode, number, text};
use crate::path::Budget;

type Random<'a> = &'a mut dyn FnMut() -> u64;

macro_rules! functions {
    ($($variant:ident $least:literal $most:literal,)*) => {
        /// A function of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::upper_case_acronyms, reason = "the language spells its functions so")]
        pub(crate) enum Function { $($variant),* }

        impl Function {
            /// Every function, without `States.`.
            pub(crate) const NAMES: &[&str] = &[$(stringify!($variant)),*];

            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $(stringify!($variant) => Some(Self::$variant),)* _ => None }
            }

            /// The minimal and the maximal number of its arguments.
            pub(crate) fn arity(self) -> (usize, usize) {
                match self { $(Self::$variant => ($least, $most)),* }
            }
        }
    };
}

functions! {
    Format 1 1000,
    StringToJson 1 1,
    JsonToString 1 1,
    Array 0 1000,
    ArrayPartition 2 2,
    ArrayContains 2 2,
    ArrayRange 3 3,
    ArrayGetItem 2 2,
    ArrayLength 1 1,
    ArrayUnique 1 1,
    Base64Encode 1 1,
    Base64Decode 1 1,
    Hash 2 2,
    JsonMerge 3 3,
    MathRandom 2 3,
    MathAdd 2 2,
    StringSplit 2 2,
    UUID 0 0,
}

impl Function {
    pub(super) fn call(
        self,
        arguments: &[Json],
        budget: &mut Budget,
        random: Random<'_>,
    ) -> Result<Json, CallError> {
        match (self, arguments) {
            (Self::Format, [template, values @ ..]) => text::format(template, values, budget),
            (Self::StringToJson, [text]) => text::to_json(text),
            (Self::JsonToString, [value]) => Ok(value.to_string().into()),
            (Self::StringSplit, [text, by]) => text::split(text, by),
            (Self::UUID, []) => Ok(text::uuid(random).into()),
            (Self::Array, values) => Ok(values.to_vec().into()),
            (Self::ArrayPartition, [array, size]) => array::partition(array, size),
            (Self::ArrayContains, [array, value]) => array::contains(array, value),
            (Self::ArrayRange, [first, last, step]) => array::range(first, last, step),
            (Self::ArrayGetItem, [array, index]) => array::item(array, index),
            (Self::ArrayLength, [array]) => array::length(array),
            (Self::ArrayUnique, [array]) => array::unique(array, budget),
            (Self::Base64Encode, [text]) => encode::base64(text),
            (Self::Base64Decode, [text]) => encode::from_base64(text),
            (Self::Hash, [data, algorithm]) => encode::hash(data, algorithm),
            (Self::JsonMerge, [left, right, deep]) => text::merge(left, right, deep),
            (Self::MathRandom, [from, to]) => number::random(from, to, None, random),
            (Self::MathRandom, [from, to, seed]) => number::random(from, to, Some(seed), random),
            (Self::MathAdd, [left, right]) => number::add(left, right),
            _ => Err(CallError::Failed("the number of arguments is wrong".into())),
        }
    }
}
