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
    explanation: "Directives read in the order in which they act: a field is given its default, and \
what it then holds is checked. Write `@default` before `@validate`.",
};

pub(super) static DUPLICATE: Code = Code {
    name: "validate/duplicate",
    explanation: "Each rule stands once on a field: two of the same kind are either the same, or \
one of them decides nothing.",
};

pub(super) static PATTERN: Code = Code {
    name: "validate/pattern",
    explanation: "The regular expression of `matches` is read by Java's `java.util.regex.Pattern` \
once the API runs. Burgeon tries it while compiling, and could not make sense of it. If it is no \
regular expression, every request that gives the field fails.",
};

pub(super) static CONTRADICTION: Code = Code {
    name: "validate/contradiction",
    explanation: "Every rule of a field holds of every value. Two that leave nothing in common, such \
as a minimum length above the maximum, let nobody write the field but as null.",
};

pub(super) static DEFAULT: Code = Code {
    name: "validate/default",
    explanation: "The value that `@default` gives the field breaks a rule that `@validate` sets for \
it, so that objects of which nothing is given for the field would hold what nobody may write.",
};

pub(super) static ALL: &[&Code] =
    &[&NO_MODEL, &FIELD_TYPE, &OPERAND, &ORDER, &DUPLICATE, &PATTERN, &CONTRADICTION, &DEFAULT];
