//! Validates the API as a whole, after all transformers have expanded it.

use std::collections::{BTreeSet, HashMap};

use burgeon_core::api::{Coordinate, DataSource};
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::resolver::Action;
use burgeon_core::{Api, Severity};

use crate::consistency;

static SIMILAR: Code = Code {
    name: "schema/similar-fields",
    explanation: "The files of a resolver are named after its field, and some file systems ignore \
case. Rename one of the fields, for example with `@model(queries: { get: \"fetchTodo\" })`.",
};

static NO_QUERY: Code = Code {
    name: "schema/no-query",
    explanation: "The API has no query, and GraphQL requires one. Mark a type with `@model`, or \
declare a field of `Query`.",
};

static UNKNOWN_MODEL: Code = Code {
    name: "settings/unknown-model",
    explanation: "`models` in the settings overrides settings for single models, and the schema \
has no model of this name. It is misspelled, or was renamed or removed in the schema.",
};

static UNUSED_DATABASE: Code = Code {
    name: "settings/unused-database",
    explanation: "`databases` in the settings describes a relational database that no model and no \
statement uses: the name is misspelled, or its models are in another store now. The default name \
of a database is its engine: `postgres` or `mysql`.",
};

pub(crate) static CODES: &[&Code] = &[&SIMILAR, &NO_QUERY, &UNKNOWN_MODEL, &UNUSED_DATABASE];

/// Reports fields with resolvers whose names differ in case only, an API without a query, settings
/// of unknown models, and references to what does not exist.
pub(crate) fn validate(api: &Api) -> Vec<Diagnostic> {
    let mut by_lowercase: HashMap<String, &Coordinate> = HashMap::new();
    let mut faults = Vec::new();
    for at in api.resolvers.keys() {
        if let Some(first) = by_lowercase.insert(at.to_string().to_lowercase(), at) {
            let message = format!("`{first}` and `{at}` differ in case only");
            faults.push(
                Diagnostic::error(&SIMILAR, message)
                    .at_node(place(api, at), format!("`{at}` comes from here"))
                    .at_node(place(api, first), format!("`{first}` comes from here"))
                    .help("rename one of them"),
            );
        }
    }
    if api.schema.schema_definition.query.is_none() {
        faults.push(
            Diagnostic::warning(&NO_QUERY, "the API has no query")
                .about("Query")
                .help("mark a type with `@model`, or declare a field of `Query`"),
        );
    }
    for name in api.settings.models.keys().filter(|name| !api.models.contains_key(name.as_str())) {
        faults.push(
            Diagnostic::error(&UNKNOWN_MODEL, format!("unknown model `{name}` in `models`"))
                .at_node(api.settings.locations.model(name), "no model has this name")
                .help(format!("remove `models.{name}` from the settings"))
                .did_you_mean(name, api.models.keys().map(|model| model.as_str())),
        );
    }
    faults.extend(unused_databases(api));
    let has_error =
        |faults: &[Diagnostic]| faults.iter().any(|fault| fault.severity() == Severity::Error);
    if !api.diagnostics.has_errors() && !has_error(&faults) {
        faults.extend(consistency::defects(api).into_iter().map(Diagnostic::from));
    }
    faults
}

fn database(source: DataSource) -> Option<String> {
    match source {
        DataSource::Database(name) => Some(name),
        _ => None,
    }
}

fn unused_databases(api: &Api) -> Vec<Diagnostic> {
    let steps = api.resolvers.values().flat_map(|resolver| &resolver.steps);
    let by_statements = steps.filter_map(|step| match &step.action {
        Action::Request(request) => database(request.data_source()),
        Action::Custom(templates) => database(templates.data_source.clone()),
        _ => None,
    });
    let of_models = api.models.values().filter_map(|model| model.database());
    let of_models = of_models.map(|database| database.name.clone());
    let used: BTreeSet<String> = of_models.chain(by_statements).collect();
    let unused = api.settings.databases.keys().filter(|name| !used.contains(*name));
    let fault = |name: &String| {
        Diagnostic::error(&UNUSED_DATABASE, format!("unused database `{name}`"))
            .at_node(api.settings.locations.database(name), "no model and no statement uses it")
            .help(format!("remove `databases.{name}` from the settings"))
            .did_you_mean(name, used.iter().map(String::as_str))
    };
    unused.map(fault).collect()
}

/// The location of a field in the schema, or of the model that generated it.
fn place(api: &Api, at: &Coordinate) -> Option<apollo_compiler::parser::SourceSpan> {
    let object = api.schema.get_object(&at.ty);
    let declared = object.and_then(|object| object.fields.get(&at.field)?.name.location());
    let model = api.resolvers.get(at).and_then(|resolver| resolver.model.as_ref());
    declared.or_else(|| api.models.get(model?)?.span)
}
