//! Takes in the author's own templates: what answers fields of theirs, and further steps of others.

mod allowed;
mod codes;
mod file_name;
mod pair;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::files::FileSystem;
use burgeon_core::resolver::{Action, OwnTemplates, Resolver, Slot, Step};
use burgeon_core::source::Source;
use burgeon_core::{Api, Diagnostics};

pub(super) use codes::ALL as CODES;
pub(crate) use sources::taken_names;

use super::check;
use file_name::{FileName, start_of};
use pair::Pair;
use sources::Sources;

/// Bytes of a template that are read. AppSync takes 64 KiB, of which the checks tell.
const MOST_BYTES: u64 = 10_000_000;

/// The author's own templates, as long as they have no place in a resolver, and what was wrong with
/// them.
#[derive(Default)]
pub(crate) struct OwnFiles {
    files: Vec<Arc<Source>>,
    waiting: BTreeMap<Coordinate, Vec<(Slot, OwnTemplates)>>,
    faults: Diagnostics,
}

impl OwnFiles {
    /// Reads the templates of a folder. One that does not exist holds none.
    pub(crate) fn read(files: &dyn FileSystem, folder: Option<&PathBuf>) -> Self {
        let mut own = Self::default();
        let Some(folder) = folder.filter(|folder| files.is_folder(folder)) else { return own };
        let paths = list(files, folder).unwrap_or_else(|reason| {
            own.faults.push(unreadable(folder, &reason));
            vec![]
        });
        for path in paths {
            match files.read_text(&path, MOST_BYTES) {
                Ok(text) => {
                    let name = path.to_string_lossy().replace('\\', "/");
                    let source = Source::new(name, text);
                    check::check_template(&source, &mut own.faults);
                    own.files.push(source);
                }
                Err(reason) => own.faults.push(unreadable(&path, &reason)),
            }
        }
        own
    }

    /// Adds resolvers for the fields of templates, before transformers expand: `@auth` then guards them
    /// like those of directives.
    pub(crate) fn declare(&mut self, api: &mut Api) {
        let sources = Sources::of(api);
        let mut named = BTreeSet::new();
        for ((at, slot, number), pair) in self.pairs() {
            named.extend(pair.data_source().map(str::to_owned));
            match pair.templates(&api.settings, &sources, number) {
                Ok(own) => self.waiting.entry(at).or_default().push((slot, own)),
                Err(fault) => self.faults.push(fault),
            }
        }
        for found in sources::unused(api, |name| named.contains(name)) {
            self.faults.push(found);
        }
        for (at, waiting) in &mut self.waiting {
            if !is_to_be_answered(api, at) {
                continue;
            }
            let (data, others): (Vec<_>, Vec<_>) =
                std::mem::take(waiting).into_iter().partition(|(slot, _)| *slot == Slot::Data);
            *waiting = others;
            let alone = data.iter().find(|(_, own)| own.number.is_none());
            match alone.filter(|_| data.len() > 1) {
                Some((_, own)) => self.faults.push(answered_twice(at, own)),
                None if data.is_empty() => {}
                None => {
                    let steps = data.into_iter().map(|(slot, own)| step(slot, own)).collect();
                    api.resolvers.insert(at.clone(), Resolver { model: None, steps });
                }
            }
        }
    }

    /// Adds the templates that are further steps to the resolvers that they are named after.
    pub(crate) fn add_steps(&mut self, api: &mut Api) {
        for (at, waiting) in std::mem::take(&mut self.waiting) {
            for (slot, own) in waiting {
                match api.resolvers.get_mut(&at) {
                    Some(_) if own.number.is_none() => self.faults.push(answered_twice(&at, &own)),
                    Some(resolver) => resolver.add(step(slot, own)),
                    None => self.faults.push(unknown_field(api, &at, &own)),
                }
            }
        }
    }

    /// Hands over what was wrong.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        diagnostics.append(self.faults);
    }

    /// The templates, by what their names say.
    fn pairs(&mut self) -> BTreeMap<(Coordinate, Slot, Option<u32>), Pair> {
        let mut pairs: BTreeMap<_, Pair> = BTreeMap::new();
        for source in std::mem::take(&mut self.files) {
            let added = FileName::read(&source).and_then(|name| {
                let place = (name.at.clone(), name.slot, name.number);
                pairs.entry(place).or_default().add(name, source)
            });
            if let Err(fault) = added {
                self.faults.push(fault);
            }
        }
        pairs
    }
}

fn step(slot: Slot, own: OwnTemplates) -> Step {
    Step::new(slot, Action::Own(own))
}

/// Whether a field of the author's has nothing behind it, now and once all has expanded.
fn is_to_be_answered(api: &Api, at: &Coordinate) -> bool {
    let object = api.schema.get_object(&at.ty);
    let is_declared = object.is_some_and(|object| object.fields.contains_key(&at.field));
    is_declared && !api.resolvers.contains_key(at) && !api.relations.contains_key(at)
}

fn list(files: &dyn FileSystem, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = files.entries(folder)?.into_iter().map(|entry| entry.path);
    Ok(entries.filter(|path| path.extension().is_some_and(|end| end == "vtl")).collect())
}

fn unreadable(path: &Path, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::error(&codes::UNREADABLE, format!("cannot read `{}`: {reason}", path.display()))
        .help("save it as UTF-8, and check its permissions")
}

fn answered_twice(at: &Coordinate, own: &OwnTemplates) -> Diagnostic {
    let fault = Diagnostic::error(&codes::TWO_ANSWERS, format!("`{at}` is answered already"))
        .help(format!("name a slot and a number, as in `{at}.postDataLoad.1.req.vtl`"));
    at_template(fault, own, "answers the field by itself")
}

fn unknown_field(api: &Api, at: &Coordinate, own: &OwnTemplates) -> Diagnostic {
    let objects = api.schema.types.values().filter_map(|ty| ty.as_object());
    let fields = objects
        .flat_map(|object| object.fields.keys().map(|field| format!("{}.{field}", object.name)));
    let is_field = |name: &String| *name != at.to_string();
    let known: Vec<String> = fields.filter(is_field).collect();
    let fault = Diagnostic::error(&codes::UNKNOWN_FIELD, format!("`{at}` has no resolver"))
        .help("`schema.graphql` of a build lists the fields; those of objects that are read with the object have no resolver")
        .did_you_mean(&at.to_string(), known.iter().map(String::as_str));
    at_template(fault, own, "this template belongs to no resolver")
}

fn at_template(fault: Diagnostic, own: &OwnTemplates, label: &str) -> Diagnostic {
    let template = own.request.as_ref().or(own.response.as_ref());
    template.into_iter().fold(fault, |fault, source| fault.at(start_of(source), label))
}
