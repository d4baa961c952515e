//! Statements, operators and expressions that AppSync does not have.

use burgeon_diagnostics::Code;
use oxc_ast::AstKind;
use oxc_ast::ast::{BinaryOperator, PropertyKind, UnaryOperator, UpdateOperator};
use oxc_span::{GetSpan, Span};

use crate::codes::{UNSUPPORTED_EXPRESSION, UNSUPPORTED_OPERATOR, UNSUPPORTED_STATEMENT};
use crate::parse::{Finding, range};

const RAISE: &str = "end the handler with `util.error(message, type)`";
const LOOP: &str = "loop over an array with `for (const item of items)`";
const SYNCHRONOUS: &str = "return the request for a data source, and read its result in `response`";
const PLAIN: &str = "use functions and plain objects";

/// The finding about one node, if AppSync does not have it.
pub(super) fn check(kind: AstKind<'_>) -> Option<Finding> {
    statement(kind).or_else(|| operator(kind)).or_else(|| expression(kind))
}

fn statement(kind: AstKind<'_>) -> Option<Finding> {
    let (keyword, help) = match kind {
        AstKind::TryStatement(_) => {
            ("try", "test values before you use them; a handler cannot catch errors")
        }
        AstKind::ThrowStatement(_) => ("throw", RAISE),
        AstKind::WhileStatement(_) => ("while", LOOP),
        AstKind::DoWhileStatement(_) => ("do", LOOP),
        AstKind::ForStatement(_) => {
            return Some(refused(
                &UNSUPPORTED_STATEMENT,
                "`for (;;)`",
                keyword_of(kind.span(), "for"),
                LOOP,
            ));
        }
        AstKind::ContinueStatement(_) => {
            ("continue", "put what follows it into an `if`, or select with `items.filter`")
        }
        AstKind::LabeledStatement(statement) => {
            let help = "put the loop into a function, and `return`";
            return Some(refused(&UNSUPPORTED_STATEMENT, "a label", statement.label.span, help));
        }
        AstKind::WithStatement(_) => ("with", "write the object's name"),
        AstKind::DebuggerStatement(_) => ("debugger", "write `console.log(value)`"),
        _ => return None,
    };
    let name = format!("`{keyword}`");
    Some(refused(&UNSUPPORTED_STATEMENT, &name, keyword_of(kind.span(), keyword), help))
}

fn operator(kind: AstKind<'_>) -> Option<Finding> {
    let (operator, help) = match kind {
        AstKind::UpdateExpression(update) => match update.operator {
            UpdateOperator::Increment => ("++", "write `x += 1`"),
            UpdateOperator::Decrement => ("--", "write `x -= 1`"),
        },
        AstKind::UnaryExpression(unary) if unary.operator == UnaryOperator::BitwiseNot => {
            ("~", "write `-x - 1`")
        }
        AstKind::BinaryExpression(binary) => match binary.operator {
            BinaryOperator::In => ("in", "write `Object.hasOwn(object, key)`"),
            BinaryOperator::Instanceof => ("instanceof", "test a property, or `typeof value`"),
            _ => return None,
        },
        AstKind::PrivateInExpression(_) => ("in", "write `Object.hasOwn(object, key)`"),
        _ => return None,
    };
    Some(refused(&UNSUPPORTED_OPERATOR, &format!("`{operator}`"), kind.span(), help))
}

fn expression(kind: AstKind<'_>) -> Option<Finding> {
    let span = kind.span();
    let (name, span, help) = match kind {
        AstKind::NewExpression(new) => {
            let is_date = new.callee.get_identifier_reference().is_some_and(|c| c.name == "Date");
            let help = if is_date {
                "call `util.time.nowISO8601()` or another function of `util.time`"
            } else {
                "write an object literal"
            };
            ("`new`", keyword_of(span, "new"), help)
        }
        AstKind::Class(_) => ("a class", keyword_of(span, "class"), PLAIN),
        AstKind::ThisExpression(_) => ("`this`", span, "pass the object to the function"),
        AstKind::Super(_) => ("`super`", span, PLAIN),
        AstKind::MetaProperty(_) => ("a meta property", span, PLAIN),
        AstKind::RegExpLiteral(_) => {
            ("a regular expression literal", span, "call `util.matches('pattern', text)`")
        }
        AstKind::BigIntLiteral(_) => ("a big integer", span, "write a number"),
        AstKind::AwaitExpression(_) => ("`await`", keyword_of(span, "await"), SYNCHRONOUS),
        AstKind::YieldExpression(_) => ("`yield`", keyword_of(span, "yield"), LOOP),
        AstKind::ImportExpression(_) => {
            ("`import()`", span, "import at the beginning of the module")
        }
        AstKind::ForOfStatement(statement) if statement.r#await => {
            ("`for await`", keyword_of(span, "for"), LOOP)
        }
        AstKind::Function(function) if function.r#async => {
            ("an `async` function", keyword_of(span, "async"), SYNCHRONOUS)
        }
        AstKind::Function(function) if function.generator => {
            ("a generator", keyword_of(span, "function"), "return an array")
        }
        AstKind::ArrowFunctionExpression(function) if function.r#async => {
            ("an `async` function", keyword_of(span, "async"), SYNCHRONOUS)
        }
        AstKind::ObjectProperty(property) if property.kind != PropertyKind::Init => {
            ("an accessor", property.key.span(), "set the property to its value")
        }
        _ => return None,
    };
    Some(refused(&UNSUPPORTED_EXPRESSION, name, span, help))
}

/// The keyword that a node begins with.
fn keyword_of(span: Span, keyword: &str) -> Span {
    let length = u32::try_from(keyword.len()).unwrap_or_default();
    Span::new(span.start, span.end.min(span.start + length))
}

fn refused(code: &'static Code, name: &str, span: Span, help: &str) -> Finding {
    Finding::error(code, format!("{name} is not supported"))
        .at(range(span), "AppSync does not run this")
        .help(help)
}
