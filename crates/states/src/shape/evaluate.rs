//! Infers the results of templates and paths.

use std::collections::BTreeMap;

use super::{Read, Shape, Step};
use crate::definition::{Selection, State, Template};
use crate::intrinsic::{Argument, Function, Intrinsic};
use crate::path::{Path, Root, Segment, Selector};

/// Evaluates the fields of a state.
pub(super) struct Frame<'a> {
    /// The state, for places.
    pub(super) state: &'a State,
    /// The definition's text, for places.
    pub(super) source: &'a str,
    /// The context of a map for the expressions of an item.
    pub(super) item: Option<&'a Shape>,
    /// The paths that are read from the input, if they are recorded.
    pub(super) found: Option<&'a mut Found>,
}

/// The inferred facts of a machine.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The paths of the input that it reads.
    pub(super) reads: Vec<Read>,
    /// The paths of the input that `IsPresent` tests.
    pub(super) tested: Vec<Vec<Step>>,
}

impl Frame<'_> {
    pub(super) fn select(&mut self, selection: &Selection, value: &Shape) -> Shape {
        match selection {
            Selection::Whole => value.clone(),
            Selection::Nothing => Shape::Object { members: BTreeMap::new(), base: None },
            Selection::Path(path) => self.path(path, value),
        }
    }

    pub(super) fn evaluate(&mut self, template: &Template, input: &Shape) -> Shape {
        match template {
            Template::Literal(value) => Shape::of(value),
            Template::Array(items) => {
                let items: Vec<Shape> =
                    items.iter().map(|item| self.evaluate(item, input)).collect();
                let element = items.into_iter().reduce(super::join::join);
                Shape::Array(Box::new(element.unwrap_or(Shape::Unknown)))
            }
            Template::Object(members) => {
                let members = members
                    .iter()
                    .map(|(name, member)| (name.clone(), self.evaluate(member, input)))
                    .collect();
                Shape::Object { members, base: None }.bounded()
            }
            Template::Path(path) => self.path(path, input),
            Template::Intrinsic(call) => self.call(call, input),
            Template::Jsonata(expression) => self.expression(expression, input),
        }
    }

    /// An expression that consists of a path into the input.
    fn expression(&mut self, expression: &crate::Expression, input: &Shape) -> Shape {
        let text = expression.text.as_str();
        let input_way = || text.strip_prefix("$states.input").map(|way| (input.clone(), way));
        let whole_way = || {
            let way = text.strip_prefix("$states.context.Execution.Input")?;
            Some((Shape::Input(vec![]), way))
        };
        let Some((shape, way)) = input_way().or_else(whole_way) else { return Shape::Unknown };
        let Some(names) = names(way) else { return Shape::Unknown };
        names.iter().fold(shape, |shape, name| self.step(shape, &member(name), text))
    }

    fn call(&mut self, call: &Intrinsic, input: &Shape) -> Shape {
        for argument in &call.arguments {
            match argument {
                Argument::Literal(_) => {}
                Argument::Path(path) => drop(self.path(path, input)),
                Argument::Call(call) => drop(self.call(call, input)),
            }
        }
        match call.function {
            Function::Format
            | Function::JsonToString
            | Function::Base64Encode
            | Function::Base64Decode
            | Function::Hash
            | Function::UUID => Shape::Text,
            Function::ArrayLength | Function::MathRandom | Function::MathAdd => Shape::Number,
            Function::ArrayContains => Shape::Boolean,
            Function::StringSplit => Shape::Array(Box::new(Shape::Text)),
            Function::ArrayRange => Shape::Array(Box::new(Shape::Number)),
            Function::Array | Function::ArrayPartition | Function::ArrayUnique => {
                Shape::Array(Box::new(Shape::Unknown))
            }
            Function::StringToJson | Function::ArrayGetItem | Function::JsonMerge => Shape::Unknown,
        }
    }

    pub(super) fn path(&mut self, path: &Path, input: &Shape) -> Shape {
        let mut segments = path.segments.as_slice();
        let mut shape = match &path.root {
            Root::Input => input.clone(),
            Root::Variable(_) | Root::Placeholder => Shape::Unknown,
            Root::Context => match context(segments, self.item) {
                Some((shape, rest)) => {
                    segments = rest;
                    shape
                }
                None => Shape::Unknown,
            },
        };
        for segment in segments {
            shape = match segment {
                Segment::Child(Selector::Names(names)) if names.len() == 1 => {
                    self.step(shape, &member(&names[0]), &path.text)
                }
                Segment::Child(Selector::Indices(indices)) if indices.len() == 1 => {
                    self.step(shape, &Step::Element, &path.text)
                }
                // A selection of several values, or of none, is an array.
                _ => return Shape::Array(Box::new(Shape::Unknown)),
            };
        }
        shape
    }

    /// Follows a path that `IsPresent` tests.
    pub(super) fn test(&mut self, path: &Path, input: &Shape) {
        let found = self.found.take();
        let shape = self.path(path, input);
        self.found = found;
        if let (Some(found), Shape::Input(path)) = (&mut self.found, shape) {
            found.tested.push(path);
        }
    }

    /// A step into a value.
    fn step(&mut self, shape: Shape, step: &Step, text: &str) -> Shape {
        match (shape, step) {
            (Shape::Input(path), _) => self.input(path, step, text),
            (Shape::Object { mut members, base }, Step::Member(name)) => match members.remove(name)
            {
                Some(member) => member,
                None => base.map_or(Shape::Unknown, |path| self.input(path, step, text)),
            },
            (Shape::Array(items), Step::Element) => *items,
            _ => Shape::Unknown,
        }
    }

    fn input(&mut self, mut path: Vec<Step>, step: &Step, text: &str) -> Shape {
        path.push(step.clone());
        let span = self.place(text);
        if let Some(found) = &mut self.found {
            found.reads.push(Read { path: path.clone(), text: text.to_owned(), span });
        }
        Shape::Input(path).bounded()
    }

    /// The location of this text in the state, or else that of its name.
    fn place(&self, text: &str) -> std::ops::Range<usize> {
        let from = self.state.span.start;
        let rest = self.source.get(from..).unwrap_or_default();
        let is_whole = |end: usize| {
            let next = rest.get(end..).and_then(|rest| rest.chars().next());
            next.is_none_or(|next| !next.is_alphanumeric() && !"_.[".contains(next))
        };
        let mut found = rest.match_indices(text).map(|(start, _)| start..start + text.len());
        match found.find(|place| is_whole(place.end)) {
            Some(place) => from + place.start..from + place.end,
            None => self.state.span.clone(),
        }
    }
}

