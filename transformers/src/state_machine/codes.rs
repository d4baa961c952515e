use burgeon_core::Code;

use crate::custom_field;

pub(super) static PATH: Code = Code {
    name: "state-machine/path",
    explanation: "`definition` is the path of a file with the machine's definition in the Amazon \
States Language, as JSON or YAML: from the folder of the schema, with `/` between its parts, and \
inside of that folder: `machines/transcode.yaml`. It has 1 MB at most. The machine is called like \
the file, without what follows the first dot: letters, digits, `-` and `_`, 45 at most.",
};

pub(super) static SAME_NAME: Code = Code {
    name: "state-machine/same-name",
    explanation: "Machines are named after the files of their definitions, and two files in \
different folders have the same name. Rename one of them.",
};

pub(super) static DEFINITION: Code = Code {
    name: "state-machine/definition",
    explanation: "The definition does not follow the Amazon States Language \
(<https://states-language.net/>), or does what executions of its mode cannot do. \
`burgeon states check` checks a definition by itself.",
};

pub(super) static PLACEHOLDER: Code = Code {
    name: "state-machine/placeholder",
    explanation: "`${…}` in a definition is replaced when the stack is deployed: by a function under \
`functions` in the settings, a text under `stateMachines.substitutions`, `${env}` or \
`${aws_region}`. This placeholder has no value.",
};

pub(super) static NO_OPERATION: Code = Code {
    name: "state-machine/no-operation",
    explanation: "`@stateMachine` is supported on fields of `Query` and `Mutation`. A mutation announces \
the end of executions; a subscription with `@aws_subscribe(mutations: [\"…\"])` publishes it to \
clients.",
};

pub(super) static MODE: Code = Code {
    name: "state-machine/mode",
    explanation: "Executions of a machine with `mode: EXPRESS` are synchronous. Step Functions \
neither describes them nor publishes their end. Only those of \
`mode: STANDARD` can be described and announced.",
};

pub(super) static ARGUMENTS: Code = Code {
    name: "state-machine/arguments",
    explanation: "A field that describes executions or announces their end has one argument, \
`executionArn: ID!`: which one.",
};

pub(super) static EXECUTION_TYPE: Code = Code {
    name: "state-machine/execution-type",
    explanation: "A field that starts executions, describes them or announces their end is the \
ARN of the execution, as `ID` or `String`, or an object with some of these fields: `executionArn`, \
`name`, `status`, `error` and `cause` as texts, `startDate` and `stopDate` as `AWSDateTime` or \
`AWSTimestamp`, `input` and `output` as `AWSJSON` or as what they are. While an execution runs it \
has no `stopDate` and no `output`, and one that ends well has no `error` and no `cause`: these must \
be nullable.",
};

pub(super) static INPUT: Code = Code {
    name: "state-machine/input",
    explanation: "The input of an execution is an object of the field's arguments. The definition \
reads something that is not in it: an argument that the field does not have, or a part of one that \
has no such part. Step Functions would fail when it gets there.",
};

pub(super) static OUTPUT: Code = Code {
    name: "state-machine/output",
    explanation: "The output of the machine, as far as its definition determines it, is not a value of \
the field's type: a list is not an object, or a non-null field is missing.",
};

pub(super) static NO_IAM: Code = Code {
    name: "state-machine/no-iam",
    explanation: "Amazon EventBridge publishes the end of an execution: it calls the mutation with \
an IAM role. This requires the authorization mode `iam`.",
};

pub(super) static ALL: &[&Code] = &[
    &PATH,
    &SAME_NAME,
    &DEFINITION,
    &PLACEHOLDER,
    &NO_OPERATION,
    &MODE,
    &ARGUMENTS,
    &EXECUTION_TYPE,
    &INPUT,
    &OUTPUT,
    &NO_IAM,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
];
