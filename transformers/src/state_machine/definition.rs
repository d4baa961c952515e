//! From a file to a state machine of the API.

use std::collections::BTreeMap;
use std::sync::Arc;

use amazon_states_language::definition::ExecutionType;
use amazon_states_language::{Definition, Fault, Machine, Policy, policy};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::LambdaFunction;
use burgeon_core::deployment::Variable;
use burgeon_core::files::FileFault;
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{Api, Declaring, Diagnostic, Settings};
use burgeon_quotas::step_functions::DEFINITION_BYTES;

use super::arguments::Mode;
use super::codes;
use super::machine::{MachineRequest, StateMachine, StateMachines, Substitution};

/// The maximal length of a machine's name, without the id of an API, `-` and `-express`.
///
/// Source of truth: Step Functions' API reference, `CreateStateMachine`, `name`: 80 in all.
const MOST_NAME: usize = 45;

/// A definition that was read.
#[derive(Debug, Clone)]
pub(super) struct Read {
    /// The machine's name.
    pub(super) name: String,
    /// The text.
    pub(super) source: Arc<Source>,
    /// Its text.
    pub(super) definition: Arc<Definition>,
}

/// Reads a definition. Errors are reported at their location in it.
pub(super) fn read(
    api: &Api,
    path: &str,
    mode: Mode,
    place: Option<SourceSpan>,
) -> Result<Read, Vec<Diagnostic>> {
    let source = open(api, path, place).map_err(|fault| vec![fault])?;
    let name = name(path, mode).ok_or_else(|| {
        let message = format!("no machine can be called like `{path}`");
        let help = "use letters, digits, `-` and `_` up to the first dot, 45 at most";
        vec![Diagnostic::error(&codes::PATH, message).at_node(place, "this file").help(help)]
    })?;
    let definition = Definition::parse_named(&source.path, &source.text)
        .map_err(|found| diagnostics(&found.0, &source))?;
    let of_type = definition.faults_as(kind(mode));
    if !of_type.is_empty() {
        return Err(diagnostics(&of_type, &source));
    }
    Ok(Read { name, source, definition: Arc::new(definition) })
}

/// Adds the machine of a definition to the API, unless another field has added it already.
pub(super) fn add(
    api: &mut Declaring<'_>,
    read: &Read,
    mode: Mode,
    request: MachineRequest,
) -> Result<(), Vec<Diagnostic>> {
    let machines = api.extension_mut::<StateMachines>();
    if let Some(machine) = machines.0.get_mut(&read.name) {
        machine.requests.insert(request);
        return Ok(());
    }
    let definition = &read.definition;
    let substitutions = substitutions(definition, &read.source, &api.settings)?;
    for warning in diagnostics(&definition.warnings, &read.source) {
        api.report(warning);
    }
    let machine = StateMachine {
        kind: kind(mode),
        definition: definition.clone(),
        statements: statements(&definition.machine, &substitutions),
        substitutions,
        completions: vec![],
        requests: [request].into(),
    };
    let machines = api.extension_mut::<StateMachines>();
    machines.0.insert(read.name.clone(), machine);
    Ok(())
}

fn open(api: &Api, path: &str, place: Option<SourceSpan>) -> Result<Arc<Source>, Diagnostic> {
    api.files.read(path, DEFINITION_BYTES as u64).map_err(|fault| {
        let (message, help) = match fault {
            FileFault::Outside => (
                format!("`{path}` does not stay in the schema's folder"),
                "write the path from there, with `/`: `machines/transcode.yaml`",
            ),
            FileFault::Missing => (
                format!("missing file `{path}` in the schema's folder"),
                "write the definition there, or correct the path",
            ),
            FileFault::TooLarge => {
                (format!("`{path}` has more than 1 MB"), "split it into several machines")
            }
            FileFault::Unreadable(reason) => (
                format!("`{path}` cannot be read: {reason}"),
                "save it as UTF-8, and check its permissions",
            ),
        };
        Diagnostic::error(&codes::PATH, message).at_node(place, "this definition").help(help)
    })
}

