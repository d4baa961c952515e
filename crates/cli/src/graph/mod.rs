//! `burgeon graph`

mod data_model;
mod pipeline;

use burgeon::core::api::Coordinate;
use burgeon::{Compiler, Failure};

use super::args::{Drawing, Format, Graph};
use super::input::Input;
use super::{Failed, Program, console, show, states};

pub(super) fn run(arguments: &Graph, program: &Program) -> Result<(), Failed> {
    let compiler = Input::new(&arguments.input.files, program)?.compiler();
    let format = arguments.input.format;
    let drawing = match (&arguments.resolver, &arguments.state_machine) {
        (Some(resolver), _) => of_resolver(&compiler, resolver, arguments),
        (None, Some(name)) => of_state_machine(&compiler, name, arguments),
        (None, None) => of_data_model(&compiler, arguments),
    };
    let drawing = match drawing {
        Ok(drawing) => drawing,
        Err(NotDrawn::Refused(failure)) => return show::fault(format, failure.reports),
        Err(NotDrawn::Failed(failed)) => return Err(failed),
    };
    match format {
        Format::Human => Ok(console::print(&drawing)?),
        _ => show::json(&serde_json::json!({ "drawing": drawing })),
    }
}

/// The error of a drawing.
enum NotDrawn {
    /// The schema has faults.
    Refused(Failure),
    /// The requested part of the API does not exist.
    Failed(Failed),
}

impl From<Failure> for NotDrawn {
    fn from(failure: Failure) -> Self {
        Self::Refused(failure)
    }
}

fn unknown(what: &str, name: &str, known: &[String], otherwise: &str) -> NotDrawn {
    let help = match known {
        [] => otherwise.to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    NotDrawn::Failed(Failed::Message(format!("unknown {what} `{name}`"), help))
}

fn of_data_model(compiler: &Compiler, arguments: &Graph) -> Result<String, NotDrawn> {
    let model = compiler.data_model()?;
    Ok(match arguments.drawing {
        Drawing::Mermaid => data_model::mermaid(&model),
        Drawing::Graphviz => data_model::chart(&model).graphviz(),
        Drawing::Svg => data_model::chart(&model).svg(),
    })
}

fn of_resolver(compiler: &Compiler, name: &str, arguments: &Graph) -> Result<String, NotDrawn> {
    let compilation = compiler.compile()?;
    let at = name.parse::<Coordinate>().ok();
    let resolver = at.and_then(|at| compilation.resolvers.get_key_value(&at));
    let Some((at, resolver)) = resolver else {
        let close = pipeline::similar(name, compilation.resolvers.keys());
        return Err(unknown("resolver", name, &close, "no field of the schema has a resolver"));
    };
    let chart = pipeline::chart(at, resolver, &compilation.data_sources);
    Ok(match arguments.drawing {
        Drawing::Mermaid => chart.mermaid(),
        Drawing::Graphviz => chart.graphviz(),
        Drawing::Svg => chart.svg(),
    })
}

fn of_state_machine(
    compiler: &Compiler,
    name: &str,
    arguments: &Graph,
) -> Result<String, NotDrawn> {
    let machines = compiler.state_machines()?;
    let Some(machine) = machines.get(name) else {
        let names: Vec<String> = machines.keys().map(|name| format!("`{name}`")).collect();
        let otherwise = "resolve a field with `@stateMachine`";
        return Err(unknown("state machine", name, &names, otherwise));
    };
    Ok(states::drawn(&machine.definition.machine, arguments.drawing))
}
