//! Functions as values: only the callbacks of array methods may be.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, Statement};
use oxc_span::{GetSpan, Span};

use super::Resolver;
use crate::codes;
use crate::javascript::CALLBACK_METHODS;
use crate::parse::{Finding, range};

/// The findings about one node.
pub(super) fn check(program: Resolver<'_, '_>, kind: AstKind<'_>) -> Vec<Finding> {
    match kind {
        AstKind::CallExpression(call) => arguments(program, call),
        AstKind::ReturnStatement(statement) => {
            let returned = statement.argument.as_ref();
            returned.and_then(|value| returns(program, value)).into_iter().collect()
        }
        AstKind::ArrowFunctionExpression(arrow) if arrow.expression => {
            match arrow.body.statements.first() {
                Some(Statement::ExpressionStatement(body)) => {
                    returns(program, &body.expression).into_iter().collect()
                }
                _ => vec![],
            }
        }
        AstKind::VariableDeclarator(declarator) => {
            let value = declarator.init.as_ref();
            value.and_then(|value| assigns(program, value)).into_iter().collect()
        }
        AstKind::AssignmentExpression(assignment) => {
            assigns(program, &assignment.right).into_iter().collect()
        }
        _ => vec![],
    }
}

fn arguments(program: Resolver<'_, '_>, call: &CallExpression<'_>) -> Vec<Finding> {
    let method = call.callee.get_member_expr().and_then(|callee| callee.static_property_name());
    if method.is_some_and(|method| CALLBACK_METHODS.contains(&method)) {
        return vec![];
    }
    let functions = call.arguments.iter().filter(|argument| {
        argument.as_expression().is_some_and(|argument| program.function(argument).is_some())
    });
    let help = if method == Some("sort") {
        "`sort` takes no function; sort in the data source, or by hand with `for … of`"
    } else {
        "pass a value, or call the function here"
    };
    functions.map(|function| refused("passed", Argument::span(function), help)).collect()
}

fn returns(program: Resolver<'_, '_>, value: &Expression<'_>) -> Option<Finding> {
    program.function(value)?;
    Some(refused("returned", value.span(), "return the function's result"))
}

/// A second name for a function. Its first one may be a variable's.
fn assigns(program: Resolver<'_, '_>, value: &Expression<'_>) -> Option<Finding> {
    let is_name = matches!(value.without_parentheses(), Expression::Identifier(_));
    if !is_name {
        return None;
    }
    program.function(value)?;
    Some(refused("assigned to another variable", value.span(), "call it by its name"))
}

fn refused(what: &str, span: Span, help: &str) -> Finding {
    Finding::error(&codes::FUNCTION_VALUE, format!("a function cannot be {what}"))
        .at(range(span), "this is a function")
        .help(help)
}
