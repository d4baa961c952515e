//! Checks transitions.

use std::collections::HashSet;

use crate::definition::{Kind, Machine, State, Target, Transition};
use crate::document::has_placeholder;
use crate::fault::Problem;

/// The states that may follow a state.
pub(crate) fn successors(state: &State) -> Vec<&Target> {
    let mut targets = Vec::new();
    if let Kind::Choice(rules) = &state.kind {
        targets.extend(rules.iter().map(|rule| &rule.next));
    }
    if let Transition::Next(target) = &state.transition {
        targets.push(target);
    }
    targets.extend(state.catch.iter().map(|catcher| &catcher.next));
    targets
}

pub(super) fn check(machine: &Machine, problems: &mut Vec<Problem>) {
    dangling(&machine.start_at, machine, problems);
    for state in machine.states.values() {
        for target in successors(state) {
            dangling(target, machine, problems);
        }
    }
    let targets = machine.states.values().flat_map(successors);
    if std::iter::once(&machine.start_at).chain(targets).any(|target| has_placeholder(&target.name))
    {
        // A placeholder may lead to any state.
        return;
    }
    let reached = reached(machine);
    for state in machine.states.values().filter(|s| !reached.contains(s.name.as_str())) {
        problems.push(
            Problem::new(
                "states::unreachable_state",
                format!("no state leads to `{}`", state.name),
                &state.span,
            )
            .help("refer to it as `Next` of a state, or remove it"),
        );
    }
    let ends = |state: &State| matches!(state.transition, Transition::End);
    if !machine.states.is_empty() && !machine.states.values().any(ends) {
        problems.push(
            Problem::new(
                "states::no_terminal_state",
                "the machine never ends",
                &machine.start_at.span,
            )
            .label("no state from here on ends it")
            .help("write `\"End\": true` in a state, or add a state of type `Succeed` or `Fail`"),
        );
    }
}

fn dangling(target: &Target, machine: &Machine, problems: &mut Vec<Problem>) {
    if !machine.states.contains_key(&target.name) && !has_placeholder(&target.name) {
        problems.push(
            Problem::new(
                "states::dangling_transition",
                format!("unknown state `{}`", target.name),
                &target.span,
            )
            .help("name a state of the same `States`")
            .meant(&target.name, machine.states.keys().map(String::as_str)),
        );
    }
}

/// The names of the states that the first one leads to.
fn reached(machine: &Machine) -> HashSet<&str> {
    let mut reached = HashSet::new();
    let mut open = vec![machine.start_at.name.as_str()];
    while let Some(name) = open.pop() {
        if let Some(state) = machine.states.get(name)
            && reached.insert(name)
        {
            open.extend(successors(state).into_iter().map(|target| target.name.as_str()));
        }
    }
    reached
}

/// Reports labels that two maps have: they are parts of the names of executions.
pub(super) fn labels(machine: &Machine, problems: &mut Vec<Problem>) {
    let mut seen = HashSet::new();
    let mut open: Vec<&Machine> = vec![machine];
    while let Some(machine) = open.pop() {
        for state in machine.states.values() {
            let Kind::Map(map) = &state.kind else { continue };
            if let Some(label) = map.label.as_ref().filter(|label| !has_placeholder(label))
                && !seen.insert(label.as_str())
            {
                problems.push(
                    Problem::new(
                        "states::duplicate_label",
                        format!("duplicate label `{label}`"),
                        &state.span,
                    )
                    .label("the second map with this label")
                    .help("choose another `Label`, or remove it"),
                );
            }
        }
        open.extend(machine.states.values().rev().flat_map(|s| s.kind.machines().iter().rev()));
    }
}

/// Reports duplicate names of states.
pub(super) fn names(machine: &Machine, problems: &mut Vec<Problem>) {
    let mut seen = HashSet::new();
    let mut open: Vec<&Machine> = vec![machine];
    while let Some(machine) = open.pop() {
        for state in machine.states.values() {
            if !seen.insert(state.name.as_str()) {
                problems.push(
                    Problem::new(
                        "states::duplicate_state",
                        format!("two states are called `{}`", state.name),
                        &state.span,
                    )
                    .label("the second of them")
                    .help("names are unique in the whole definition, branches included"),
                );
            }
        }
        let inner = machine.states.values().rev().flat_map(|s| s.kind.machines().iter().rev());
        open.extend(inner);
    }
}
