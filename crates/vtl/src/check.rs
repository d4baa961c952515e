//! Finds utilities that a template names and that do not exist.

use burgeon_diagnostics::closest;

use crate::codes;
use crate::syntax::ast::{Accessor, Block, Expression, Node, Reference, Span, Target};
use crate::syntax::{Names, Problem, Variable, well_known};
use crate::util::{EXTENSIONS, UTIL};
use crate::utility::Namespace;

/// The problems of a template, in the order of its text; those in macros last.
pub(crate) fn problems(block: &Block, names: &Names) -> Vec<Problem> {
    let mut checker = Checker::default();
    checker.block(block);
    for definition in names.macros() {
        checker.block(&definition.body);
    }
    checker.problems
}

#[derive(Default)]
struct Checker {
    problems: Vec<Problem>,
}

impl Checker {
    fn block(&mut self, block: &Block) {
        for node in &block.0 {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(_) | Node::Stop | Node::Mark(_) => {}
            Node::Reference(reference) => self.reference(reference),
            Node::Set(set) => {
                if let Target::Member(reference) = &set.target {
                    self.reference(reference);
                }
                self.expression(&set.value);
            }
            Node::If(conditional) => {
                for (condition, block) in &conditional.branches {
                    self.expression(condition);
                    self.block(block);
                }
                self.block(&conditional.otherwise);
            }
            Node::Foreach(foreach) => {
                self.expression(&foreach.list);
                self.block(&foreach.body);
            }
            Node::Call(call) => {
                call.arguments.iter().for_each(|argument| self.expression(&argument.value));
                if let Some(body) = &call.body {
                    self.block(body);
                }
            }
            Node::Define { body, .. } => self.block(body),
            Node::Evaluate(evaluate) => self.expression(&evaluate.text),
            Node::Break(scope) => {
                if let Some(scope) = scope {
                    self.expression(&scope.value);
                }
            }
            Node::Return(value) => {
                if let Some(value) = value {
                    self.expression(value);
                }
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::String(_)
            | Expression::Word => {}
            Expression::Interpolated(text) => self.block(&text.block),
            Expression::List(elements) | Expression::And(elements) | Expression::Or(elements) => {
                elements.iter().for_each(|e| self.expression(e))
            }
            Expression::Map(entries) => {
                for (key, value) in entries {
                    self.expression(key);
                    self.expression(value);
                }
            }
            Expression::Range(bounds) => {
                self.expression(&bounds.0);
                self.expression(&bounds.1);
            }
            Expression::Reference(reference) => self.reference(reference),
            Expression::Not(operand) => self.expression(operand),
            Expression::Chain(chain) => {
                self.expression(&chain.first.value);
                chain.rest.iter().for_each(|link| self.expression(&link.operand.value));
            }
        }
    }

    fn reference(&mut self, reference: &Reference) {
        for accessor in &reference.accessors {
            match accessor {
                Accessor::Property(..) => {}
                Accessor::Method(method) => {
                    method.arguments.iter().for_each(|argument| self.expression(argument));
                }
                Accessor::Index(index, _) => self.expression(index),
            }
        }
        if let Some(root) = root(reference.variable) {
            self.utility(root, &reference.accessors);
        }
    }

    /// Follows a path from `namespace` for as long as it leads to namespaces.
    fn utility(&mut self, mut namespace: &'static Namespace, accessors: &[Accessor]) {
        for accessor in accessors {
            match accessor {
                Accessor::Property(name, span) => match namespace.child(name) {
                    Some(child) => namespace = child,
                    None => {
                        self.problems.push(unknown(namespace, name, *span, false));
                        return;
                    }
                },
                Accessor::Method(method) => {
                    let count = method.arguments.len();
                    if namespace.function(&method.name, count).is_some() {
                        return;
                    }
                    let problem = match namespace.named(&method.name).next() {
                        Some(_) => wrong_count(namespace, &method.name, count, method.span),
                        None => unknown(namespace, &method.name, method.span, true),
                    };
                    self.problems.push(problem);
                    return;
                }
                Accessor::Index(..) => return,
            }
        }
    }
}

fn root(variable: Variable) -> Option<&'static Namespace> {
    match variable {
        well_known::UTIL | well_known::UTILS => Some(&UTIL),
        well_known::EXTENSIONS => Some(&EXTENSIONS),
        _ => None,
    }
}

fn unknown(namespace: &'static Namespace, name: &str, span: Span, call: bool) -> Problem {
    let parentheses = if call { "()" } else { "" };
    let problem = Problem::new(
        &codes::UNKNOWN_UTILITY,
        format!("`${}` has no `{name}{parentheses}`", namespace.name),
        (span.start as usize, span.end as usize),
    )
    .label("does not exist");
    match suggestion(namespace, name) {
        Some(suggestion) => problem.help(format!("did you mean `{suggestion}`?")),
        None => problem,
    }
}

/// The closest name to be found in the namespace, or one of the same name elsewhere.
fn suggestion(namespace: &'static Namespace, name: &str) -> Option<String> {
    let functions = namespace.functions.iter().map(|f| (f.name, "()"));
    let children = namespace.children.iter().map(|(n, _)| (*n, ""));
    let names: Vec<(&str, &str)> = functions.chain(children).collect();
    let near = closest(name, names.iter().map(|(name, _)| *name));
    let near = near.and_then(|near| names.iter().find(|(name, _)| *name == near));
    let near = near.map(|(name, end)| format!("${}.{name}{end}", namespace.name));
    near.or_else(|| elsewhere(&UTIL, name))
}

fn elsewhere(namespace: &'static Namespace, name: &str) -> Option<String> {
    if namespace.named(name).next().is_some() {
        return Some(format!("${}.{name}()", namespace.name));
    }
    namespace.children.iter().find_map(|(_, child)| elsewhere(child, name))
}

fn wrong_count(namespace: &'static Namespace, name: &str, count: usize, span: Span) -> Problem {
    let least = namespace.named(name).map(|f| *f.arity.start()).min().unwrap_or(0);
    let most = namespace.named(name).map(|f| *f.arity.end()).max().unwrap_or(0);
    let takes = match (least, most) {
        (0, 0) => "no arguments".to_owned(),
        (1, 1) => "1 argument".to_owned(),
        (least, usize::MAX) => format!("{least} or more arguments"),
        (least, most) if least == most => format!("{least} arguments"),
        (least, most) => {
            let fewer: Vec<_> = (least..most).map(|count| count.to_string()).collect();
            format!("{} or {most} arguments", fewer.join(", "))
        }
    };
    Problem::new(
        &codes::ARGUMENT_COUNT,
        format!("`${}.{name}()` takes {takes}", namespace.name),
        (span.start as usize, span.end as usize),
    )
    .label(format!("called with {count}"))
}
