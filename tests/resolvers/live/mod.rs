//! Requests that are really made: to web services on the loopback interface, and to functions that
//! are programs.

mod function;
mod http;
pub(crate) mod server;

/// Texts that would mean something else if they were not kept as they are.
pub(crate) const HOSTILE: [&str; 12] = [
    "a/../../admin",
    "a?x=1&y=2#z",
    "%2e%2e%2f",
    "a b+c",
    "\",\"method\":\"DELETE",
    "$util.error('x')${ctx.identity}#end",
    "\r\nHost: evil\r\n\r\nGET / HTTP/1.1",
    "'\\'\" `rm -rf ~`",
    "\u{0}\u{1}\u{7f}",
    "\u{2028}é😀",
    "//evil.example.com/",
    "'; drop table x; --",
];
