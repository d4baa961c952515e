//! Checks of a machine as a whole, beyond its single fields.

mod advice;
mod choice;
mod execution_type;
mod flow;
mod parameters;
mod resource;
mod variable;

pub(crate) use execution_type::check as of_type;

use crate::definition::{ExecutionType, Machine, State};
use crate::fault::Problem;

/// Reports everything that is wrong with a machine beyond its single fields.
pub(crate) fn check(machine: &Machine, problems: &mut Vec<Problem>) {
    flow::names(machine, problems);
    flow::labels(machine, problems);
    inside(machine, problems);
    variable::check(machine, problems);
    problems.extend(of_type(machine, ExecutionType::Standard));
}

/// Reports the faults of one state and of the machines inside it.
pub(crate) fn check_state(state: &State, problems: &mut Vec<Problem>) {
    choice::check(state, problems);
    resource::check(state, problems);
    parameters::check(state, problems);
    advice::check(state, problems);
    for machine in state.kind.machines() {
        inside(machine, problems);
    }
}

fn inside(machine: &Machine, problems: &mut Vec<Problem>) {
    flow::check(machine, problems);
    for state in machine.states.values() {
        check_state(state, problems);
    }
}
