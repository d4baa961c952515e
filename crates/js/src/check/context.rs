//! Assignments to the context and its parts, which AppSync does not allow.

use oxc_ast::AstKind;
use oxc_ast::ast::{AssignmentTarget, Function, SimpleAssignmentTarget, UnaryOperator};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span};

use super::Resolver;
use crate::codes;
use crate::parse::{Finding, range};

/// The findings about the handlers' contexts.
pub(super) fn check(program: Resolver<'_, '_>) -> Vec<Finding> {
    let nodes = program.semantic.nodes();
    let contexts = nodes.iter().filter_map(|node| match node.kind() {
        AstKind::Function(function) => context(function),
        AstKind::ArrowFunctionExpression(arrow) => {
            let AstKind::VariableDeclarator(declarator) = nodes.parent_kind(node.id()) else {
                return None;
            };
            let name = declarator.id.get_binding_identifier()?;
            is_handler(&name.name)
                .then(|| arrow.params.items.first())??
                .pattern
                .get_binding_identifier()?
                .symbol_id
                .get()
        }
        _ => None,
    });
    contexts.flat_map(|context| assignments(program, context)).collect()
}

/// The context of a function, if it is a handler.
fn context(function: &Function<'_>) -> Option<SymbolId> {
    let name = function.id.as_ref()?;
    let parameter = function.params.items.first()?;
    is_handler(&name.name).then_some(parameter.pattern.get_binding_identifier()?.symbol_id.get()?)
}

fn is_handler(name: &str) -> bool {
    matches!(name, "request" | "response")
}

fn assignments(program: Resolver<'_, '_>, context: SymbolId) -> Vec<Finding> {
    let scoping = program.semantic.scoping();
    let name = scoping.symbol_name(context);
    let references = scoping.get_resolved_references(context);
    let findings = references.filter_map(|reference| {
        if reference.is_write() {
            let span = program.semantic.reference_span(reference);
            return Some(refused(name, span));
        }
        let (part, span) = assigned_part(program, reference.node_id())?;
        Some(refused(&format!("{name}.{part}"), span))
    });
    findings.collect()
}

/// The part of the context that is assigned to or deleted, where `reference` is the context.
fn assigned_part(program: Resolver<'_, '_>, reference: NodeId) -> Option<(String, Span)> {
    let nodes = program.semantic.nodes();
    let context = nodes.kind(reference).span();
    let member = nodes.parent_node(reference);
    let (object, part) = match member.kind() {
        AstKind::StaticMemberExpression(member) => {
            (member.object.span(), member.property.name.to_string())
        }
        AstKind::ComputedMemberExpression(member) => (
            member.object.span(),
            member.static_property_name().map_or_else(|| "[…]".into(), |name| name.to_string()),
        ),
        _ => return None,
    };
    let span = member.kind().span();
    (object == context && is_target(nodes.parent_kind(member.id()), span)).then_some((part, span))
}

/// Whether a node assigns to or deletes the expression at `span`.
fn is_target(parent: AstKind<'_>, span: Span) -> bool {
    match parent {
        AstKind::AssignmentExpression(assignment) => target_span(&assignment.left) == span,
        AstKind::UpdateExpression(update) => SimpleAssignmentTarget::span(&update.argument) == span,
        AstKind::UnaryExpression(unary) => unary.operator == UnaryOperator::Delete,
        AstKind::ForInStatement(statement) => statement.left.span() == span,
        AstKind::ForOfStatement(statement) => statement.left.span() == span,
        AstKind::ArrayAssignmentTarget(_)
        | AstKind::AssignmentTargetRest(_)
        | AstKind::AssignmentTargetPropertyProperty(_)
        | AstKind::AssignmentTargetWithDefault(_) => true,
        _ => false,
    }
}

fn target_span(target: &AssignmentTarget<'_>) -> Span {
    target.span()
}

fn refused(name: &str, span: Span) -> Finding {
    Finding::error(&codes::CONTEXT_ASSIGNMENT, format!("cannot assign to `{name}`"))
        .at(range(span), "read-only")
        .help("set a property of it, or use a variable of your own")
}
