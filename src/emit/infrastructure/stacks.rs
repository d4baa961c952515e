//! Assigns resources to nested stacks.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use burgeon_cloudformation::packing::{Group, PackError, Placement, Weight, pack};
use burgeon_cloudformation::{LogicalId, Parameter, Template, Value};
use burgeon_core::api::{DataSource, Model};
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::infrastructure::environment::{self, EnvironmentUse};
use burgeon_core::infrastructure::{
    ApiAttribute, DataSourceUsage, Infrastructure, StackFragment, Usage,
};
use burgeon_core::{Api, Defect, Name};
use rayon::prelude::*;

use super::{
    TOO_LARGE, data_sources, delta_sync, model_data_source, resolver, table, tag, unwritable,
};
use crate::plan::PlannedResolver;

/// The limit of nested stacks with one model each; further models share stacks, which keeps the root
/// below 500 resources.
const OWN_STACKS: usize = 400;

/// The stack of models that share one, and that of fields without a model. GraphQL names contain no
/// hyphen, so these are never the name of a model.
const SHARED: &str = "shared-models";
const FIELDS: &str = "shared-fields";

/// The path from a nested stack's template to the output folder.
const OUTPUT: &str = "../";

/// A nested stack.
pub(super) struct NestedStack {
    pub(super) template: Template,
    /// The stacks that it depends on.
    pub(super) depends_on: BTreeSet<String>,
    /// The outputs of other stacks that it reads: the parameter, which has the output's name, and the
    /// stack.
    pub(super) imports: BTreeMap<LogicalId, String>,
    /// Its use of the environment.
    pub(super) environment: EnvironmentUse,
    /// The attributes of the API that it reads, in addition to the API's id.
    pub(super) api: BTreeSet<ApiAttribute>,
    /// The parameters of the root stack that it reads, with their descriptions.
    pub(super) parameters: BTreeMap<LogicalId, String>,
}

/// The fragments of nested stacks, sorted by name: each model with its resolvers if they fit
/// into one stack, and otherwise one fragment for each resolver.
pub(super) fn fragments(
    api: &Api,
    resolvers: &[PlannedResolver],
    usage: &Usage,
    infrastructure: &Infrastructure,
) -> Result<Vec<StackFragment>, Defect> {
    let settings = &api.settings;
    let mut by_model: HashMap<&Name, Vec<&PlannedResolver>> = HashMap::new();
    let mut fragments = Vec::new();
    for planned in resolvers {
        let decided = planned.kind.request_pairs().find_map(|one| one.data_source.resolver_stack());
        match (decided, stack_model(planned)) {
            (None, Some(model)) => by_model.entry(model).or_default().push(planned),
            (stack, _) => {
                let stack = stack.unwrap_or(FIELDS);
                fragments.push(resolver::fragment(planned, stack, OUTPUT, settings));
            }
        }
    }
    let models: Vec<&Model> = api.models.values().collect();
    let of_model = |model: &Model| {
        let mut fragment = model_fragment(api, model, usage, infrastructure);
        let fields = by_model.get(model.stack_name()).into_iter().flatten();
        let fields: Vec<StackFragment> = fields
            .map(|planned| resolver::fragment(planned, model.stack_name(), OUTPUT, settings))
            .collect();
        let whole = fields.iter().fold(fragment.weight(), |sum, field| sum.plus(&field.weight()));
        if whole.fits(&Weight::quota()) {
            fields.into_iter().for_each(|field| fragment.merge(field));
            vec![fragment]
        } else {
            std::iter::once(fragment).chain(fields).collect()
        }
    };
    fragments.par_extend(models.into_par_iter().flat_map_iter(of_model));
    // A model in a database without resolvers has nothing here.
    fragments.retain(|fragment| !fragment.resources.is_empty());
    fragments.extend(data_sources::fragments(settings, usage)?);
    fragments.extend(infrastructure.fragments().cloned());
    fragments.sort_by(|a, b| a.name.cmp(&b.name));
    let resources = fragments.iter_mut().flat_map(|fragment| &mut fragment.resources);
    resources.for_each(|(_, resource)| tag(resource, settings));
    Ok(fragments)
}

/// A model's table and its data source, with what transformers add to them.
fn model_fragment(
    api: &Api,
    model: &Model,
    usage: &Usage,
    infrastructure: &Infrastructure,
) -> StackFragment {
    let mut fragment = StackFragment::new(model.stack_name().as_str(), model.stack_name().as_str());
    if !model.is_relational() {
        let properties = infrastructure.table_properties(model);
        let table = table::add(&mut fragment, model, &api.settings, properties);
        let none = DataSourceUsage::default();
        let used =
            usage.for_data_source(&DataSource::Table(model.stored.name.clone())).unwrap_or(&none);
        model_data_source::add(&mut fragment, model, &table, used);
    }
    if let Some(added) = infrastructure.of_model(model) {
        fragment.merge(added.clone());
    }
    fragment
}

/// The model whose stack contains a resolver: the one whose table it uses.
///
/// A resolver with several tables is in another stack, which keeps the stacks of models independent.
fn stack_model(resolver: &PlannedResolver) -> Option<&Name> {
    let mut models = resolver::models(resolver);
    match models.len() {
        0 => resolver.model.as_ref(),
        1 => models.pop_first(),
        _ => None,
    }
}

