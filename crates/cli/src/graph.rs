//! `burgeon graph`

use amazon_states_language::Definition;

use super::args::{Format, Graph};
use super::input::Input;
use super::{Failed, Program, console, show, states};

pub(super) fn run(arguments: &Graph, program: &Program) -> Result<(), Failed> {
    let compiler = Input::new(&arguments.input.files, program)?.compiler();
    let machines = match compiler.state_machines() {
        Ok(machines) => machines,
        Err(failure) => return show::fault(arguments.input.format, failure.reports),
    };
    let name = &arguments.state_machine;
    let Some(machine) = machines.get(name) else {
        let names: Vec<String> = machines.keys().map(|name| format!("`{name}`")).collect();
        let help = match names.is_empty() {
            true => "put one behind a field with `@stateMachine`".to_owned(),
            false => format!("there are {}", names.join(", ")),
        };
        return Err(Failed::Message(format!("unknown state machine `{name}`"), help));
    };
    // It was checked when it was compiled.
    let definition = Definition::parse_named(name, &machine.definition).map_err(|faults| {
        show::print_faults(&faults.0);
        Failed::AlreadyReported
    })?;
    let drawing = states::drawn(&definition.machine, arguments.drawing);
    match arguments.input.format {
        Format::Human => Ok(console::print(&drawing)?),
        Format::Json => show::json(&serde_json::json!({ "drawing": drawing })),
    }
}
