//! What can only be told of a machine as a whole.

mod choice;
mod execution_type;
mod flow;
mod resource;
mod variable;

pub(crate) use execution_type::check as of_type;

use crate::definition::Machine;
use crate::fault::Problem;

/// Tells of everything that is wrong with a machine beyond its single fields.
pub(crate) fn check(machine: &Machine, problems: &mut Vec<Problem>) {
    flow::names(machine, problems);
    inside(machine, problems);
    variable::check(machine, problems);
}

fn inside(machine: &Machine, problems: &mut Vec<Problem>) {
    flow::check(machine, problems);
    for state in machine.states.values() {
        choice::check(state, problems);
        resource::check(state, problems);
        for machine in state.kind.machines() {
            inside(machine, problems);
        }
    }
}
