//! `burgeon states graph`

use std::fmt::Write;
use std::path::Path;

use amazon_states_language::Machine;
use amazon_states_language::draw::{Diagram, Trace};

use crate::args::{Drawing, StatesGraph};
use crate::{Failed, console, eval};

pub(super) fn run(arguments: &StatesGraph) -> Result<(), Failed> {
    let path = &arguments.definition.path;
    let (definition, _) = arguments.definition.read()?;
    let trace = match &arguments.history {
        Some(history) => Some(trace(&definition.machine, path, history)?),
        None => None,
    };
    let address = arguments.link.clone().or_else(|| address(path)).unwrap_or_default();
    let mut diagram = Diagram::new(&definition.machine);
    if !address.is_empty() {
        diagram = diagram.linked(definition.source(), &address);
    }
    if let Some(trace) = &trace {
        diagram = diagram.traced(trace);
    }
    Ok(console::print(&in_notation(&diagram, arguments.drawing))?)
}

/// A machine, drawn.
pub(crate) fn drawn(machine: &Machine, drawing: Drawing) -> String {
    in_notation(&Diagram::new(machine), drawing)
}

fn in_notation(diagram: &Diagram<'_>, drawing: Drawing) -> String {
    match drawing {
        Drawing::Mermaid => diagram.mermaid(),
        Drawing::Graphviz => diagram.graphviz(),
        Drawing::Svg => diagram.svg(),
    }
}

fn trace(machine: &Machine, definition: &Path, history: &Path) -> Result<Trace, Failed> {
    Trace::from_history(machine, &eval::json(history)?).map_err(|reason| {
        let message = format!("{}: {reason}", history.display());
        let help = format!(
            "pass the output of `burgeon states run --history` or of `aws stepfunctions \
             get-execution-history`, of an execution of `{}`",
            definition.display()
        );
        Failed::Message(message, help)
    })
}

/// The address of a line of a definition: its path as an address, without folders of this machine.
fn address(definition: &Path) -> Option<String> {
    if definition == Path::new("-") {
        return None;
    }
    let path = match definition.is_absolute() {
        true => Path::new(definition.file_name()?),
        false => definition,
    };
    let mut address = String::from(if path.to_string_lossy().contains(':') { "./" } else { "" });
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => {
                address.push(char::from(byte));
            }
            other => {
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    Some(address + "#L{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_path_without_folders_of_the_machine() {
        let address = |path: &str| address(Path::new(path));
        assert_eq!(address("a/b c.json").as_deref(), Some("a/b%20c.json#L{line}"));
        assert_eq!(address("/home/me/b.json").as_deref(), Some("b.json#L{line}"));
        assert_eq!(address("a:b.json").as_deref(), Some("./a:b.json#L{line}"));
        assert_eq!(address("-"), None);
    }
}
