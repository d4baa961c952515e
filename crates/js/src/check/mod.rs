//! What AppSync refuses in a module that is valid JavaScript.

mod context;
mod functions;
mod members;
mod names;
mod recursion;
mod syntax;

use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, IdentifierReference};
use oxc_semantic::{NodeId, Semantic, SymbolId};

use crate::parse::Finding;

/// Everything that AppSync refuses, except imports and exports (`link`).
pub(crate) fn check(semantic: &Semantic<'_>) -> Vec<Finding> {
    let program = Resolver { semantic };
    let mut findings = Vec::new();
    for node in semantic.nodes().iter() {
        findings.extend(syntax::check(node.kind()));
        findings.extend(functions::check(program, node.kind()));
        findings.extend(members::check(program, node.kind()));
        findings.extend(names::check(program, node.kind()));
    }
    findings.extend(context::check(program));
    findings.extend(recursion::check(program));
    findings
}

/// Finds the declarations behind names.
#[derive(Clone, Copy)]
struct Resolver<'s, 'a> {
    semantic: &'s Semantic<'a>,
}

impl<'s, 'a> Resolver<'s, 'a> {
    /// The declared variable that a name refers to; `None` for a global object.
    fn symbol(self, name: &IdentifierReference<'_>) -> Option<SymbolId> {
        let reference = name.reference_id.get()?;
        self.semantic.scoping().get_reference(reference).symbol_id()
    }

    /// The node that declares what a name refers to.
    fn declaration(self, name: &IdentifierReference<'_>) -> Option<(NodeId, AstKind<'a>)> {
        let node = self.semantic.scoping().symbol_declaration(self.symbol(name)?);
        Some((node, self.semantic.nodes().kind(node)))
    }

    /// The function that an expression is or names.
    fn function(self, expression: &Expression<'a>) -> Option<NodeId> {
        match expression.without_parentheses() {
            Expression::FunctionExpression(function) => Some(function.node_id.get()),
            Expression::ArrowFunctionExpression(function) => Some(function.node_id.get()),
            Expression::Identifier(name) => self.named_function(name),
            _ => None,
        }
    }

    /// The function that a name refers to.
    fn named_function(self, name: &IdentifierReference<'_>) -> Option<NodeId> {
        match self.declaration(name)? {
            (node, AstKind::Function(_)) => Some(node),
            (_, AstKind::VariableDeclarator(declarator)) => {
                match declarator.init.as_ref()?.without_parentheses() {
                    Expression::FunctionExpression(function) => Some(function.node_id.get()),
                    Expression::ArrowFunctionExpression(function) => Some(function.node_id.get()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What an author calls a function, in backquotes where it has a name.
    fn function_name(self, function: NodeId) -> String {
        let nodes = self.semantic.nodes();
        let name = match nodes.kind(function) {
            AstKind::Function(function) => function.id.as_ref().map(|id| id.name),
            _ => None,
        };
        let name = name.or_else(|| match nodes.parent_kind(function) {
            AstKind::VariableDeclarator(declarator) => {
                declarator.id.get_binding_identifier().map(|id| id.name)
            }
            _ => None,
        });
        name.map_or_else(|| "the function".into(), |name| format!("`{name}`"))
    }
}

fn is_function(kind: AstKind<'_>) -> bool {
    matches!(kind, AstKind::Function(_) | AstKind::ArrowFunctionExpression(_))
}
