//! Which variables are in scope where.

use std::collections::{HashMap, HashSet};

use super::flow::successors;
use crate::definition::{Kind, Machine, Reference, State};
use crate::fault::Problem;

type Names<'a> = HashSet<&'a str>;

pub(super) fn check(machine: &Machine, problems: &mut Vec<Problem>) {
    scope(machine, &Names::new(), &Names::new(), problems);
}

/// Checks a machine that sees the variables `outer`, out of `taken`, the names of all around it.
fn scope<'a>(
    machine: &'a Machine,
    outer: &Names<'a>,
    taken: &Names<'a>,
    problems: &mut Vec<Problem>,
) {
    let own: Names<'_> =
        machine.states.values().flat_map(|s| &s.assigns).map(|a| a.name.as_str()).collect();
    let before = assigned_before(machine);
    for state in machine.states.values() {
        for assignment in &state.assigns {
            if taken.contains(assignment.name.as_str()) {
                problems.push(
                    Problem::new(
                        "states::variable_scope",
                        format!("`{}` is a variable of the states around", assignment.name),
                        &assignment.span,
                    )
                    .label("an inner scope cannot assign it")
                    .help("use another name, and return the value in the state's output"),
                );
            }
        }
        let assigned = before.get(state.name.as_str());
        let known =
            |name: &str| outer.contains(name) || assigned.is_some_and(|names| names.contains(name));
        for read in state.reads.iter().filter(|read| !known(&read.name)) {
            if read.is_tested {
                problems.push(tested(read));
                continue;
            }
            let (message, help) = if own.contains(read.name.as_str()) {
                ("is not assigned yet", "assign it in a state that comes before")
            } else if taken.contains(read.name.as_str()) {
                (
                    "is out of scope",
                    "pass values to a distributed map by `ItemSelector` or `BatchInput`",
                )
            } else {
                ("is not assigned", "assign it with `Assign` in a state that comes before")
            };
            let all = own.iter().chain(outer).copied().filter(|name| *name != read.name);
            problems.push(
                Problem::new(
                    "states::unknown_variable",
                    format!("the variable `{}` {message}", read.name),
                    &read.span,
                )
                .help(help)
                .meant(&read.name, all),
            );
        }
        for inner in state.kind.machines() {
            let mut taken = taken.clone();
            taken.extend(own.iter().filter(|name| !only_by_catchers(machine, state, name)));
            let distributed = matches!(&state.kind, Kind::Map(map) if map.distributed.is_some());
            let mut visible = Names::new();
            if !distributed {
                visible.extend(outer);
                visible.extend(assigned.into_iter().flatten());
            }
            scope(inner, &visible, &taken, problems);
        }
    }
}

/// Warns of a variable without a value whose use depends on `$exists`.
fn tested(read: &Reference) -> Problem {
    Problem::new(
        "states::unknown_variable",
        format!("no state assigns the variable `{}` before", read.name),
        &read.span,
    )
    .warning()
    .label("`$exists` is false here")
    .help("remove the test, or assign the variable in a state that comes before")
}

/// Whether nothing in a machine assigns a variable but the catchers of one state: they run when the
/// machines in that state have ended, which therefore may use the name.
fn only_by_catchers(machine: &Machine, state: &State, name: &str) -> bool {
    let mut all = machine
        .states
        .values()
        .flat_map(|other| other.assigns.iter().map(move |assignment| (other, assignment)));
    all.all(|(other, assignment)| {
        assignment.name != name || (assignment.by_catcher && other.name == state.name)
    })
}

/// The variables that some path to each state assigns.
fn assigned_before(machine: &Machine) -> HashMap<&str, Names<'_>> {
    let mut before: HashMap<&str, Names<'_>> = HashMap::new();
    before.insert(&machine.start_at.name, Names::new());
    let mut open = vec![machine.start_at.name.as_str()];
    while let Some(name) = open.pop() {
        let Some(state) = machine.states.get(name) else { continue };
        let mut after = before.get(name).cloned().unwrap_or_default();
        after.extend(state.assigns.iter().map(|assignment| assignment.name.as_str()));
        for target in successors(state) {
            let known = before.contains_key(target.name.as_str());
            let names = before.entry(&target.name).or_default();
            let count = names.len();
            names.extend(&after);
            if !known || names.len() > count {
                open.push(&target.name);
            }
        }
    }
    before
}
