use burgeon_core::Code;

use crate::custom_field;

pub(super) static NO_QUERY: Code = Code {
    name: "generation/no-query",
    explanation: "A language model answers and changes nothing. `@generation` is supported on queries \
only.",
};

pub(super) static MODEL: Code = Code {
    name: "generation/model",
    explanation: "`aiModel` is the id of a model in Amazon Bedrock: \
`anthropic.claude-3-haiku-20240307-v1:0`. The API's role may invoke this model and no other.",
};

pub(super) static INFERENCE: Code = Code {
    name: "generation/inference",
    explanation: "`maxTokens` is 1 or more; `temperature` and `topP` are between 0 and 1.",
};

pub(super) static TYPE: Code = Code {
    name: "generation/type",
    explanation: "The request describes the answer to the model as a JSON Schema. Scalars, enums, \
lists and objects have one. Unions, interfaces and recursive types do not.",
};

pub(super) static REQUIRED: Code = Code {
    name: "generation/required",
    explanation: "A model writes text and numbers, and sometimes an invalid date, address or \
telephone number. A field of such a type must be nullable: where it could not be \
null, one bad value would cost the whole answer.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_QUERY,
    &MODEL,
    &INFERENCE,
    &TYPE,
    &REQUIRED,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
];
