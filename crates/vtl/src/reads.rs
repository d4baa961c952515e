//! The parts of the context that a template reads, from its syntax tree.

use std::collections::BTreeSet;

use crate::Template;
use crate::syntax::ast::{Accessor, Block, Expression, Method, Node, Reference, Target};
use crate::syntax::{Variable, well_known};

/// The parts of the context that a template reads. Other parts do not affect what it renders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContextReads {
    /// The entries of `$ctx` that it names, by their longest name: `arguments`, `identity`.
    pub entries: BTreeSet<String>,
    /// Whether it may read any entry: it uses `$ctx` as a value, computes an entry's name, or
    /// evaluates a computed text.
    pub anything: bool,
    /// Whether it may call `$util.authType()`.
    pub auth_type: bool,
}

impl ContextReads {
    /// Whether it may read an entry of `$ctx`.
    pub fn reads(&self, entry: &str) -> bool {
        self.anything || self.entries.contains(entry)
    }
}

impl Template {
    /// The parts of the context that the template reads, macros included.
    pub fn context_reads(&self) -> ContextReads {
        let mut reads = ContextReads::default();
        reads.block(self.block());
        self.names().macros().for_each(|definition| reads.block(&definition.body));
        reads
    }
}

impl ContextReads {
    fn block(&mut self, block: &Block) {
        block.0.iter().for_each(|node| self.node(node));
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
                call.body.iter().for_each(|body| self.block(body));
            }
            Node::Define { body, .. } => self.block(body),
            Node::Evaluate(_) => self.everything(),
            Node::Break(scope) => scope.iter().for_each(|scope| self.expression(&scope.value)),
            Node::Return(value) => value.iter().for_each(|value| self.expression(value)),
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
                elements.iter().for_each(|element| self.expression(element));
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
                    self.auth_type |= method.name == "authType";
                    method.arguments.iter().for_each(|argument| self.expression(argument));
                }
                Accessor::Index(index, _) => self.expression(index),
            }
        }
        self.variable(reference.variable, &reference.accessors);
    }

    fn variable(&mut self, variable: Variable, accessors: &[Accessor]) {
        match variable {
            well_known::CTX | well_known::CONTEXT => match accessors.first().and_then(entry) {
                Some("args") => drop(self.entries.insert("arguments".to_owned())),
                Some(name) => drop(self.entries.insert(name.to_owned())),
                None => self.everything(),
            },
            // Under another name, every utility can be called.
            well_known::UTIL | well_known::UTILS if accessors.is_empty() => self.everything(),
            _ => {}
        }
    }

    fn everything(&mut self) {
        self.anything = true;
        self.auth_type = true;
    }
}

/// The entry of a map that an accessor names, if it names one.
fn entry(accessor: &Accessor) -> Option<&str> {
    match accessor {
        Accessor::Property(name, _) => Some(name),
        Accessor::Index(Expression::String(name), _) => Some(name),
        Accessor::Index(..) => None,
        Accessor::Method(Method { name, arguments, .. }) => match arguments.as_slice() {
            [Expression::String(entry)] if name == "get" => Some(entry),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(template: &str) -> ContextReads {
        Template::parse(template).expect("it parses").context_reads()
    }

    #[test]
    fn entries_are_found_in_all_notations() {
        for (template, entry) in [
            ("$ctx.identity.sub", "identity"),
            ("${context.identity.claims.get('a')}", "identity"),
            ("#if( $x && !$!ctx.source.id )#end", "source"),
            ("#set( $a = {\"k\": [$ctx[\"request\"].headers]} )", "request"),
            ("$util.toJson($ctx.get('info'))", "info"),
            ("$util.qr($x.put(\"a ${ctx.args.id}\", 1))", "arguments"),
            ("#macro( m $a )$a$ctx.stash.b#end#m( $ctx.stash )", "stash"),
        ] {
            let found = reads(template);
            assert!(!found.anything, "{template}");
            assert!(found.reads(entry) && found.entries.len() == 1, "{template}: {found:?}");
        }
    }

    #[test]
    fn what_cannot_be_told_counts_as_everything() {
        for template in [
            "$util.toJson($ctx)",
            "#set( $c = $context )",
            "$ctx[$name]",
            "$ctx.get($name)",
            "$ctx.values()",
            "#evaluate( $text )",
            "#set( $u = $util )",
        ] {
            let found = reads(template);
            assert!(found.reads("identity") && found.auth_type, "{template}");
        }
    }

    #[test]
    fn comments_and_texts_are_no_reads() {
        let found = reads("## $ctx.identity\n#* $ctx.identity *# ctx.identity 'context.identity'");
        assert_eq!(found, ContextReads::default());
        assert!(reads("$util.authType()").auth_type);
        assert!(reads("#set( $x = $utils.authType() )").auth_type);
    }
}
