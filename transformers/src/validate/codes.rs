use burgeon_core::Code;

use crate::requirements::NO_MODEL;

pub(super) static FIELD_TYPE: Code = Code {
    name: "validate/field-type",
    explanation: "`gt`, `lt`, `gte` and `lte` compare numbers: `Int` and `Float`. `minLength`, \
`maxLength`, `startsWith`, `endsWith` and `matches` look at texts: `String`. AppSync's own scalars \
(`AWSEmail`, `AWSURL`, …) are checked by AppSync itself, and lists have no rules.",
};

pub(super) static OPERAND: Code = Code {
    name: "validate/value",
    explanation: "`value` is what a field is compared with, always written as a string: a number \
for `gt`, `lt`, `gte` and `lte`, a whole number for `minLength` and `maxLength`, a text for \
`startsWith` and `endsWith`, a regular expression for `matches`.",
};

pub(super) static ORDER: Code = Code {
    name: "validate/before-default",
    explanation: "Directives run in their order in the schema: the default is set first, and the \
value is validated afterwards. Write `@default` before `@validate`.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "validate/duplicate",
    explanation: "A field has each rule at most once: a second one of the same kind is either equal, \
or has no effect.",
};

pub(super) static PATTERN: Code = Code {
    name: "validate/pattern",
    explanation: "The regular expression of `matches` is read by Java's `java.util.regex.Pattern` \
once the API runs. Burgeon parses it while compiling, and could not. If it is no \
regular expression, every request that gives the field fails.",
};

pub(super) static CONTRADICTION: Code = Code {
    name: "validate/contradiction",
    explanation: "Every value of a field must satisfy all its rules. Rules that contradict each other, \
such as a minimum length above the maximum, allow no value except null.",
};

pub(super) static DEFAULT: Code = Code {
    name: "validate/default",
    explanation: "The value of `@default` breaks a rule of `@validate` on the same field, so \
objects with the default would hold a value that clients cannot write.",
};

pub(super) static ALL: &[&Code] =
    &[&NO_MODEL, &FIELD_TYPE, &OPERAND, &ORDER, &DUPLICATE, &PATTERN, &CONTRADICTION, &DEFAULT];