fn member(name: &str) -> Step {
    Step::Member(name.to_owned())
}

/// The shape of the beginning of a path into the context object, and the rest of the path.
fn context<'p>(segments: &'p [Segment], item: Option<&Shape>) -> Option<(Shape, &'p [Segment])> {
    let is = |at: usize, name: &str| match segments.get(at) {
        Some(Segment::Child(Selector::Names(names))) => {
            matches!(&names[..], [only] if only == name)
        }
        _ => false,
    };
    if is(0, "Execution") && is(1, "Input") {
        return Some((Shape::Input(vec![]), segments.get(2..)?));
    }
    if is(0, "Map") && is(1, "Item") && is(2, "Value") {
        return Some((item?.clone(), segments.get(3..)?));
    }
    if is(0, "Map") && is(1, "Item") && is(2, "Index") && segments.len() == 3 {
        return Some((Shape::Number, &[]));
    }
    None
}

/// The names of a path such as `.a.b`, if it consists of names.
fn names(way: &str) -> Option<Vec<&str>> {
    if way.is_empty() {
        return Some(vec![]);
    }
    let names: Vec<&str> = way.strip_prefix('.')?.split('.').map(str::trim).collect();
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    // Keywords of the language would be operators here.
    let is_word = |name: &&str| ["and", "or", "in"].contains(name);
    (names.iter().all(is_name) && !names.iter().any(is_word)).then_some(names)
}
