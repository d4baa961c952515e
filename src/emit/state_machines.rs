//! The definitions of state machines as files.

use burgeon_core::Api;

use super::Files;

/// The path of a machine's definition, relative to the output folder.
pub(super) fn path(machine: &str) -> String {
    format!("state-machines/{machine}.asl.json")
}

/// Takes the definitions of all machines.
pub(super) fn definitions(api: &mut Api) -> Files {
    let machines = api.state_machines.iter_mut();
    machines.map(|(name, machine)| (path(name), std::mem::take(&mut machine.definition))).collect()
}
