//! Custom resolvers: the mapping templates in the project's folder `resolvers`.
//!
//! They are a transformer that reads files. Its templates that resolve a field by themselves are declared,
//! so `@auth` guards them like the resolvers of directives. The others are further steps of resolvers, which
//! exist once all other transformers have expanded. It is therefore the last of the transformers.

mod codes;
mod data_sources;
mod file_name;
mod permissions;
mod template_files;
mod template_pair;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::files::FileSystem;
use burgeon_core::resolver::{Action, CustomTemplates, Resolver, Slot, Step};
use burgeon_core::source::Source;
use burgeon_core::{
    Api, Code, Declaring, Diagnostic, Diagnostics, Expanding, Settings, Transformer,
};

pub(crate) use codes::ALL as CODES;
pub(crate) use data_sources::taken_names;

use data_sources::DataSources;
use file_name::{FileName, start_of};
use template_pair::TemplatePair;

/// The transformer of the custom templates of a project.
pub(crate) struct CustomResolvers {
    files: Arc<dyn FileSystem>,
    /// The folder of the templates; absent: there are none.
    folder: Option<PathBuf>,
}

impl CustomResolvers {
    /// The templates of a folder. One that does not exist has none.
    pub(crate) fn new(files: Arc<dyn FileSystem>, folder: Option<PathBuf>) -> Self {
        Self { files, folder }
    }
}

/// The templates of a project, by field, each with its slot.
type Templates = BTreeMap<Coordinate, Vec<(Slot, CustomTemplates)>>;

/// The templates that are further steps of resolvers, from `declare` to `expand`.
#[derive(Debug, Clone, Default)]
struct FurtherSteps {
    templates: Templates,
    /// The faults of all templates. They are reported last: what transformers find while they expand
    /// does not follow from them.
    faults: Diagnostics,
}

impl Transformer for CustomResolvers {
    fn name(&self) -> &'static str {
        "custom resolvers"
    }

    fn definitions(&self) -> &'static str {
        ""
    }

    fn documentation(&self) -> &'static str {
        ""
    }

    fn codes(&self) -> &'static [&'static Code] {
        CODES
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        let mut faults = Diagnostics::default();
        let folder = self.folder.as_deref();
        let sources = template_files::read(&*self.files, folder, &mut faults);
        let mut templates = templates(api, sources, &mut faults);
        for (at, of_field) in &mut templates {
            if !needs_resolver(api, at) {
                continue;
            }
            if let Some(resolver) = take_resolver(at, of_field, &mut faults) {
                api.add_resolver(at.clone(), resolver);
            }
        }
        *api.extension_mut() = FurtherSteps { templates, faults };
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        let FurtherSteps { templates, mut faults } = std::mem::take(api.extension_mut());
        for (at, of_field) in templates {
            for (slot, templates) in of_field {
                match api.resolver_mut(&at) {
                    Some(_) if templates.number.is_none() => {
                        faults.push(two_resolvers(&at, &templates));
                    }
                    Some(resolver) => resolver.add(step(slot, templates)),
                    None => faults.push(unknown_field(api, &at, &templates)),
                }
            }
        }
        api.diagnostics_mut().append(faults);
    }
}

/// The templates by field, with the permissions that they need. Unused data sources of the settings are
/// reported.
fn templates(api: &Api, sources: Vec<Arc<Source>>, faults: &mut Diagnostics) -> Templates {
    let data_sources = DataSources::new(api);
    let mut used = BTreeSet::new();
    let mut templates = Templates::new();
    let settings: &Settings = &api.settings;
    for ((at, slot, number), pair) in pairs(sources, faults) {
        used.extend(pair.data_source().map(str::to_owned));
        match pair.templates(settings, &data_sources, number) {
            Ok(found) => templates.entry(at).or_default().push((slot, found)),
            Err(fault) => faults.push(fault),
        }
    }
    for unused in data_sources::unused(api, |name| used.contains(name)) {
        faults.push(unused);
    }
    templates
}

/// The request and response templates, by the field, the slot and the number of their names.
fn pairs(
    sources: Vec<Arc<Source>>,
    faults: &mut Diagnostics,
) -> BTreeMap<(Coordinate, Slot, Option<u32>), TemplatePair> {
    let mut pairs: BTreeMap<_, TemplatePair> = BTreeMap::new();
    for source in sources {
        let added = FileName::read(&source).and_then(|name| {
            let place = (name.at.clone(), name.slot, name.number);
            pairs.entry(place).or_default().add(name, source)
        });
        if let Err(fault) = added {
            faults.push(fault);
        }
    }
    pairs
}

/// Whether a declared field has no resolver, and gets none when transformers expand.
fn needs_resolver(api: &Api, at: &Coordinate) -> bool {
    let object = api.schema.get_object(&at.ty);
    let is_declared = object.is_some_and(|object| object.fields.contains_key(&at.field));
    is_declared && !api.resolvers.contains_key(at) && !api.relations.contains_key(at)
}

/// The resolver of the templates that resolve a field. The others are left.
fn take_resolver(
    at: &Coordinate,
    templates: &mut Vec<(Slot, CustomTemplates)>,
    faults: &mut Diagnostics,
) -> Option<Resolver> {
    let is_data = |(slot, _): &(Slot, CustomTemplates)| *slot == Slot::Data;
    let (data, others): (Vec<_>, Vec<_>) = std::mem::take(templates).into_iter().partition(is_data);
    *templates = others;
    let alone = data.iter().find(|(_, templates)| templates.number.is_none());
    if let Some((_, templates)) = alone.filter(|_| data.len() > 1) {
        faults.push(two_resolvers(at, templates));
        return None;
    }
    let steps: Vec<Step> =
        data.into_iter().map(|(slot, templates)| step(slot, templates)).collect();
    (!steps.is_empty()).then_some(Resolver { model: None, steps })
}

fn step(slot: Slot, templates: CustomTemplates) -> Step {
    Step::new(slot, Action::Custom(templates))
}

fn two_resolvers(at: &Coordinate, templates: &CustomTemplates) -> Diagnostic {
    let fault = Diagnostic::error(&codes::TWO_ANSWERS, format!("`{at}` is answered already"))
        .help(format!("name a slot and a number, as in `{at}.postDataLoad.1.req.vtl`"));
    at_template(fault, templates, "answers the field by itself")
}

fn unknown_field(api: &Api, at: &Coordinate, templates: &CustomTemplates) -> Diagnostic {
    let objects = api.schema.types.values().filter_map(|ty| ty.as_object());
    let fields = objects
        .flat_map(|object| object.fields.keys().map(|field| format!("{}.{field}", object.name)));
    let is_field = |name: &String| *name != at.to_string();
    let known: Vec<String> = fields.filter(is_field).collect();
    let fault = Diagnostic::error(&codes::UNKNOWN_FIELD, format!("`{at}` has no resolver"))
        .help("`schema.graphql` of a build lists the fields; those of objects that are read with the object have no resolver")
        .did_you_mean(&at.to_string(), known.iter().map(String::as_str));
    at_template(fault, templates, "this template belongs to no resolver")
}

fn at_template(fault: Diagnostic, templates: &CustomTemplates, label: &str) -> Diagnostic {
    let template = templates.request.as_ref().or(templates.response.as_ref());
    template.into_iter().fold(fault, |fault, source| fault.at(start_of(source), label))
}
