use burgeon_core::Code;

use crate::requirements::NO_MODEL;

pub(super) static NO_VALUE: Code = Code {
    name: "default/no-value",
    explanation: "`@default` gives the value of a field that the input does not contain. Without a \
value, or with `null`, it has no effect: such a field is null anyway. A relational database can \
number rows itself: in PostgreSQL, with a bare `@default` on an `Int`; in MySQL, with \
`@default(sequence: true)` on the first field of a primary key.",
};

pub(super) static FIELD_TYPE: Code = Code {
    name: "default/field-type",
    explanation: "Scalars, enums and lists of them can have defaults. Objects that are parts of \
others, and relations, cannot.",
};

pub(super) static VALUE: Code = Code {
    name: "default/value",
    explanation: "The default is checked against the field's type when the schema is compiled. It \
is written as a string in any case: `@default(value: \"42\")` for an `Int`, `\"true\"` for a \
`Boolean`, the name of a value for an enum, JSON for `AWSJSON` and for lists: \
`@default(value: \"[1, 2]\")`.",
};

pub(super) static SEPARATOR: Code = Code {
    name: "default/separator",
    explanation: "A sort key of several fields is one attribute with the values joined by `#`. Values \
that contain `#` are ambiguous there: `a#` with `b` is `a##b`, and so is `a` with `#b`.",
};

pub(super) static KEY: Code = Code {
    name: "default/key",
    explanation: "DynamoDB's keys are not empty, and have 2048 bytes at most where they pick a \
partition, 1024 where they order what is in it. An object that is to hold anything else there is \
refused; one that holds nothing is only left out of the index.",
};

pub(super) static REQUIRED: Code = Code {
    name: "default/required-field",
    explanation: "A field with `!` is required in the input of new objects as well, whether it has \
a default or not; so no request ever lacks it. A field that may be left out, and is filled in then, \
is declared without `!`.",
};

pub(super) static ALL: &[&Code] =
    &[&NO_MODEL, &NO_VALUE, &FIELD_TYPE, &VALUE, &SEPARATOR, &KEY, &REQUIRED];