/// Locations every fragment in its previous stack, as long as it fits there.
pub(super) fn place(
    fragments: &[StackFragment],
    previous: &Placement,
) -> Result<Placement, Vec<Diagnostic>> {
    let mut own: BTreeSet<&str> = previous.stacks().into_keys().collect();
    let mut groups = Vec::new();
    for fragment in fragments {
        // The stacks of models do not have a hyphen in their names.
        let has_place = fragment.stack.contains('-')
            || previous.stack_of(&fragment.name).is_some()
            || own.contains(fragment.stack.as_str());
        let stack = if has_place || own.len() < OWN_STACKS {
            own.insert(&fragment.stack);
            fragment.stack.clone()
        } else {
            SHARED.to_owned()
        };
        groups.push(Group { name: fragment.name.clone(), stack, weight: fragment.weight() });
    }
    let too_large = |fault: PackError| {
        Diagnostic::error(&TOO_LARGE, fault.to_string())
            .help("it is one resolver with its functions, or one table: give it fewer")
    };
    pack(&groups, &Weight::quota(), previous)
        .map_err(|faults| faults.into_iter().map(too_large).collect())
}

/// The stack of a fragment.
pub(super) fn stack_of<'a>(placement: &'a Placement, fragment: &str) -> Result<&'a str, Defect> {
    let missing = || Defect::new(format!("the stack fragment `{fragment}` has no stack"));
    placement.stack_of(fragment).ok_or_else(missing)
}

/// A nested stack without resources.
fn empty_stack(name: &str, api_id: &LogicalId, syncable: bool) -> Result<NestedStack, Diagnostic> {
    let mut template = Template::new();
    template.set_description(format!("The part {name} of an AppSync API"));
    let parameter = Parameter::string().description("The id of the API");
    template.add_parameter(api_id.clone(), parameter).map_err(|fault| unwritable(&fault))?;
    if syncable {
        let parameter = Parameter::string().description("The table that keeps what changed");
        let added = template.add_parameter(delta_sync::id(), parameter);
        added.map_err(|fault| unwritable(&fault))?;
    }
    Ok(NestedStack {
        template,
        depends_on: BTreeSet::new(),
        imports: BTreeMap::new(),
        environment: EnvironmentUse::Unused,
        api: BTreeSet::new(),
        parameters: BTreeMap::new(),
    })
}

/// The nested stacks' templates, by name; `syncable` if there is a table of changes.
pub(super) fn nested(
    fragments: Vec<StackFragment>,
    placement: &Placement,
    syncable: bool,
) -> Result<BTreeMap<String, NestedStack>, Diagnostic> {
    let mut stacks: BTreeMap<String, NestedStack> = BTreeMap::new();
    let api_id = LogicalId::new("ApiId").map_err(|fault| unwritable(&fault))?;
    for fragment in fragments {
        let stack_name = stack_of(placement, &fragment.name)?;
        let stack = match stacks.entry(stack_name.to_owned()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(empty_stack(stack_name, &api_id, syncable)?),
        };
        for import in fragment.imports {
            let other = stack_of(placement, &import.fragment)?;
            let parameter = Parameter::string().description(format!("An output of {other}"));
            stack
                .template
                .add_parameter(import.output.clone(), parameter)
                .map_err(|fault| unwritable(&fault))?;
            stack.imports.insert(import.output, other.to_owned());
        }
        if fragment.environment >= EnvironmentUse::Name {
            let added = stack.template.add_parameter(environment::id(), environment::parameter());
            added.map_err(|fault| unwritable(&fault))?;
        }
        if fragment.environment == EnvironmentUse::Condition {
            let (id, condition) = (environment::condition_id(), environment::condition());
            stack.template.add_condition(id, condition).map_err(|fault| unwritable(&fault))?;
        }
        stack.environment = stack.environment.max(fragment.environment);
        for attribute in fragment.api {
            let added = stack.template.add_parameter(attribute.id(), attribute.parameter());
            added.map_err(|fault| unwritable(&fault))?;
            stack.api.insert(attribute);
        }
        for (id, description) in fragment.parameters {
            let parameter = Parameter::string().description(description.as_str());
            let added = stack.template.add_parameter(id.clone(), parameter);
            added.map_err(|fault| unwritable(&fault))?;
            stack.parameters.insert(id, description);
        }
        let stack_of = |source: &DataSource| placement.stack_of(&source.fragment()?);
        let (here, elsewhere): (Vec<&DataSource>, Vec<&DataSource>) =
            fragment.data_sources.iter().partition(|source| stack_of(source) == Some(stack_name));
        let here: Vec<(Value, LogicalId)> = here
            .into_iter()
            .map(|source| (Value::from(source.name()), source.logical_id()))
            .collect();
        for (id, mut resource) in fragment.resources {
            // The data source that it names must be there first.
            let named = resource.properties().get("DataSourceName");
            if let Some((_, source)) = here.iter().find(|(name, _)| Some(name) == named) {
                resource = resource.depends_on(source);
            }
            stack.template.add_resource(id, resource).map_err(|fault| unwritable(&fault))?;
        }
        for (id, output) in fragment.outputs {
            stack.template.add_output(id, output).map_err(|fault| unwritable(&fault))?;
        }
        stack.depends_on.extend(elsewhere.into_iter().filter_map(stack_of).map(str::to_owned));
    }
    Ok(stacks)
}
