//! The free names of an expression.

use std::collections::HashSet;

use jsonata_core::ast::{AstNode, BinaryOp, PathStep, Stage};

/// The names that an expression does not bind itself.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) variables: Vec<String>,
    pub(super) functions: Vec<String>,
    /// The fields of `$states` that it names.
    pub(super) states: Vec<String>,
    /// Whether it refers to `$$`.
    pub(super) context: bool,
    /// The variables that it tests with `$exists`.
    pub(super) tested: HashSet<String>,
    /// The operators that are newer than the JSONata of Step Functions.
    pub(super) operators: Vec<&'static str>,
    bound: HashSet<String>,
}

/// The free names in `syntax`. A name that is bound anywhere in the expression is not free.
pub(super) fn free(syntax: &AstNode) -> Names {
    let mut names = Names::default();
    names.bind(syntax);
    names.visit(syntax);
    names
}

impl Names {
    fn bind(&mut self, node: &AstNode) {
        match node {
            AstNode::Binary { op, lhs, rhs } => {
                let target = match op {
                    BinaryOp::ColonEqual => Some(lhs),
                    BinaryOp::FocusBind | BinaryOp::IndexBind => Some(rhs),
                    _ => None,
                };
                if let Some(AstNode::Variable(name)) = target.map(Box::as_ref) {
                    self.bound.insert(name.clone());
                }
            }
            AstNode::Lambda { params, .. } => {
                self.bound
                    .extend(params.iter().map(|name| name.trim_start_matches('$').to_owned()));
            }
            AstNode::Path { steps } => {
                for step in steps {
                    self.bound.extend(step.focus.iter().chain(&step.index_var).cloned());
                    for stage in &step.stages {
                        if let Stage::Index(name) = stage {
                            self.bound.insert(name.clone());
                        }
                    }
                }
            }
            _ => {}
        }
        children(node, &mut |child| self.bind(child));
    }

    fn visit(&mut self, node: &AstNode) {
        match node {
            AstNode::Variable(name)
                if !name.is_empty() && !self.bound.contains(name)
                // A function as an argument has the syntax of a variable.
                && !super::functions::exists(name) =>
            {
                self.variables.push(name.clone());
            }
            AstNode::ParentVariable(_) => self.context = true,
            AstNode::Binary { op: BinaryOp::Coalesce, .. } => self.operators.push("??"),
            AstNode::Binary { op: BinaryOp::Default, .. } => self.operators.push("?:"),
            AstNode::Function { name, args, .. } if name == "exists" => {
                for argument in args {
                    self.tested.extend(root_variable(argument).map(str::to_owned));
                }
            }
            AstNode::Function { name, is_builtin: true, .. } if !self.bound.contains(name) => {
                self.functions.push(name.clone());
            }
            AstNode::Path { steps } => {
                if let [PathStep { node: AstNode::Variable(root), .. }, next, ..] = &steps[..]
                    && let (true, AstNode::Name(field)) = (root == "states", &next.node)
                {
                    self.states.push(field.clone());
                }
            }
            _ => {}
        }
        children(node, &mut |child| self.visit(child));
    }
}

/// The variable that an expression is, or that its path starts from.
fn root_variable(node: &AstNode) -> Option<&str> {
    match node {
        AstNode::Variable(name) => Some(name),
        AstNode::Path { steps } => root_variable(&steps.first()?.node),
        _ => None,
    }
}

/// Calls a function with each child of `node`.
fn children(node: &AstNode, each: &mut dyn FnMut(&AstNode)) {
    match node {
        AstNode::Path { steps } => {
            for step in steps {
                each(&step.node);
                for stage in &step.stages {
                    if let Stage::Filter(filter) = stage {
                        each(filter);
                    }
                }
            }
        }
        AstNode::Binary { lhs, rhs, .. } => {
            each(lhs);
            each(rhs);
        }
        AstNode::Unary { operand, .. } => each(operand),
        AstNode::Function { args, .. } => args.iter().for_each(each),
        AstNode::Call { procedure, args } => {
            each(procedure);
            args.iter().for_each(each);
        }
        AstNode::Lambda { body, .. } => each(body),
        AstNode::Array(items) | AstNode::Block(items) | AstNode::ArrayGroup(items) => {
            items.iter().for_each(each);
        }
        AstNode::Object(pairs) => pairs.iter().for_each(|(key, value)| {
            each(key);
            each(value);
        }),
        AstNode::ObjectTransform { input, pattern } => {
            each(input);
            pattern.iter().for_each(|(key, value)| {
                each(key);
                each(value);
            });
        }
        AstNode::Conditional { condition, then_branch, else_branch } => {
            each(condition);
            each(then_branch);
            else_branch.iter().for_each(|branch| each(branch));
        }
        AstNode::FunctionApplication(inner) => each(inner),
        AstNode::Sort { input, terms } => {
            each(input);
            terms.iter().for_each(|(term, _)| each(term));
        }
        AstNode::Transform { location, update, delete } => {
            each(location);
            each(update);
            delete.iter().for_each(|delete| each(delete));
        }
        _ => {}
    }
}
