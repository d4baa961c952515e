//! Names that are declared nowhere.

use oxc_ast::AstKind;

use super::Resolver;
use crate::codes;
use crate::javascript::{GLOBAL_NAMES, GLOBAL_OBJECTS, UNDOCUMENTED_GLOBALS};
use crate::library::global_namespace;
use crate::parse::{Finding, range};

/// The finding about one node, if it is a name that neither the module nor AppSync has.
pub(super) fn check(program: Resolver<'_, '_>, kind: AstKind<'_>) -> Option<Finding> {
    let AstKind::IdentifierReference(reference) = kind else { return None };
    let name = reference.name.as_str();
    if program.symbol(reference).is_some() || is_global(name) {
        return None;
    }
    let place = range(reference.span);
    if UNDOCUMENTED_GLOBALS.contains(&name) {
        let message = format!("`{name}` is not among AppSync's documented functions");
        let finding = Finding::warning(&codes::UNDOCUMENTED_METHOD, message)
            .at(place, "may not run")
            .help(undocumented_help(name));
        return Some(finding);
    }
    let finding = Finding::error(&codes::UNKNOWN_NAME, format!("unknown name `{name}`"))
        .at(place, "AppSync does not have this");
    Some(match help(name) {
        Some(help) => finding.help(help),
        None => finding.did_you_mean(name, names(program)),
    })
}

fn is_global(name: &str) -> bool {
    global_namespace(name).is_some()
        || GLOBAL_NAMES.contains(&name)
        || GLOBAL_OBJECTS.iter().any(|object| object.name == name)
}

/// All names that a module could have meant.
fn names<'s>(program: Resolver<'s, '_>) -> impl Iterator<Item = &'s str> {
    let globals = GLOBAL_OBJECTS.iter().map(|object| object.name);
    let names = program.semantic.scoping().symbol_names();
    names.chain(globals).chain(["util", "extensions", "runtime"])
}

fn undocumented_help(name: &str) -> &'static str {
    match name {
        "encodeURI" | "encodeURIComponent" => "call `util.urlEncode(text)`",
        "decodeURI" | "decodeURIComponent" => "call `util.urlDecode(text)`",
        "isNaN" => "call `Number.isNaN(value)`",
        "isFinite" => "call `Number.isFinite(value)`",
        _ => "write `+text`",
    }
}

fn help(name: &str) -> Option<&'static str> {
    Some(match name {
        "Date" => "use the functions of `util.time`",
        "RegExp" => "call `util.matches('pattern', text)`",
        "Error" | "TypeError" | "RangeError" => "call `util.error(message, type)`",
        "Promise" | "setTimeout" | "setInterval" | "fetch" | "XMLHttpRequest" => {
            "return the request for a data source, and read its result in `response`"
        }
        "process" => "read environment variables of the API from `ctx.env`",
        "require" => "write `import … from '…'`",
        "Map" | "WeakMap" => "use a plain object",
        "Set" | "WeakSet" => "use an array",
        "BigInt" | "Symbol" | "Proxy" | "Reflect" | "Intl" => "AppSync has no counterpart",
        "arguments" => "declare a rest parameter: `(...values)`",
        "crypto" => "call `util.autoId()`",
        "Buffer" | "atob" | "btoa" => "call `util.base64Encode(text)` or `util.base64Decode(text)`",
        "eval" | "Function" => "write the code into the module",
        "globalThis" | "window" | "global" | "self" => "name what you need of it",
        "structuredClone" => "write `JSON.parse(JSON.stringify(value))`",
        "ddb" | "dynamodb" => "add `import * as ddb from '@aws-appsync/utils/dynamodb'`",
        "rds" => "add `import * as rds from '@aws-appsync/utils/rds'`",
        _ => return None,
    })
}
