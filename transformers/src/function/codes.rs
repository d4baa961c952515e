use burgeon_core::Code;

use crate::custom_field;

pub(super) static NAME: Code = Code {
    name: "function/name",
    explanation: "`name` is the name of a Lambda function: letters, digits, `-` and `_`, 64 at \
most, and after a colon, if need be, a version or an alias. `${env}` in it stands for the \
environment that the stack is deployed for. An ARN is not a name: say the region and the account \
with `region` and `accountId`.",
};

pub(super) static REGION: Code = Code {
    name: "function/region",
    explanation: "`region` is the name of an AWS region, for example `us-west-2`. Without it, the \
function is looked for in the region of the API.",
};

pub(super) static PLACEHOLDER: Code = Code {
    name: "function/placeholder",
    explanation: "A text between `<` and `>` stands for a name, a region or an account that is \
filled in later. It is taken over as it is, and a stack with it cannot be deployed: write \
what it stands for in its place, in the schema or in what was written from it.",
};

pub(super) static ACCOUNT: Code = Code {
    name: "function/account",
    explanation: "`accountId` is the id of an AWS account: twelve digits, in quotes, so that \
leading zeros stay. Without it, the function is looked for in the account of the API.",
};

pub(super) static EVENT_FIELD: Code = Code {
    name: "function/event-field",
    explanation: "A function that is called as an `Event` is not waited for, so that there is \
nothing that a field of an object could be. Only queries and mutations can call one.",
};

pub(super) static EVENT_TYPE: Code = Code {
    name: "function/event-type",
    explanation: "A field whose last function is called as an `Event` does not have the function's \
answer; it says whether the function could be called. Its type is `EventInvocationResponse`, which \
the schema declares as `type EventInvocationResponse { success: Boolean! }`.",
};

pub(super) static BATCH: Code = Code {
    name: "function/batch",
    explanation: "With `maxBatchSize`, AppSync gathers the requests of one operation and gives \
them to the function as a list, at most so many at once (1 to 2000); the function answers with a \
list of the same length. Calls as an `Event` are not gathered.",
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
