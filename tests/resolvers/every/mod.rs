//! Every resolver of every example and fixture is run, by callers of every kind: each template is
//! evaluated, and none fails of itself.

mod pieces;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use burgeon::Settings;
use burgeon::{Project, SETTINGS_FILE};
use burgeon_simulator::data_source::Fake;
use burgeon_simulator::manifest::{Invocation, ResolverDefinition};
use burgeon_simulator::{Api, Identity, Output};
use serde_json::{Value as Json, json};

use values::{TEXT, Values, Wealth};

/// An example or fixture, compiled.
struct Compiled {
    name: String,
    files: BTreeMap<String, String>,
    api: Api,
    values: Values,
    callers: Vec<Identity>,
    /// The templates that refuse whoever calls.
    closed: BTreeSet<String>,
    /// What templates look for in the object whose field is asked for.
    sought: BTreeSet<String>,
    /// What the argument `executionArn` has to be, by field.
    executions: BTreeMap<String, String>,
}

pub(crate) fn projects() -> Vec<PathBuf> {
    let folders = ["examples", "tests/fixtures"].map(|parent| {
        let entries = fs::read_dir(parent).expect("the projects are there");
        entries.map(|entry| entry.expect("they can be listed").path())
    });
    let has_schema = |folder: &Path| {
        ["schema.graphql", "schema"].iter().any(|schema| folder.join(schema).exists())
    };
    let mut found: Vec<PathBuf> = folders.into_iter().flatten().collect();
    found.retain(|folder| has_schema(folder) && !folder.join("Cargo.toml").exists());
    found.sort();
    found
}

/// A data source that answers whatever its clients look for.
fn fake(kind: &str) -> Fake {
    let body = json!({
        "TextDetections": [{ "Type": "LINE", "DetectedText": TEXT }],
        "Labels": [{ "Name": TEXT }],
        "TranslatedText": TEXT,
        "output": { "message": { "content": [{ "toolUse": { "input": { "value": {} } } }] } },
    });
    // A database gives objects whole, as the text of a column `item`.
    let row = json!({
        "columnMetadata": [{ "label": "item" }],
        "records": [[{ "stringValue": json!({ "id": TEXT }).to_string() }]],
        "numberOfRecordsUpdated": 1,
    });
    let rows = json!({ "sqlStatementResults": [row, row] });
    let execution = json!({
        "executionArn": TEXT, "status": "SUCCEEDED", "output": "null",
        "startDate": 1893456000.5, "stopDate": 1893456001.5,
    });
    if kind == "HTTP" {
        return Fake::new(move |request| {
            let target = request["params"]["headers"]["x-amz-target"].as_str().unwrap_or_default();
            let body = if target.starts_with("AWSStepFunctions.") { &execution } else { &body };
            Ok(json!({ "statusCode": 200, "headers": {}, "body": body.to_string() }))
        });
    }
    Fake::answering(match kind {
        "AMAZON_OPENSEARCH_SERVICE" => json!({ "hits": { "total": { "value": 0 }, "hits": [] } }),
        "RELATIONAL_DATABASE" => json!(rows.to_string()),
        _ => json!({ "id": TEXT }),
    })
}

impl Compiled {
    fn new(folder: &Path) -> Self {
        let file = folder.join("schema.graphql");
        let schema = if file.exists() { file } else { folder.join("schema") };
        let compiled = Project::new([schema]).compiler().compile();
        let files = compiled
            .unwrap_or_else(|failure| panic!("{}: {failure}", folder.display()))
            .files()
            .unwrap();
        let manifest: Json = serde_json::from_str(&files["manifest.json"]).expect("it is JSON");
        let values = Values::new(&files["schema.graphql"]);
        let is_closed = |(_, text): &(&String, &String)| text.starts_with("$util.unauthorized()");
        let closed = files.iter().filter(is_closed).map(|(path, _)| path.clone()).collect();
        let sought = files.values().flat_map(|text| text.split("ctx.source.").skip(1));
        let is_part = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let sought = sought.filter_map(|after| after.split(is_part).next().map(str::to_owned));
        let sought = sought.collect();
        let output = Output::in_memory(&files["manifest.json"], files.clone()).expect("it is read");
        let mut api = Api::new(output).expect("the tables are made");
        for (name, source) in manifest["dataSources"].as_object().into_iter().flatten() {
            let kind = source["type"].as_str().unwrap_or_default();
            // The API's own tables are there.
            if kind != "NONE" && source["table"].is_null() {
                api = api.with_data_source(name, fake(kind));
            }
        }
        let name = folder.display().to_string();
        let executions = executions(&files);
        Self { name, files, api, values, callers: callers(folder), closed, sought, executions }
    }

