use burgeon_core::Code;

use crate::custom_field;

pub(super) static ADDRESS: Code = Code {
    name: "http/address",
    explanation: "`url` is an absolute URL: `http://` or `https://`, a host, an optional port, and a \
path: `https://api.example.com/posts/:id?lang=en`. All requests go to the same host, except for \
`${env}` and `${aws_region}` in it. User names, fragments (`#`) and `..` are refused.",
};

pub(super) static FILLED_IN: Code = Code {
    name: "http/filled-in",
    explanation: "A URL or a header can contain placeholders: `${env}` for the environment, \
`${aws_region}` for the region, `${ctx.source.name}` for a field of the object, \
`${ctx.identity.sub}` for a claim of the caller, `${ctx.request.headers.name}` for a header of the \
request. Arguments of the path are written `:name`. Every value is encoded for its position, so \
placeholders take no function calls.",
};

pub(super) static HEADER: Code = Code {
    name: "http/header",
    explanation: "A header is `{ key: \"X-Name\", value: \"…\" }`. Its name is made of letters, \
digits and a few signs such as `-`; its value is plain text in one line.",
};

pub(super) static DROPPED: Code = Code {
    name: "http/dropped-argument",
    explanation: "Where the path has arguments (`:name`), only arguments that are scalars become \
part of `query` and `body`; enums and input objects are left out, as the published compiler leaves \
them out. Make it a `String` or `AWSJSON`, or do without arguments of the path.",
};

pub(super) static ALL: &[&Code] = &[
    &ADDRESS,
    &FILLED_IN,
    &HEADER,
    &DROPPED,
    &custom_field::NO_RESOLVER,
    &custom_field::TWO_SOURCES,
    &custom_field::TYPE_TAKEN,
];
