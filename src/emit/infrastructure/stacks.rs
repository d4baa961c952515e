//! Which resources stand in which nested stack.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use burgeon_cloudformation::packing::{Group, PackError, Placement, Weight, pack};
use burgeon_cloudformation::{LogicalId, Parameter, Template, Value};
use burgeon_core::api::{DataSource, Model};
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::{Api, Name};
use rayon::prelude::*;

use super::api_attribute::ApiAttribute;
use super::environment::{self, Environment};
use super::part::Part;
use super::{
    TOO_LARGE, data_source, delta_sync, resolver, search, sources, state_machine, table, tag,
    unwritable,
};
use crate::plan::{PlannedResolver, Use};

/// Nested stacks that the root has of models' own; further models share stacks, so that the root
/// stays under its 500 resources whatever else stands in it.
const OWN_STACKS: usize = 400;

/// The stack of models that have none of their own, and that of fields of no model. No GraphQL name
/// has a hyphen in it, so that these are never a model's.
const SHARED: &str = "shared-models";
const FIELDS: &str = "shared-fields";

/// How the output folder is reached from a nested stack's template.
const OUTPUT: &str = "../";

/// A nested stack.
pub(super) struct Nested {
    pub(super) template: Template,
    /// The stacks that must stand before it.
    pub(super) after: BTreeSet<String>,
    /// What it is told of other stacks: the parameter, which an output is called like, and the stack.
    pub(super) imports: BTreeMap<LogicalId, String>,
    /// What it needs to know of the environment.
    pub(super) environment: Environment,
    /// What it needs to know of the API, beside its id.
    pub(super) api: BTreeSet<ApiAttribute>,
    /// The parameters of the root stack that it is given, and what each is.
    pub(super) parameters: BTreeMap<LogicalId, String>,
}

/// All that stands in nested stacks, sorted by name: each model with its resolvers, as long as
/// those fit into one stack, and otherwise each resolver by itself.
pub(super) fn parts(api: &Api, resolvers: &[PlannedResolver]) -> Vec<Part> {
    let uses = uses(resolvers);
    let none = BTreeSet::new();
    let settings = &api.settings;
    let mut by_model: HashMap<&Name, Vec<&PlannedResolver>> = HashMap::new();
    let mut parts = Vec::new();
    for planned in resolvers {
        if search::is_asked(planned) {
            parts.push(resolver::part(planned, search::STACK, OUTPUT, settings));
            continue;
        }
        match home(planned) {
            Some(model) => by_model.entry(model).or_default().push(planned),
            None => parts.push(resolver::part(planned, FIELDS, OUTPUT, settings)),
        }
    }
    let models: Vec<&Model> = api.models.values().collect();
    let of_model = |model: &Model| {
        let mut part = Part::new(model.stack_name().as_str(), model.stack_name().as_str());
        if model.database.is_none() {
            let table = table::add(&mut part, model, settings);
            let uses = uses.get(model.stored.name.as_str()).unwrap_or(&none);
            data_source::add(&mut part, model, &table, uses);
        }
        let fields = by_model.get(model.stack_name()).into_iter().flatten();
        let fields: Vec<Part> = fields
            .map(|planned| resolver::part(planned, model.stack_name(), OUTPUT, settings))
            .collect();
        let whole = fields.iter().fold(part.weight(), |sum, field| sum.plus(&field.weight()));
        if whole.fits(&Weight::quota()) {
            fields.into_iter().for_each(|field| part.absorb(field));
            vec![part]
        } else {
            std::iter::once(part).chain(fields).collect()
        }
    };
    parts.par_extend(models.into_par_iter().flat_map_iter(of_model));
    // A model in a database that nothing asks has neither a table here nor resolvers.
    parts.retain(|part| !part.resources.is_empty());
    parts.extend(sources::parts(&api.settings, resolvers));
    parts.extend(state_machine::parts(api));
    parts.extend(search::part(api));
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    let resources = parts.iter_mut().flat_map(|part| &mut part.resources);
    resources.for_each(|(_, resource)| tag(resource, settings));
    parts
}

/// The model whose stack a resolver stands in: the one whose table it asks.
///
/// A resolver that asks several stands apart from all of them, so that the stacks of models never
/// wait for one another.
fn home(resolver: &PlannedResolver) -> Option<&Name> {
    let mut models = resolver::models(resolver);
    match models.len() {
        0 => resolver.model.as_ref(),
        1 => models.pop_first(),
        _ => None,
    }
}

/// What the resolvers do with each model's table.
fn uses(resolvers: &[PlannedResolver]) -> HashMap<&str, BTreeSet<Use>> {
    let mut uses: HashMap<&str, BTreeSet<Use>> = HashMap::new();
    for request_pair in resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs()) {
        if let DataSource::Table(model) = &request_pair.data_source {
            uses.entry(model.as_str()).or_default().extend(request_pair.uses.iter().cloned());
        }
    }
    uses
}