    /// Runs all resolvers: those that create objects first, those that remove them last.
    fn run(&self) {
        let mut fields: Vec<String> = self.api.resolvers().map(|(at, _)| at.to_owned()).collect();
        fields.sort_by_key(|at| match at.as_str() {
            // Answers need a conversation that they can be given in.
            at if at.starts_with("Mutation.createAssistantResponse") => 1,
            at if at.starts_with("Mutation.create") => 0,
            at if at.starts_with("Mutation.delete") => 2,
            _ => 1,
        });
        for at in &fields {
            let definition = self.values.field(at);
            let definition =
                definition.unwrap_or_else(|| panic!("{}: there is no {at}", self.name));
            let ty = at.split('.').next().unwrap_or_default();
            let source = match ["Query", "Mutation", "Subscription"].contains(&ty) {
                true => Json::Null,
                false => self.object(ty),
            };
            for wealth in [Wealth::Most, Wealth::Some, Wealth::Least] {
                let mut arguments = self.values.arguments(definition, wealth);
                if let (Some(arn), Some(execution)) =
                    (arguments.get_mut("executionArn"), self.executions.get(at))
                {
                    *arn = json!(execution);
                }
                for caller in &self.callers {
                    let caller = self.api.caller(caller.clone());
                    let outcome = caller.call_on(&source, at, arguments.clone());
                    let outcome =
                        outcome.unwrap_or_else(|error| panic!("{}: {at}: {error}", self.name));
                    let failed = outcome
                        .errors()
                        .find(|error| error.error_type.as_deref() == Some("MappingTemplate"));
                    assert!(failed.is_none(), "{}: {at} {arguments}: {failed:?}", self.name);
                }
            }
        }
    }

    fn object(&self, ty: &str) -> Json {
        let mut object = self.values.object(ty);
        for name in &self.sought {
            if object[name.as_str()].is_null() {
                object[name.as_str()] = json!(TEXT);
            }
        }
        object
    }

    /// The texts of the templates that have been run.
    fn texts_run(&self) -> impl Iterator<Item = &str> {
        let run = self.api.templates_run();
        let files = self.files.iter().filter(move |(path, _)| run.contains(path.as_str()));
        files.map(|(_, text)| text.as_str())
    }

    /// The templates that have not been run, but for what follows a refusal.
    fn left_out(&self) -> Vec<String> {
        let run = self.api.templates_run();
        let mut left_out = vec![];
        for (_, resolver) in self.api.resolvers() {
            for template in reachable(resolver, &self.closed) {
                if !run.contains(template) {
                    left_out.push(format!("{}: {template}", self.name));
                }
            }
        }
        left_out
    }
}

/// The ARN of an execution for each field that takes those of one machine only.
fn executions(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let named = files.iter().filter_map(|(path, text)| {
        let field = path.strip_prefix("resolvers/")?.strip_suffix(".req.vtl")?;
        let (machine, _) = text.split_once("\"${own}-")?.1.split_once(':')?;
        let arn = format!("arn:aws:states:us-east-1:123456789012:execution:api-{machine}:{TEXT}");
        Some((field.to_owned(), arn))
    });
    named.collect()
}

/// The templates of a resolver, up to one that lets nobody through.
fn reachable<'r>(resolver: &'r ResolverDefinition, closed: &BTreeSet<String>) -> Vec<&'r str> {
    let of =
        |invocation: &'r Invocation| [invocation.request.as_str(), invocation.response.as_str()];
    let all: Vec<&str> = match resolver {
        ResolverDefinition::Unit(invocation) => of(invocation).to_vec(),
        ResolverDefinition::Pipeline { request, response, functions } => {
            let functions = functions.iter().flat_map(|function| of(&function.invocation));
            std::iter::once(request.as_str()).chain(functions).chain([response.as_str()]).collect()
        }
    };
    let end = all.iter().position(|template| closed.contains(*template));
    all[..end.map_or(all.len(), |end| end + 1)].to_vec()
}

/// Somebody of each authorization mode; who has signed in is in every group that the schema names.
fn callers(folder: &Path) -> Vec<Identity> {
    let settings = folder.join(SETTINGS_FILE);
    let settings = settings.exists().then(|| Settings::read_file(&settings).expect("it is read"));
    let iam = settings.unwrap_or_default().auth.iam;
    let schema = folder.join("schema.graphql");
    let schema = if schema.exists() {
        fs::read_to_string(schema).expect("it is read")
    } else {
        String::new()
    };
    let groups: Vec<&str> = schema.split('"').skip(1).step_by(2).chain([TEXT]).collect();
    let of_pool = |role: Option<String>| role.unwrap_or_else(|| "role".to_owned());
    let known = |identity: Identity| {
        let identity = identity.claim("sub", json!(TEXT)).claim("teams", json!([TEXT]));
        identity.groups(groups.clone())
    };
    vec![
        Identity::api_key(),
        known(Identity::user(TEXT)),
        Identity::user("b"),
        known(Identity::oidc(TEXT)),
        Identity::lambda(json!({})),
        Identity::iam("role", "session"),
        Identity::iam_authenticated(&of_pool(iam.authenticated_role), TEXT),
        Identity::iam_unauthenticated(&of_pool(iam.unauthenticated_role)),
    ]
}

#[test]
fn every_template_is_run_and_none_fails() {
    let mut left_out = vec![];
    let mut pieces = pieces::pieces();
    for folder in projects() {
        let compiled = Compiled::new(&folder);
        compiled.run();
        left_out.extend(compiled.left_out());
        let run: Vec<&str> = compiled.texts_run().collect();
        pieces.retain(|piece| !run.iter().any(|text| text.contains(&piece.text)));
    }
    assert!(left_out.is_empty(), "not run:\n{}", left_out.join("\n"));
    // What no example or fixture compiles to is not known to work.
    assert!(pieces.is_empty(), "in no template that was run:\n{pieces:#?}");
}
