//! `burgeon graph`

use amazon_states_language::Definition;

use super::args::{Format, Graph};
use super::input::Input;
use super::{Failed, Program, console, show, states};

/// Where an output holds the definitions of state machines, and how their names end there.
const DEFINITIONS: (&str, &str) = ("state-machines/", ".asl.json");

pub(super) fn run(arguments: &Graph, program: &Program) -> Result<(), Failed> {
    let compiler = Input::new(&arguments.input.files, program)?.compiler();
    let compilation = match compiler.and_then(|compiler| compiler.compile()) {
        Ok(compilation) => compilation,
        Err(failure) => return show::fault(arguments.input.format, failure.reports),
    };
    let name = &arguments.state_machine;
    let mut machines = compilation.files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(DEFINITIONS.0)?.strip_suffix(DEFINITIONS.1)?;
        Some((name, text))
    });
    let Some((_, text)) = machines.clone().find(|(machine, _)| machine == name) else {
        let names: Vec<String> = machines.by_ref().map(|(name, _)| format!("`{name}`")).collect();
        let help = match names.is_empty() {
            true => "put one behind a field with `@stateMachine`".to_owned(),
            false => format!("there are {}", names.join(", ")),
        };
        return Err(Failed::Message(format!("unknown state machine `{name}`"), help));
    };
    // It was checked when it was compiled.
    let definition = Definition::parse_named(name, text).map_err(|faults| {
        show::print_faults(&faults.0);
        Failed::AlreadyReported
    })?;
    let drawing = states::drawn(&definition.machine, arguments.drawing);
    match arguments.input.format {
        Format::Human => Ok(console::print(&drawing)?),
        Format::Json => show::json(&serde_json::json!({ "drawing": drawing })),
    }
}