/// The name of a definition's machine: that of its file, up to the first dot.
pub(super) fn name(path: &str, mode: Mode) -> Option<String> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let is_name = (1..=MOST_NAME).contains(&stem.len()) && stem.chars().all(is_plain);
    is_name.then(|| match mode {
        Mode::Standard => stem.to_owned(),
        Mode::Express => format!("{stem}-express"),
    })
}

fn diagnostics(faults: &[Fault], source: &Arc<Source>) -> Vec<Diagnostic> {
    faults.iter().map(|fault| diagnostic(fault, source)).collect()
}

fn diagnostic(fault: &Fault, source: &Arc<Source>) -> Diagnostic {
    let start = fault.span.offset();
    let place = SourceLocation::Text(source.clone(), start..start + fault.span.len());
    let made = match fault.warning {
        true => Diagnostic::warning(&codes::DEFINITION, &fault.message),
        false => Diagnostic::error(&codes::DEFINITION, &fault.message),
    };
    let made = made.at(place, &fault.label);
    match &fault.help {
        Some(help) => made.help(help),
        None => made,
    }
}

fn kind(mode: Mode) -> ExecutionType {
    match mode {
        Mode::Standard => ExecutionType::Standard,
        Mode::Express => ExecutionType::Express,
    }
}

/// The values of the placeholders of a definition, or the placeholders without a value.
fn substitutions(
    definition: &Definition,
    source: &Arc<Source>,
    settings: &Settings,
) -> Result<BTreeMap<String, Substitution>, Vec<Diagnostic>> {
    let mut found = BTreeMap::new();
    let mut faults = Vec::new();
    for placeholder in &definition.placeholders {
        match substitution(&placeholder.name, settings) {
            Some(meant) => drop(found.insert(placeholder.name.clone(), meant)),
            None => {
                let known = settings.functions.keys().map(String::as_str);
                let known = known
                    .chain(settings.state_machines.substitutions.keys().map(String::as_str))
                    .chain(Variable::ALL.map(Variable::name));
                let place = SourceLocation::Text(source.clone(), placeholder.span.clone());
                let message = format!("unknown placeholder `${{{}}}`", placeholder.name);
                faults.push(
                    Diagnostic::error(&codes::PLACEHOLDER, message)
                        .at(place, "this placeholder")
                        .help("list it under `functions` in the settings, or a text under `stateMachines.substitutions`")
                        .did_you_mean(&placeholder.name, known),
                );
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn substitution(name: &str, settings: &Settings) -> Option<Substitution> {
    if let Some(function) = settings.functions.get(name) {
        return Some(Substitution::Function(LambdaFunction::listed(name, function)));
    }
    let variable = || Variable::ALL.into_iter().find(|variable| variable.name() == name);
    let text = settings.state_machines.substitutions.get(name).cloned();
    text.or_else(|| variable().map(Variable::placeholder)).map(Substitution::Text)
}

/// The permissions that the machine's role needs.
fn statements(
    machine: &Machine,
    substitutions: &BTreeMap<String, Substitution>,
) -> Vec<(Vec<String>, Vec<String>)> {
    let least = Policy::of(machine);
    let known = |text: String| {
        text.replace(policy::MACHINE, StateMachine::SELF)
            .replace(policy::EXECUTIONS, StateMachine::EXECUTIONS)
    };
    let mut statements: Vec<_> = least
        .statements
        .into_iter()
        .map(|allowed| (allowed.actions, allowed.resources.into_iter().map(known).collect()))
        .collect();
    // Resources of tasks with placeholders: other resources than functions need further permissions.
    let calls = |text: &&String| {
        let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        match name.and_then(|name| substitutions.get(name)) {
            Some(Substitution::Function(_)) => true,
            Some(Substitution::Text(text)) => text.contains(":function:"),
            None => text.contains(":function:"),
        }
    };
    let functions: Vec<String> = least.open.iter().filter(calls).cloned().collect();
    if !functions.is_empty() {
        statements.push((vec!["lambda:InvokeFunction".to_owned()], functions));
    }
    statements
}
