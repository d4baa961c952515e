//! Utilities and methods that AppSync does not have.

use oxc_ast::AstKind;
use oxc_ast::ast::{CallExpression, Expression, IdentifierReference, StaticMemberExpression};
use oxc_span::{GetSpan, Span};

use super::Resolver;
use crate::codes;
use crate::javascript::{GLOBAL_OBJECTS, GlobalObject, INTERNAL_PROPERTIES, MISSING_METHODS};
use crate::library::{self, Namespace};
use crate::parse::{Finding, range};

/// The finding about one node.
pub(super) fn check(program: Resolver<'_, '_>, kind: AstKind<'_>) -> Option<Finding> {
    match kind {
        AstKind::StaticMemberExpression(member) => {
            let span = member.property.span;
            internal(&member.property.name, span).or_else(|| utility(program, member))
        }
        AstKind::ComputedMemberExpression(member) => {
            internal(member.static_property_name()?.as_str(), member.span)
        }
        AstKind::CallExpression(call) => method(program, call),
        _ => None,
    }
}

fn internal(property: &str, span: Span) -> Option<Finding> {
    INTERNAL_PROPERTIES.contains(&property).then(|| {
        Finding::error(&codes::UNSUPPORTED_METHOD, format!("`{property}` is not supported"))
            .at(range(span), "AppSync does not have this")
            .help("use plain objects and functions")
    })
}

/// A member of `util`, of a module or below them that does not exist.
fn utility(program: Resolver<'_, '_>, member: &StaticMemberExpression<'_>) -> Option<Finding> {
    let namespace = namespace(program, &member.object, 0)?;
    let name = member.property.name.as_str();
    if namespace.names().any(|known| known == name) {
        return None;
    }
    let object = range(member.object.span());
    let object = program.semantic.source_text().get(object).unwrap_or(namespace.name);
    let message = format!("unknown utility `{object}.{name}`");
    let finding = Finding::error(&codes::UNKNOWN_UTILITY, message)
        .at(range(member.property.span), "does not exist");
    Some(match counterpart(name) {
        Some(help) => finding.help(help),
        None => finding.did_you_mean(name, namespace.names()),
    })
}

/// How deep namespaces nest: `imports.util.time`.
const DEEPEST: usize = 3;

/// The namespace that an expression names: `util`, `util.time`, an imported module.
fn namespace(
    program: Resolver<'_, '_>,
    expression: &Expression<'_>,
    depth: usize,
) -> Option<&'static Namespace> {
    match expression.without_parentheses() {
        Expression::Identifier(name) => match program.declaration(name) {
            None => library::global_namespace(&name.name),
            Some((_, AstKind::ImportSpecifier(specifier))) => {
                imported(program, name)?.child(&specifier.imported.name())
            }
            Some((_, AstKind::ImportNamespaceSpecifier(_))) => imported(program, name),
            Some(_) => None,
        },
        Expression::StaticMemberExpression(member) if depth < DEEPEST => {
            namespace(program, &member.object, depth + 1)?.child(&member.property.name)
        }
        _ => None,
    }
}

/// The module that a name is imported from.
fn imported(
    program: Resolver<'_, '_>,
    name: &IdentifierReference<'_>,
) -> Option<&'static Namespace> {
    let (declaration, _) = program.declaration(name)?;
    match program.semantic.nodes().parent_kind(declaration) {
        AstKind::ImportDeclaration(import) => library::module(&import.source.value),
        _ => None,
    }
}

/// What to write for a utility that only templates have.
fn counterpart(name: &str) -> Option<&'static str> {
    Some(match name {
        "toJson" => "write `JSON.stringify(value)`",
        "parseJson" => "write `JSON.parse(text)`",
        "qr" | "quiet" => "write the expression as a statement",
        "isNull" => "write `value === null`",
        "isNullOrEmpty" | "isNullOrBlank" => "write `!value`",
        "defaultIfNull" => "write `value ?? other`",
        "defaultIfNullOrEmpty" | "defaultIfNullOrBlank" => "write `value || other`",
        "isString" | "isNumber" | "isBoolean" | "typeOf" => "write `typeof value`",
        "isList" => "write `Array.isArray(value)`",
        "isMap" => "write `typeof value === 'object'`",
        "validate" => "write `if (!condition) util.error(message, type)`",
        "log" => "write `console.log(value)`",
        "list" | "map" => "use the methods of arrays and objects",
        _ => return None,
    })
}

/// A call of a method that does not exist.
fn method(program: Resolver<'_, '_>, call: &CallExpression<'_>) -> Option<Finding> {
    let member = call.callee.get_member_expr()?;
    let name = member.static_property_name()?;
    let span = member.span();
    if let Expression::Identifier(object) = member.object().without_parentheses()
        && program.symbol(object).is_none()
        && let Some(object) = GLOBAL_OBJECTS.iter().find(|global| global.name == object.name)
    {
        return of_global_object(object, name, span);
    }
    if name == "sort" && !call.arguments.is_empty() {
        return Some(
            Finding::error(&codes::UNSUPPORTED_METHOD, "`sort` takes no arguments")
                .at(range(span), "AppSync sorts by the values only")
                .help("sort in the data source"),
        );
    }
    let is_utility = namespace(program, member.object(), 0).is_some();
    let is_missing = MISSING_METHODS.contains(&name) || is_date_method(name);
    (is_missing && !is_utility).then(|| {
        let finding =
            Finding::error(&codes::UNSUPPORTED_METHOD, format!("`{name}` is not supported"))
                .at(range(span), "AppSync does not have this method");
        match replacement(name) {
            Some(help) => finding.help(help),
            None => finding,
        }
    })
}

fn of_global_object(object: &GlobalObject, name: &str, span: Span) -> Option<Finding> {
    let full = format!("{}.{name}", object.name);
    if object.documented.contains(&name) {
        return None;
    }
    if object.undocumented.contains(&name) {
        let message = format!("`{full}` is not among AppSync's documented functions");
        return Some(
            Finding::warning(&codes::UNDOCUMENTED_METHOD, message).at(range(span), "may not run"),
        );
    }
    let known = object.documented.iter().chain(object.undocumented).copied();
    let finding = Finding::error(&codes::UNSUPPORTED_METHOD, format!("`{full}` is not supported"))
        .at(range(span), "AppSync does not have this function");
    Some(finding.did_you_mean(name, known))
}

/// Setters and formats of dates, of which AppSync has none.
fn is_date_method(name: &str) -> bool {
    const UNITS: [&str; 8] =
        ["Date", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds", "Time"];
    let setter = name.strip_prefix("setUTC").or_else(|| name.strip_prefix("set"));
    setter.is_some_and(|unit| UNITS.contains(&unit))
        || matches!(name, "toGMTString" | "toLocaleDateString" | "toLocaleTimeString" | "setYear")
}

fn replacement(name: &str) -> Option<&'static str> {
    Some(match name {
        "hasOwnProperty" => "write `Object.hasOwn(object, key)`",
        "entries" | "keys" | "values" => "write `Object.keys(object)` and the like",
        "match" | "search" => "call `util.matches('pattern', text)`",
        "apply" | "call" | "bind" => "call the function itself",
        "toLocaleLowerCase" => "write `text.toLowerCase()`",
        "toLocaleUpperCase" => "write `text.toUpperCase()`",
        "toLocaleString" => "write a template literal",
        "localeCompare" => "write `a < b`",
        "charCodeAt" | "codePointAt" => "write `text.charAt(index)`",
        _ => return None,
    })
}
