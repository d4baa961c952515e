//! Following data from state to state.

use std::collections::{BTreeMap, HashMap};

use super::evaluate::{Found, Frame};
use super::join::join;
use super::{Flow, Read, Shape, Step};
use crate::checked::Definition;
use crate::definition::{
    Condition, Kind, Machine, Map, Selection, State, Subject, Target, Transition, Until,
};
use crate::path::{Path, Root, Segment, Selector};

/// The number of times that a state's input is generalized before it is unknown.
const ROUNDS: usize = 8;

pub(super) fn flow(definition: &Definition) -> Flow {
    let mut tracer = Tracer { source: definition.source(), found: Found::default() };
    let output = tracer.machine(&definition.machine, &Shape::Input(vec![]), true);
    let Found { reads: all, tested } = tracer.found;
    let mut reads: Vec<Read> = Vec::new();
    for read in all {
        // An argument that `IsPresent` tests is optional.
        let is_tested = tested.iter().any(|tested| read.path.starts_with(tested));
        if !is_tested && !reads.contains(&read) {
            reads.push(read);
        }
    }
    reads.sort_by_key(|read| read.span.start);
    Flow { reads, output }
}

struct Tracer<'a> {
    source: &'a str,
    found: Found,
}

/// The outputs of a state, with the next states; none: the machine's end.
type Ways<'m> = Vec<(Option<&'m str>, Shape)>;

impl Tracer<'_> {
    /// The output of a machine. Paths that are read are recorded on request.
    fn machine(&mut self, machine: &Machine, input: &Shape, keeps: bool) -> Shape {
        let mut inputs: HashMap<&str, (Shape, usize)> = HashMap::new();
        let start = machine.start_at.name.as_str();
        inputs.insert(start, (input.clone(), 0));
        let mut open = vec![start];
        while let Some(name) = open.pop() {
            let (Some(state), Some((given, _))) = (machine.states.get(name), inputs.get(name))
            else {
                continue;
            };
            for (next, shape) in self.state(state, &given.clone(), false) {
                let Some(next) = next else { continue };
                match inputs.get_mut(next) {
                    None => {
                        inputs.insert(next, (shape, 0));
                        open.push(next);
                    }
                    Some((known, rounds)) => {
                        let joined = match *rounds >= ROUNDS {
                            true => Shape::Unknown,
                            false => join(known.clone(), shape),
                        };
                        if joined != *known {
                            (*known, *rounds) = (joined, *rounds + 1);
                            open.push(next);
                        }
                    }
                }
            }
        }
        let mut ends: Option<Shape> = None;
        for (name, state) in &machine.states {
            let Some((given, _)) = inputs.get(name.as_str()) else { continue };
            for (next, shape) in self.state(state, &given.clone(), keeps) {
                if next.is_none() {
                    ends = Some(match ends {
                        Some(others) => join(others, shape),
                        None => shape,
                    });
                }
            }
        }
        ends.unwrap_or(Shape::Unknown)
    }

    fn state<'m>(&mut self, state: &'m State, input: &Shape, keeps: bool) -> Ways<'m> {
        let mut found = Found::default();
        let source = self.source;
        let mut frame = Frame { state, source, item: None, found: keeps.then_some(&mut found) };
        let selected = frame.select(&state.input_path, input);
        let work = match &state.arguments {
            Some(template) => frame.evaluate(template, &selected),
            None => selected.clone(),
        };
        let mut ways = Ways::new();
        let result = match &state.kind {
            Kind::Choice(rules) => {
                rules.iter().for_each(|rule| compare(&mut frame, &rule.condition, &selected));
                for rule in rules {
                    let output = rule.output.as_ref().or(state.output.as_ref());
                    let output = match output {
                        Some(template) => frame.evaluate(template, &selected),
                        None => frame.select(&state.output_path, &selected),
                    };
                    ways.push((Some(rule.next.name.as_str()), output));
                }
                selected.clone()
            }
            Kind::Wait(until) => {
                let (Until::Seconds(template) | Until::Timestamp(template)) = until;
                frame.evaluate(template, &selected);
                selected.clone()
            }
            Kind::Fail { error, cause } => {
                for template in error.iter().chain(cause) {
                    frame.evaluate(template, &selected);
                }
                self.found.add(found);
                return ways;
            }
            Kind::Succeed => selected.clone(),
            Kind::Pass(result) => result.as_ref().map_or(work, Shape::of),
            Kind::Task(_) => Shape::Unknown,
            Kind::Parallel(branches) => {
                let outputs = branches.iter().map(|branch| self.machine(branch, &work, keeps));
                let joined = outputs.collect::<Vec<_>>().into_iter().reduce(join);
                Shape::Array(Box::new(joined.unwrap_or(Shape::Unknown)))
            }
            Kind::Map(map) => {
                let given = given_to_items(&mut frame, map, &selected);
                let output = self.machine(&map.processor, &given, keeps);
                match map.writer {
                    Some(_) => Shape::Unknown,
                    None => Shape::Array(Box::new(output)),
                }
            }
        };
        let result = match &state.result_selector {
            Some(template) => frame.evaluate(template, &result),
            None => result,
        };
        let output = match &state.output {
            Some(template) => frame.evaluate(template, input),
            None => {
                let whole = put(&state.result_path, input, result);
                frame.select(&state.output_path, &whole)
            }
        };
        for catcher in &state.catch {
            let error = Shape::Object {
                members: BTreeMap::from(["Error", "Cause"].map(|name| (name.into(), Shape::Text))),
                base: None,
            };
            let output = match &catcher.output {
                Some(_) => Shape::Unknown,
                None => put(&catcher.result_path, input, error),
            };
            ways.push((Some(catcher.next.name.as_str()), output));
        }
        match &state.transition {
            Transition::Next(Target { name, .. }) => ways.push((Some(name), output)),
            Transition::End => ways.push((None, output)),
            Transition::None => {}
        }
        self.found.add(found);
        ways
    }
}

