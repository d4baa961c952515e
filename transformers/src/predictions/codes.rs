use burgeon_core::Code;

use crate::custom_field;

pub(super) static NO_QUERY: Code = Code {
    name: "predictions/no-query",
    explanation: "Reading pictures, translating and speaking change nothing. `@predictions` is \
supported on queries only.",
};

pub(super) static NO_ACTION: Code = Code {
    name: "predictions/no-action",
    explanation: "`actions` is empty. Name at least one action: \
`identifyText`, `identifyLabels`, `translateText` or `convertTextToSpeech`.",
};

pub(super) static ORDER: Code = Code {
    name: "predictions/order",
    explanation: "Each action receives the result of the previous one. Text and labels of images \
can be translated, labels and translations can be converted to speech; no action accepts speech, and a picture \
can only come first.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_QUERY,
    &NO_ACTION,
    &ORDER,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
    &custom_field::TYPE_TAKEN,
];
