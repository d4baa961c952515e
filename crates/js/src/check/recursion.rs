//! Functions that call themselves, directly or through others.

use std::collections::{HashMap, HashSet};

use oxc_ast::AstKind;
use oxc_ast::ast::Argument;
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{Resolver, is_function};
use crate::codes;
use crate::parse::{Finding, range};

/// The findings about the calls of a module.
pub(super) fn check(program: Resolver<'_, '_>) -> Vec<Finding> {
    let calls = calls(program);
    let mut graph: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for call in &calls {
        graph.entry(call.caller).or_default().push(call.callee);
    }
    let mut findings = Vec::new();
    for call in calls {
        let Some(span) = call.span else { continue };
        if reaches(&graph, call.callee, call.caller) {
            findings.push(refused(program, &call, span));
        }
    }
    findings
}

/// A function that calls another.
struct Call {
    caller: NodeId,
    callee: NodeId,
    /// Where it is called by its name. A function within a function counts as called by it.
    span: Option<Span>,
}

fn calls(program: Resolver<'_, '_>) -> Vec<Call> {
    let nodes = program.semantic.nodes();
    // The innermost function around each node. Parents come before their children.
    let mut enclosing: HashMap<NodeId, NodeId> = HashMap::new();
    let mut calls = Vec::new();
    for node in nodes.iter() {
        let parent = nodes.parent_node(node.id());
        let caller = match is_function(parent.kind()) {
            true => Some(parent.id()),
            false => enclosing.get(&parent.id()).copied(),
        };
        let Some(caller) = caller else { continue };
        enclosing.insert(node.id(), caller);
        match node.kind() {
            AstKind::CallExpression(call) => {
                let callee = program.function(&call.callee);
                let names = call.arguments.iter().filter_map(|argument| match argument {
                    Argument::Identifier(name) => program.named_function(name),
                    _ => None,
                });
                let called = callee.into_iter().chain(names);
                calls.extend(called.map(|callee| Call { caller, callee, span: Some(call.span()) }));
            }
            kind if is_function(kind) => {
                calls.push(Call { caller, callee: node.id(), span: None });
            }
            _ => {}
        }
    }
    calls
}

fn reaches(graph: &HashMap<NodeId, Vec<NodeId>>, from: NodeId, to: NodeId) -> bool {
    let mut seen = HashSet::new();
    let mut pending = vec![from];
    while let Some(function) = pending.pop() {
        if function == to {
            return true;
        }
        if seen.insert(function) {
            pending.extend(graph.get(&function).into_iter().flatten());
        }
    }
    false
}

fn refused(program: Resolver<'_, '_>, call: &Call, span: Span) -> Finding {
    let caller = program.function_name(call.caller);
    let callee = program.function_name(call.callee);
    let message = if call.caller == call.callee {
        format!("{caller} calls itself")
    } else {
        format!("{caller} and {callee} call each other")
    };
    Finding::error(&codes::RECURSION, message)
        .at(range(span), "recursion is not supported")
        .help("loop over the items with `for … of`")
}
