//! A call of one field: who calls, with what.

use appsync_vtl::Context;
use serde_json::{Map, Value as Json, json};

use crate::api::Api;
use crate::error::SimulatorError;
use crate::identity::Identity;
use crate::outcome::Outcome;

/// A caller of fields of an API.
#[derive(Debug, Clone)]
pub struct Caller<'a> {
    api: &'a Api,
    identity: Identity,
    headers: Map<String, Json>,
}

/// A call of one field, to be run.
#[derive(Debug, Clone)]
#[must_use = "nothing happens until the call is run"]
pub struct Call<'a> {
    caller: Caller<'a>,
    field: String,
    arguments: Json,
    source: Json,
    selection: Vec<String>,
    variables: Json,
}

impl Api {
    /// A caller with an API key.
    pub fn as_api_key(&self) -> Caller<'_> {
        self.caller(Identity::api_key())
    }

    /// A caller signed in at the user pool.
    pub fn as_user(&self, username: &str) -> Caller<'_> {
        self.caller(Identity::user(username))
    }

    /// A caller of any identity.
    pub fn caller(&self, identity: Identity) -> Caller<'_> {
        Caller::new(self, identity)
    }
}

impl<'a> Caller<'a> {
    pub(crate) fn new(api: &'a Api, identity: Identity) -> Self {
        Self { api, identity, headers: Map::new() }
    }

    /// The same caller, who sends this header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.to_lowercase(), json!(value));
        self
    }

    /// Calls a field without a source, such as `Mutation.createTodo`.
    ///
    /// # Errors
    /// The resolver cannot be run. Errors of the resolver are in the outcome.
    pub fn call(&self, field: &str, arguments: Json) -> Result<Outcome, SimulatorError> {
        self.field(field).arguments(arguments).run()
    }

    /// Calls a field such as `Post.comments` of an item that another call returned.
    ///
    /// # Errors
    /// See [`Caller::call`].
    pub fn call_on(
        &self,
        source: &Json,
        field: &str,
        arguments: Json,
    ) -> Result<Outcome, SimulatorError> {
        self.field(field).source(source.clone()).arguments(arguments).run()
    }

    /// A call of a field, to be described further.
    pub fn field(&self, field: &str) -> Call<'a> {
        Call {
            caller: self.clone(),
            field: field.to_owned(),
            arguments: Json::Object(Map::new()),
            source: Json::Null,
            selection: Vec::new(),
            variables: Json::Object(Map::new()),
        }
    }
}

impl Call<'_> {
    /// The field's arguments: an object.
    pub fn arguments(mut self, arguments: Json) -> Self {
        self.arguments = arguments;
        self
    }

    /// The object that the field belongs to.
    pub fn source(mut self, source: Json) -> Self {
        self.source = source;
        self
    }

    /// The fields that the operation selects, as AppSync lists them: `items`, `items/id`.
    pub fn selecting<'f>(mut self, fields: impl IntoIterator<Item = &'f str>) -> Self {
        self.selection = fields.into_iter().map(str::to_owned).collect();
        self
    }

    /// The operation's variables: an object.
    pub fn variables(mut self, variables: Json) -> Self {
        self.variables = variables;
        self
    }

    /// The API that is called.
    pub(crate) fn api(&self) -> &Api {
        self.caller.api
    }

    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    pub(crate) fn context(&self) -> Context {
        let (parent, field) = self.field.split_once('.').unwrap_or(("", &self.field));
        Context {
            arguments: self.arguments.clone(),
            identity: self.caller.identity.as_json().clone(),
            source: self.source.clone(),
            info: json!({
                "fieldName": field,
                "parentTypeName": parent,
                "variables": self.variables,
                "selectionSetList": self.selection,
                "selectionSetGraphQL": selection_set(&self.selection),
            }),
            request: json!({ "headers": self.caller.headers, "domainName": null }),
            ..Context::default()
        }
    }
}

/// The selection as GraphQL, of the fields that select nothing below them.
fn selection_set(paths: &[String]) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let mut text = String::from("{\n");
    for path in paths.iter().filter(|path| !path.contains('/')) {
        let below: Vec<String> = paths
            .iter()
            .filter_map(|other| other.strip_prefix(path.as_str())?.strip_prefix('/'))
            .map(str::to_owned)
            .collect();
        let nested = selection_set(&below).replace('\n', "\n  ");
        let space = if nested.is_empty() { "" } else { " " };
        text.push_str(&format!("  {path}{space}{nested}\n"));
    }
    text.push('}');
    text
}
