use burgeon_core::Code;

use crate::custom_field;

pub(super) static NO_MUTATION: Code = Code {
    name: "conversation/no-mutation",
    explanation: "A message changes a conversation. `@conversation` is supported on mutations only.",
};

pub(super) static TYPE: Code = Code {
    name: "conversation/type",
    explanation: "The mutation returns the message: its type is `AmplifyAIConversationMessage`, \
nullable. The schema need not declare it.",
};

pub(super) static ARGUMENTS: Code = Code {
    name: "conversation/arguments",
    explanation: "The mutation takes the conversation and the message: `conversationId: ID!` and \
`content: [AmplifyAIContentBlockInput]`. It may also take `aiContext: AWSJSON` and \
`toolConfiguration: AmplifyAIToolConfigurationInput`, and nothing else. The schema need not \
declare the inputs.",
};

pub(super) static MODEL: Code = Code {
    name: "conversation/model",
    explanation: "`aiModel` is the id of a model of Amazon Bedrock, or of an inference profile, as \
Bedrock lists it: `anthropic.claude-3-haiku-20240307-v1:0`, `eu.amazon.nova-lite-v1:0`. The \
function that answers may invoke this model and no other.",
};

pub(super) static INFERENCE: Code = Code {
    name: "conversation/inference",
    explanation: "`maxTokens` is 1 or more; `temperature` and `topP` are between 0 and 1.",
};

pub(super) static HANDLER: Code = Code {
    name: "conversation/handler",
    explanation: "A custom Lambda function is named once, by `functionName` or by `handler`, as it is \
deployed: up to 64 letters, digits, `-` and `_`. Its events have version 1, which `eventVersion` \
must be. Without either, Burgeon's own function answers.",
};

pub(super) static TOOL: Code = Code {
    name: "conversation/tool",
    explanation: "A tool has a name that no other has (letters, digits and `_`, a letter first, 64 \
at most), a description for the model, and either `queryName`, or `modelName` with \
`modelOperation`.",
};

pub(super) static TOOL_QUERY: Code = Code {
    name: "conversation/tool-query",
    explanation: "A tool calls a query of the API. `queryName` names a field of `Query`; \
`modelName` names a type with `@model` that has a list query.",
};

pub(super) static TOOL_TYPE: Code = Code {
    name: "conversation/tool-type",
    explanation: "The request describes a tool's arguments to the language model, and the tool's query \
selects fields of its result. Arguments are scalars, enums, lists and inputs. A required argument \
can be neither a recursive input, nor a date, an address or the like, which models do not write \
reliably. The result is a scalar, an enum or an object.",
};

pub(super) static USER_POOLS: Code = Code {
    name: "conversation/user-pools",
    explanation: "A conversation and its messages belong to a user of a Cognito user pool. The settings \
must enable the mode: `auth: { default: userPools, userPools: … }`, or `additional: [userPools]`.",
};

pub(super) static UNREACHABLE: Code = Code {
    name: "conversation/unreachable",
    explanation: "Users of the user pool own conversations. AppSync allows them fields of the API's \
default mode, and fields with `@aws_cognito_user_pools`. This mutation is neither, and denies every \
user.",
};

pub(super) static ALL: &[&Code] = &[
    &NO_MUTATION,
    &TYPE,
    &ARGUMENTS,
    &MODEL,
    &INFERENCE,
    &HANDLER,
    &TOOL,
    &TOOL_QUERY,
    &TOOL_TYPE,
    &USER_POOLS,
    &UNREACHABLE,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
    &custom_field::TYPE_TAKEN,
];
