//! What stands behind `@searchable`: the search engine, and for each model a function that follows
//! the stream of its table. All of it stands in one stack, behind those of the tables.

mod collection;
mod domain;
mod existing;
mod follower;
mod mappings;
mod source;

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::Api;
use burgeon_core::api::{DataSource, Model, SearchIndex};
use burgeon_core::settings::SearchEngine;

use super::part::{Import, Part};
use super::{kms, table};
use crate::emit::Files;
use crate::plan::PlannedResolver;

/// The stack's name. No GraphQL name has a hyphen in it, so that it is never a model's.
pub(super) const STACK: &str = "search-engine";

/// The name of the part with everything but the resolvers.
pub(super) const NAME: &str = "search-engine";

/// Where the code stands, and how stacks reach it.
const FOLDER: &str = "functions/search";
const CODE: &str = "../functions/search";

/// The functions' code, by file.
const FILES: [(&str, &str); 7] = [
    ("aws.py", include_str!("function/aws.py")),
    ("backfill.py", include_str!("function/backfill.py")),
    ("documents.py", include_str!("function/documents.py")),
    ("index.py", include_str!("function/index.py")),
    ("main.py", include_str!("function/main.py")),
    ("search.py", include_str!("function/search.py")),
    ("stream.py", include_str!("function/stream.py")),
];

/// A model, and the index that it is searched in.
#[derive(Clone, Copy)]
struct Searched<'a> {
    model: &'a Model,
    index: &'a SearchIndex,
}

impl Searched<'_> {
    /// The logical id of something that belongs to the model.
    fn id(&self, what: &str) -> LogicalId {
        LogicalId::from_name(&self.model.stored.name).suffixed("Search").suffixed(what)
    }

    /// The output of the table's stack, and the parameter, with the ARN of the table's stream.
    fn stream(&self) -> LogicalId {
        table::id(self.model).suffixed("StreamArn")
    }
}

/// What the role that writes an index may do.
type Writes = Box<dyn Fn(&SearchIndex) -> Vec<Statement>>;

/// The search engine, as the others need to know it.
struct Engine {
    /// Its address.
    endpoint: Value,
    /// Its region.
    region: Value,
    /// The name that requests to it are signed with.
    service: &'static str,
    /// What its own policies do not say of roles already: what the role that searches may do.
    reads: Vec<Statement>,
    /// And what the role that writes an index may do.
    writes: Writes,
}

/// Whether a resolver asks the search engine.
pub(super) fn is_asked(resolver: &PlannedResolver) -> bool {
    resolver
        .kind
        .request_pairs()
        .any(|request_pair| matches!(request_pair.data_source, DataSource::Search(_)))
}

fn searched(api: &Api) -> Vec<Searched<'_>> {
    let models = api.models.values();
    models
        .filter_map(|model| Some(Searched { model, index: model.search.as_ref()? }))
        .filter(|_| api.settings.search.engine != SearchEngine::None)
        .collect()
}

/// The part with everything but the resolvers, if there is anything to search.
pub(super) fn part(api: &Api) -> Option<Part> {
    let settings = &api.settings.search;
    let models = searched(api);
    if models.is_empty() {
        return None;
    }
    let table = |one: &Searched| DataSource::Table(one.model.stored.name.clone());
    let stream =
        |one: &Searched| Import { part: one.model.stored.name.to_string(), output: one.stream() };
    let mut part = Part::new(NAME, STACK);
    part.needs = models.iter().map(table).collect();
    part.imports = models.iter().map(stream).collect();
    let engine = match (settings.engine, &settings.existing) {
        (SearchEngine::Existing, Some(domain)) => existing::describe(domain, &models),
        (SearchEngine::Serverless, _) => collection::add(&mut part, &settings.serverless, &models),
        _ => domain::add(&mut part, &settings.domain, &models),
    };
    source::add(&mut part, settings.engine, &engine);
    part.resources.push((dead_letters(), queue()));
    for one in &models {
        follower::add(&mut part, one, &engine, kms::key_of_model(&one.model.name, &api.settings));
    }
    Some(part)
}

/// The files that the functions are made of, by path.
pub(super) fn files(api: &Api) -> Files {
    let models = searched(api);
    if models.is_empty() {
        return Files::new();
    }
    let path = |name: &str| format!("{FOLDER}/{name}");
    let mut files: Files =
        FILES.iter().map(|(name, text)| (path(name), (*text).to_owned())).collect();
    files.insert(path("indexes.json"), mappings::of(&models));
    files
}

/// The role in which searches are made.
fn reader() -> LogicalId {
    LogicalId::from_name("SearchRole")
}

/// The role of the function that follows a model's stream.
fn writer(one: &Searched) -> LogicalId {
    one.id("Role")
}

/// Where it is told of records that no function can make anything of.
fn dead_letters() -> LogicalId {
    LogicalId::from_name("SearchDeadLetters")
}

fn queue() -> Resource {
    let days = 14;
    Resource::new("AWS::SQS::Queue")
        .property("MessageRetentionPeriod", days * 24 * 3600)
        .property("SqsManagedSseEnabled", true)
}

/// What a function needs to know to reach the engine.
fn environment(engine: &Engine) -> burgeon_cloudformation::Map {
    map! {
        "ENDPOINT" => engine.endpoint.clone(),
        "REGION" => engine.region.clone(),
        "SERVICE" => engine.service,
    }
}
