//! The search engine, and for each model a function that consumes the stream of its table. They are
//! one stack, which depends on the stacks of the tables.

mod collection;
mod domain;
mod existing;
mod mappings;
mod source;
mod stream_consumer;

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::Api;
use burgeon_core::api::{DataSource, Model};
use burgeon_core::infrastructure::{Import, Infrastructure, ModelTable, StackFragment, kms};
use burgeon_core::settings::SearchEngine;

use crate::searchable::data_source;
use crate::searchable::index::{SearchIndex, SearchIndexes};

/// The folder of the code, which all of the functions share.
const FOLDER: &str = "functions/search";

/// The code, by file.
const FILES: [(&str, &str); 7] = [
    ("aws.py", include_str!("../function/aws.py")),
    ("backfill.py", include_str!("../function/backfill.py")),
    ("documents.py", include_str!("../function/documents.py")),
    ("index.py", include_str!("../function/index.py")),
    ("main.py", include_str!("../function/main.py")),
    ("search.py", include_str!("../function/search.py")),
    ("stream.py", include_str!("../function/stream.py")),
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
        ModelTable::output(self.model, "StreamArn")
    }
}

/// The permissions of the role that writes an index.
type Writes = Box<dyn Fn(&SearchIndex) -> Vec<Statement>>;

/// The search engine for the other resources.
struct Engine {
    /// Its address.
    endpoint: Value,
    /// Its region.
    region: Value,
    /// The name that requests to it are signed with.
    service: &'static str,
    /// The permissions of the search role, for stores whose policies do not grant them.
    reads: Vec<Statement>,
    /// The permissions of the role that writes an index.
    writes: Writes,
}

fn searched(api: &Api) -> Vec<Searched<'_>> {
    let Some(SearchIndexes(indexes)) = api.extensions.get() else { return vec![] };
    let models = api.models.values();
    models
        .filter_map(|model| Some(Searched { model, index: indexes.get(&model.name)? }))
        .filter(|_| api.settings.search.engine != SearchEngine::None)
        .collect()
}

/// Deploys the search engine, if there is anything to search.
pub(super) fn engine(api: &Api, infrastructure: &mut Infrastructure) {
    let models = searched(api);
    if models.is_empty() {
        return;
    }
    infrastructure.add_fragment(fragment(api, &models));
    infrastructure.add_assets(FOLDER, &FILES);
    infrastructure.add_asset(format!("{FOLDER}/indexes.json"), mappings::render(&models));
}

/// All resources, without the resolvers.
fn fragment(api: &Api, models: &[Searched]) -> StackFragment {
    let settings = &api.settings.search;
    let table = |one: &Searched| DataSource::Table(one.model.stored.name.clone());
    let stream = |one: &Searched| Import {
        fragment: one.model.stored.name.to_string(),
        output: one.stream(),
    };
    let mut fragment = StackFragment::new(data_source::STACK, data_source::STACK);
    fragment.data_sources = models.iter().map(table).collect();
    fragment.imports = models.iter().map(stream).collect();
    let engine = match (settings.engine, &settings.existing) {
        (SearchEngine::Existing, Some(domain)) => existing::describe(domain, models),
        (SearchEngine::Serverless, _) => {
            collection::add(&mut fragment, &settings.serverless, models)
        }
        _ => domain::add(&mut fragment, &settings.domain, models),
    };
    source::add(&mut fragment, settings.engine, &engine);
    fragment.add_resource(dead_letters(), queue());
    for one in models {
        let kms_key = kms::key_of_model(&one.model.name, &api.settings);
        stream_consumer::add(&mut fragment, one, &engine, kms_key);
    }
    fragment
}

/// The role in which searches are made.
fn reader() -> LogicalId {
    LogicalId::from_name("SearchRole")
}

/// The role of the function that follows a model's stream.
fn writer(one: &Searched) -> LogicalId {
    one.id("Role")
}

/// The queue of records that the function can never index.
fn dead_letters() -> LogicalId {
    LogicalId::from_name("SearchDeadLetters")
}

fn queue() -> Resource {
    let days = 14;
    Resource::new("AWS::SQS::Queue")
        .property("MessageRetentionPeriod", days * 24 * 3600)
        .property("SqsManagedSseEnabled", true)
}

/// The environment variables of a function with access to the engine.
fn environment(engine: &Engine) -> burgeon_cloudformation::Map {
    map! {
        "ENDPOINT" => engine.endpoint.clone(),
        "REGION" => engine.region.clone(),
        "SERVICE" => engine.service,
    }
}
