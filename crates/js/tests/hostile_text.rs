//! No text makes the parser panic, hang or overflow the stack.

use appsync_js::Module;
use proptest::prelude::*;

/// Parts that modules are made of, to come near to valid ones.
const PARTS: &[&str] = &[
    "export ",
    "function ",
    "request",
    "response",
    "(ctx)",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "return ",
    "const ",
    "let ",
    "x",
    " = ",
    "=> ",
    "ctx",
    ".args",
    "?.",
    "`",
    "${",
    "'",
    "\"",
    "/",
    "*",
    "//",
    "\n",
    ";",
    ",",
    "...",
    "import ",
    " from ",
    "'@aws-appsync/utils'",
    "util",
    ".error",
    "for ",
    " of ",
    "if ",
    "else ",
    "1",
    "null",
    "class ",
    "async ",
    "await ",
    "yield ",
    "new ",
    "this",
    "\\",
    "\u{2028}",
    "é",
    "😀",
    "\0",
    "#",
    "@",
    "<",
    ">",
    "!",
    "-",
    "+",
    "~",
    ":",
    "?",
    "switch ",
    "case ",
];

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in ".{0,200}") {
        let _ = Module::parse(&text);
    }

    #[test]
    fn any_sequence_of_parts_is_parsed_or_refused(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..60),
    ) {
        let _ = Module::parse(&parts.concat());
    }
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    for part in [
        "!",
        "-",
        "typeof ",
        "void ",
        "a.",
        "a+",
        "a=>",
        "a?a:",
        "a=",
        "if(a)",
        "a?.",
        "new ",
        "a,",
        "a??",
        "a||",
        "a**",
        "else ",
        "if(a){}else ",
        "a`",
        "`",
        "`${",
        "...",
        "await ",
        "(",
        "[",
        "{",
        "a:",
        "a(",
        "a[",
        "({a:",
        "([",
        "label:",
        "function a(){",
        "=>{",
        "x=>y=>",
        "for(a of b)",
        "a`a`",
        "\\u",
        "/*",
        "//",
        "'",
        "\"",
        "/a/",
        "0x",
        "import(",
        "class a extends ",
        "case ",
        "do ",
        "throw ",
    ] {
        let text = part.repeat(32_000 / part.len());
        let _ = Module::parse(&text);
        let _ = Module::parse(&format!("export function request(){{return {text}1}}"));
    }
}