/// Places every part, each where it stood before as long as it fits there.
pub(super) fn place(parts: &[Part], previous: &Placement) -> Result<Placement, Vec<Diagnostic>> {
    let mut own: BTreeSet<&str> = previous.stacks().into_keys().collect();
    let mut groups = Vec::new();
    for part in parts {
        let shared = [FIELDS, search::STACK, sources::STACK, state_machine::STACK];
        let has_place = shared.contains(&part.stack.as_str())
            || previous.stack_of(&part.name).is_some()
            || own.contains(part.stack.as_str());
        let stack = if has_place || own.len() < OWN_STACKS {
            own.insert(&part.stack);
            part.stack.clone()
        } else {
            SHARED.to_owned()
        };
        groups.push(Group { name: part.name.clone(), stack, weight: part.weight() });
    }
    let too_large = |fault: PackError| {
        Diagnostic::error(&TOO_LARGE, fault.to_string())
            .help("it is one resolver with its functions, or one table: give it fewer")
    };
    pack(&groups, &Weight::quota(), previous)
        .map_err(|faults| faults.into_iter().map(too_large).collect())
}

/// The nested stacks' templates, by name; `syncable` if there is a table of changes.
pub(super) fn nested(
    parts: Vec<Part>,
    placement: &Placement,
    syncable: bool,
) -> Result<BTreeMap<String, Nested>, Diagnostic> {
    let mut stacks: BTreeMap<String, Nested> = BTreeMap::new();
    let api_id = LogicalId::new("ApiId").map_err(|fault| unwritable(&fault))?;
    for part in parts {
        let Some(stack_name) = placement.stack_of(&part.name) else { continue };
        if !stacks.contains_key(stack_name) {
            let mut template = Template::new();
            template.set_description(format!("The part {stack_name} of an AppSync API"));
            let parameter = Parameter::string().description("The id of the API");
            template
                .add_parameter(api_id.clone(), parameter)
                .map_err(|fault| unwritable(&fault))?;
            if syncable {
                let parameter =
                    Parameter::string().description("The table that keeps what changed");
                let added = template.add_parameter(delta_sync::id(), parameter);
                added.map_err(|fault| unwritable(&fault))?;
            }
            let nested = Nested {
                template,
                after: BTreeSet::new(),
                imports: BTreeMap::new(),
                environment: Environment::Unused,
                api: BTreeSet::new(),
                parameters: BTreeMap::new(),
            };
            stacks.insert(stack_name.to_owned(), nested);
        }
        let Some(stack) = stacks.get_mut(stack_name) else { continue };
        for import in part.imports {
            let Some(other) = placement.stack_of(&import.part) else { continue };
            let parameter = Parameter::string().description(format!("An output of {other}"));
            stack
                .template
                .add_parameter(import.output.clone(), parameter)
                .map_err(|fault| unwritable(&fault))?;
            stack.imports.insert(import.output, other.to_owned());
        }
        if part.environment >= Environment::Name {
            let added = stack.template.add_parameter(environment::id(), environment::parameter());
            added.map_err(|fault| unwritable(&fault))?;
        }
        if part.environment == Environment::Condition {
            let (id, condition) = (environment::condition_id(), environment::condition());
            stack.template.add_condition(id, condition).map_err(|fault| unwritable(&fault))?;
        }
        stack.environment = stack.environment.max(part.environment);
        for attribute in part.api {
            let added = stack.template.add_parameter(attribute.id(), attribute.parameter());
            added.map_err(|fault| unwritable(&fault))?;
            stack.api.insert(attribute);
        }
        for (id, description) in part.parameters {
            let parameter = Parameter::string().description(description.as_str());
            let added = stack.template.add_parameter(id.clone(), parameter);
            added.map_err(|fault| unwritable(&fault))?;
            stack.parameters.insert(id, description);
        }
        let stack_of = |source: &DataSource| placement.stack_of(&sources::part_of(source)?);
        let (here, elsewhere): (Vec<&DataSource>, Vec<&DataSource>) =
            part.needs.iter().partition(|source| stack_of(source) == Some(stack_name));
        let here: Vec<(Value, LogicalId)> = here
            .into_iter()
            .map(|source| (Value::from(source.name()), sources::id(source)))
            .collect();
        for (id, mut resource) in part.resources {
            // The data source that it names must be there first.
            let named = resource.properties().get("DataSourceName");
            if let Some((_, source)) = here.iter().find(|(name, _)| Some(name) == named) {
                resource = resource.depends_on(source);
            }
            stack.template.add_resource(id, resource).map_err(|fault| unwritable(&fault))?;
        }
        for (id, output) in part.outputs {
            stack.template.add_output(id, output).map_err(|fault| unwritable(&fault))?;
        }
        stack.after.extend(elsewhere.into_iter().filter_map(stack_of).map(str::to_owned));
    }
    Ok(stacks)
}
