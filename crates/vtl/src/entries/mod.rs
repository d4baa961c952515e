//! Finds what a template writes under a key, without running it.

mod json;

use crate::syntax::Names;
use crate::syntax::ast::{Accessor, Block, Expression, Method, Node, Reference, Target};
use json::Positions;

/// A value that a template writes under a key, where it is a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The same text whenever the branch that it is in runs.
    Literal(String),
    /// A text that is known only when the template runs.
    Computed,
}

/// The values that a template writes under a key: in the JSON that it prints, in that of its
/// strings, in maps, by `put`, and by assigning to a property. Distinct; only texts.
pub(crate) fn entries(block: &Block, names: &Names, key: &str) -> Vec<Entry> {
    let mut finder = Finder { key, found: vec![] };
    finder.text(block);
    for definition in names.macros() {
        finder.text(&definition.body);
    }
    finder.found
}

struct Finder<'a> {
    key: &'a str,
    found: Vec<Entry>,
}

impl Finder<'_> {
    fn add(&mut self, entry: Entry) {
        json::add(entry, &mut self.found);
    }

    /// A block that prints a separate text.
    fn text(&mut self, block: &Block) {
        let start = Positions::start();
        self.block(block, start);
    }

    /// A part of a text: where in its JSON the part may begin, and then, where it may end.
    fn block(&mut self, block: &Block, start: Positions) -> Positions {
        block.0.iter().fold(start, |at, node| self.node(node, at))
    }

    fn node(&mut self, node: &Node, at: Positions) -> Positions {
        match node {
            Node::Text(text) => at.after_text(text, self.key, &mut self.found),
            Node::Reference(reference) => {
                self.reference(reference);
                at.after_computed(&mut self.found)
            }
            Node::If(conditional) => {
                let mut after = Positions::none();
                for (condition, block) in &conditional.branches {
                    self.expression(condition);
                    after.join(self.block(block, at.clone()), &mut self.found);
                }
                after.join(self.block(&conditional.otherwise, at), &mut self.found);
                after
            }
            Node::Foreach(foreach) => {
                self.expression(&foreach.list);
                let mut all = at;
                loop {
                    let after = self.block(&foreach.body, all.clone());
                    if !all.join(after, &mut self.found) {
                        return all;
                    }
                }
            }
            Node::Set(set) => {
                self.assignment(&set.target, &set.value);
                self.expression(&set.value);
                at
            }
            Node::Define { body, .. } => {
                self.text(body);
                at
            }
            Node::Call(call) => {
                call.arguments.iter().for_each(|argument| self.expression(&argument.value));
                if let Some(body) = &call.body {
                    self.text(body);
                }
                at.after_computed(&mut self.found)
            }
            Node::Evaluate(evaluate) => {
                self.expression(&evaluate.text);
                at.after_computed(&mut self.found)
            }
            Node::Return(value) => {
                value.iter().for_each(|value| self.expression(value));
                at
            }
            Node::Break(_) | Node::Stop | Node::Mark(_) => at,
        }
    }

    fn assignment(&mut self, target: &Target, value: &Expression) {
        let Target::Member(reference) = target else { return };
        self.reference(reference);
        let is_key = match reference.accessors.last() {
            Some(Accessor::Property(name, _)) => name == self.key,
            Some(Accessor::Index(index, _)) => self.is_key(index),
            Some(Accessor::Method(_)) | None => false,
        };
        if is_key {
            self.value(value);
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Boolean(_) | Expression::Number(_) | Expression::Word => {}
            Expression::String(text) => {
                Positions::start().after_text(text, self.key, &mut self.found);
            }
            Expression::Interpolated(text) => self.text(&text.block),
            Expression::List(elements) | Expression::And(elements) | Expression::Or(elements) => {
                elements.iter().for_each(|element| self.expression(element));
            }
            Expression::Map(entries) => {
                for (key, value) in entries {
                    if self.is_key(key) {
                        self.value(value);
                    }
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
                Accessor::Method(method) => self.call(method),
                Accessor::Index(index, _) => self.expression(index),
            }
        }
    }

    fn call(&mut self, method: &Method) {
        if let ("put" | "putIfAbsent" | "replace", [key, .., value]) =
            (method.name.as_str(), method.arguments.as_slice())
            && self.is_key(key)
        {
            self.value(value);
        }
        method.arguments.iter().for_each(|argument| self.expression(argument));
    }

    fn is_key(&self, expression: &Expression) -> bool {
        matches!(expression, Expression::String(text) if text == self.key)
    }

    /// The value of an entry.
    fn value(&mut self, value: &Expression) {
        match value {
            Expression::String(text) => self.add(Entry::Literal(text.to_string())),
            Expression::Interpolated(_) | Expression::Reference(_) | Expression::Chain(_) => {
                self.add(Entry::Computed);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use crate::Template;

    fn entries(template: &str) -> Vec<String> {
        let entries = Template::parse(template).unwrap().entries("operation");
        let shown = entries.into_iter().map(|entry| match entry {
            Entry::Literal(text) => text,
            Entry::Computed => "?".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn entries_are_found_in_json_in_maps_and_in_calls() {
        for template in [
            r#"{ "operation" : "Scan" }"#,
            "{ \"operation\"\n:\n#set($x = 1)\"Scan\" }",
            "#set($x = {'operation': 'Scan'})",
            r#"#set($x = {"a": [{"operation" : "Scan"}]})"#,
            r#"$util.qr($x.put("operation", "Scan"))"#,
            r#"#set($x.operation = "Scan")"#,
            r#"#set($x["operation"] = "Scan")"#,
            r#"#set($x = '{"operation": "Scan"}')"#,
            r#"$util.toJson($util.parseJson('{"operation": "Scan"}'))"#,
            r##"#macro(scan)"operation": "Scan"#end {#scan()}"##,
            r##"#define($scan)"operation": "Scan"#end {$scan}"##,
            r##"#foreach($x in [1, 2]){ "operation": "Scan" }#if($foreach.hasNext),#end#end"##,
        ] {
            assert_eq!(entries(template), ["Scan"], "{template}");
        }
    }

    #[test]
    fn every_branch_counts() {
        assert_eq!(
            entries(r##"{ "operation": #if($a)"PutItem"#elseif($b)"Scan"#else"Query"#end }"##),
            ["PutItem", "Scan", "Query"]
        );
        assert_eq!(
            entries(r##"{ "operation": "#if($a)Get#{else}Put#{end}Item" }"##),
            ["GetItem", "PutItem"]
        );
        assert_eq!(
            entries(r##"#if($a){ "operation": "GetItem" }#else{ "operation": "Scan" }#end"##),
            ["GetItem", "Scan"]
        );
    }

    #[test]
    fn what_is_known_later_is_computed() {
        for template in [
            r#"{ "operation": "$op" }"#,
            r#"{ "operation": "Get$op" }"#,
            r#"{ "operation": $util.toJson($op) }"#,
            r#"#set($x = {"operation": $op})"#,
            r#"#set($x = {"operation": "Get$op"})"#,
            r#"$util.qr($x.put("operation", $op))"#,
        ] {
            assert_eq!(entries(template), ["?"], "{template}");
        }
    }

    #[test]
    fn what_is_no_text_or_never_runs_is_left_out() {
        for template in [
            "",
            r#"{ "operation": { "S": "GetItem" } }"#,
            r#"{ "operation": 1, "other": "GetItem" }"#,
            r#"{ "other": "operation", "that": "GetItem" }"#,
            r#"$ctx.args.get("operation")"#,
            r##"## { "operation": "GetItem" }"##,
            r##"#* { "operation": "GetItem" } *#"##,
            r##"#[[ not VTL ]]#"##,
            r#"{ "operation": "Get"#,
            r#"{ "operation""#,
        ] {
            assert_eq!(entries(template), [""; 0], "{template}");
        }
    }

    #[test]
    fn signs_of_comments_within_texts_are_texts() {
        assert_eq!(entries("{ \"a\": \"\\#\\# b\", \"operation\": \"Scan\" }"), ["Scan"]);
        assert_eq!(entries("#set($x = {'a': '## b', 'operation': 'Scan'})"), ["Scan"]);
    }

    #[test]
    fn more_branches_than_can_be_followed_are_computed() {
        let branches: String = (0..20).map(|n| format!("#if($a{n})x#{{end}}{n}")).collect();
        let found = entries(&format!("{{ \"operation\": \"{branches}\" }}"));
        assert!(found.contains(&"?".to_owned()), "{}", found.len());
    }
}
