use burgeon_core::Code;

use crate::custom_field;

pub(super) static NAME: Code = Code {
    name: "function/name",
    explanation: "`name` is the name of a Lambda function: up to 64 letters, digits, `-` and `_`, \
optionally followed by a colon and a version or an alias. `${env}` in it is replaced by the \
environment of the deployment. An ARN is not a name: write the region and the account in `region` \
and `accountId`.",
};

pub(super) static REGION: Code = Code {
    name: "function/region",
    explanation: "`region` is the name of an AWS region, for example `us-west-2`. Without it, the \
function is looked for in the region of the API.",
};

pub(super) static PLACEHOLDER: Code = Code {
    name: "function/placeholder",
    explanation: "A text between `<` and `>` is a placeholder for a name, a region or an account. It \
is copied into the output, and a stack with it cannot be deployed. Replace it in the schema or in \
the output.",
};

pub(super) static ACCOUNT: Code = Code {
    name: "function/account",
    explanation: "`accountId` is the id of an AWS account: twelve digits, in quotes to keep leading \
zeros. The default is the account of the API.",
};

pub(super) static EVENT_FIELD: Code = Code {
    name: "function/event-field",
    explanation: "An `Event` call returns before the function ends, so a field of an object would \
have no value. Only queries and mutations can make such a call.",
};

pub(super) static EVENT_TYPE: Code = Code {
    name: "function/event-type",
    explanation: "A field whose last function is invoked as an `Event` does not contain the \
function's result, but whether the invocation was accepted. Its type is `EventInvocationResponse`, which \
the schema declares as `type EventInvocationResponse { success: Boolean! }`.",
};

pub(super) static BATCH: Code = Code {
    name: "function/batch",
    explanation: "With `maxBatchSize`, AppSync batches the requests of one operation and passes \
them to the function as a list of at most this length (1 to 2000); the function returns a list of \
the same length. Asynchronous invocations (`Event`) are not batched.",
};

pub(super) static ALL: &[&Code] = &[
    &NAME,
    &REGION,
    &PLACEHOLDER,
    &ACCOUNT,
    &EVENT_FIELD,
    &EVENT_TYPE,
    &BATCH,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
];