impl Found {
    fn add(&mut self, other: Self) {
        self.reads.extend(other.reads);
        self.tested.extend(other.tested);
    }
}

/// The input of a map's machine for each item.
fn given_to_items(frame: &mut Frame<'_>, map: &Map, selected: &Shape) -> Shape {
    let items = match (&map.reader, &map.items) {
        (Some(_), _) => Shape::Unknown,
        (None, Some(items)) => frame.evaluate(items, selected),
        (None, None) => selected.clone(),
    };
    let item = match items {
        Shape::Array(item) => *item,
        Shape::Input(mut path) => {
            path.push(Step::Element);
            Shape::Input(path)
        }
        _ => Shape::Unknown,
    };
    let given = match &map.item_selector {
        Some(template) => {
            let found = frame.found.as_deref_mut();
            let mut inner =
                Frame { state: frame.state, source: frame.source, item: Some(&item), found };
            inner.evaluate(template, selected)
        }
        None => item,
    };
    if map.batcher.is_some() { Shape::Unknown } else { given }
}

fn compare(frame: &mut Frame<'_>, condition: &Condition, input: &Shape) {
    match condition {
        Condition::And(all) | Condition::Or(all) => {
            all.iter().for_each(|one| compare(frame, one, input));
        }
        Condition::Not(one) => compare(frame, one, input),
        Condition::Test { variable, comparison, .. } if comparison.subject == Subject::Present => {
            frame.test(variable, input);
        }
        Condition::Test { variable, operand, .. } => {
            frame.path(variable, input);
            frame.evaluate(operand, input);
        }
        Condition::Jsonata(_) => {}
    }
}

/// A state's input with its result at `ResultPath`.
fn put(selection: &Selection, input: &Shape, result: Shape) -> Shape {
    match selection {
        Selection::Whole => result,
        Selection::Nothing => input.clone(),
        Selection::Path(path) => match names(path) {
            Some(names) => insert(input.clone(), &names, result).bounded(),
            None => Shape::Unknown,
        },
    }
}

/// The names of a path, if it consists of names.
fn names(path: &Path) -> Option<Vec<&str>> {
    let name = |segment| match segment {
        &Segment::Child(Selector::Names(ref names)) if names.len() == 1 => Some(names[0].as_str()),
        _ => None,
    };
    if path.root == Root::Input { path.segments.iter().map(name).collect() } else { None }
}

fn insert(shape: Shape, names: &[&str], value: Shape) -> Shape {
    let Some((first, rest)) = names.split_first() else { return value };
    let (mut members, base) = match shape {
        Shape::Object { members, base } => (members, base),
        Shape::Input(path) => (BTreeMap::new(), Some(path)),
        _ => return Shape::Unknown,
    };
    let inner = match (members.remove(*first), &base) {
        (Some(member), _) => member,
        (None, None) => Shape::Object { members: BTreeMap::new(), base: None },
        (None, Some(path)) => {
            let mut path = path.clone();
            path.push(Step::Member((*first).to_owned()));
            Shape::Input(path)
        }
    };
    members.insert((*first).to_owned(), insert(inner, rest, value));
    Shape::Object { members, base }
}
