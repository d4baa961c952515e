//! A cache in front of random APIs: no caller gets a response that would not have been theirs.
//!
//! AppSync returns a cached response before it runs a template. Here, too, a response is kept under
//! the keys that the stacks have for its resolver, and compared with what the resolver would return
//! to whoever gets it.

use std::collections::{BTreeMap, HashMap};

use burgeon::{Compilation, Compiler, Settings, TemplateFormat};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::settings::{CacheInstance, Caching, CachingBehavior, ResolverCaching};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use serde_json::{Value as Json, json};

use super::request::{Request, objects, request};
use super::schema::{Schema, schema};
use super::trial::Trial;
use crate::auth::caller::{Caller, Kind};
use crate::auth::client::Client;
use crate::auth::every_mode;

const SCHEMAS: u32 = 24;
const REQUESTS: usize = 24;

/// Every mode but one: with both API keys and a function, the identity does not show the mode.
fn modes_without(other: AuthorizationMode) -> Settings {
    let mut settings = every_mode();
    settings.auth.additional.retain(|mode| *mode != other);
    if settings.auth.default == other {
        settings.auth.default = settings.auth.additional.remove(0);
    }
    settings
}

fn compile(schema: &Schema, settings: Settings) -> Option<Compilation> {
    let compiler = Compiler::new().source("schema.graphql", schema.sdl()).settings(settings);
    compiler.template_format(TemplateFormat::Json).compile().ok()
}

/// The resolvers that can be cached: those of queries and relations.
fn cacheable(compilation: &Compilation) -> BTreeMap<String, ResolverCaching> {
    let manifest: Json =
        serde_json::from_str(&compilation.files().unwrap()["manifest.json"]).unwrap();
    let fields = manifest["resolvers"].as_object().expect("it has resolvers").keys();
    let has_response =
        |field: &&String| !field.starts_with("Mutation.") && !field.starts_with("Subscription.");
    fields.filter(has_response).map(|field| (field.clone(), ResolverCaching::default())).collect()
}

/// The keys of each cached resolver, as the stacks have them.
fn keys(compilation: &Compilation) -> BTreeMap<String, Vec<String>> {
    let stacks =
        compilation.files().unwrap().into_iter().filter(|(path, _)| path.starts_with("stacks/"));
    let mut keys = BTreeMap::new();
    for (_, text) in stacks {
        let stack: Json = serde_json::from_str(&text).expect("a stack is JSON");
        for resource in stack["Resources"].as_object().into_iter().flatten() {
            let properties = &resource.1["Properties"];
            if let Some(listed) = properties["CachingConfig"]["CachingKeys"].as_array() {
                let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
                let field = [&properties["TypeName"], &properties["FieldName"]].map(text).join(".");
                keys.insert(field, listed.iter().map(text).collect());
            }
        }
    }
    keys
}

struct Cached {
    trial: Trial,
    keys: BTreeMap<String, Vec<String>>,
    callers: Vec<Caller>,
}

impl Cached {
    fn new(schema: Schema, objects: Vec<super::request::Object>, other: Kind) -> Option<Self> {
        let left_out = match other {
            Kind::ApiKey => AuthorizationMode::ApiKey,
            _ => AuthorizationMode::Function,
        };
        let mut settings = modes_without(left_out);
        settings.auth.iam.allow_all_identities = schema.opens_to_account;
        let plain = compile(&schema, settings.clone())?;
        settings.caching = Some(Caching {
            behavior: CachingBehavior::PerResolver,
            instance: CacheInstance::Small,
            ttl_seconds: 60,
            encryption_at_rest: true,
            encryption_in_transit: true,
            resolvers: cacheable(&plain),
        });
        let compilation = compile(&schema, settings).expect("all its resolvers can be cached");
        let keys = keys(&compilation);
        let mut callers = Caller::every();
        callers.retain(|caller| caller.kind != other);
        let trial = Trial::of(compilation, schema, objects);
        Some(Self { trial, keys, callers })
    }

    /// Makes a request in every caller's name, and gives how many responses came from the cache
    /// that another caller's request had put there.
    fn run(&self, request: &Request, cache: &mut Cache) -> Result<u32, String> {
        let mut shared = 0;
        for caller in &self.callers {
            let Some((field, source, arguments)) = self.trial.query(request, caller) else {
                continue;
            };
            let client = Client { api: &self.trial.api, caller };
            let outcome = client.call_on(&source, &field, arguments.clone());
            let response = json!({
                "data": outcome.result,
                "errors": format!("{:?}", outcome.errors().collect::<Vec<_>>()),
            });
            let Some(keys) = self.keys.get(&field) else {
                return Err(format!("{field} is not cached"));
            };
            let context = json!({
                "arguments": arguments,
                "source": source,
                "identity": caller.identity.as_json(),
            });
            let values: Vec<&Json> = keys
                .iter()
                .map(|key| &context[key.strip_prefix("$context.").unwrap_or_default()])
                .collect();
            let key = format!("{field} {}", json!(values));
            match cache.get(&key) {
                None => drop(cache.insert(key, (caller.name, response))),
                Some((_, cached)) if *cached == response => shared += 1,
                Some((first, cached)) => {
                    return Err(format!(
                        "{} gets what {first} asked for with {field}: {cached}, not {response}",
                        caller.name
                    ));
                }
            }
        }
        Ok(shared)
    }
}

/// Responses by field and keys, with who asked first.
type Cache = HashMap<String, (&'static str, Json)>;

#[test]
fn no_caller_gets_the_response_of_another() {
    let config = ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 100 * SCHEMAS,
        max_shrink_iters: 100,
        ..ProptestConfig::with_cases(SCHEMAS)
    };
    let shared = std::cell::Cell::new(0);
    let requests = prop::collection::vec(request(), REQUESTS).no_shrink();
    let cases = (schema(), objects(), requests, any::<bool>());
    let outcome = TestRunner::new(config).run(&cases, |(schema, objects, requests, by_key)| {
        let other = if by_key { Kind::Function } else { Kind::ApiKey };
        let sdl = schema.sdl();
        let Some(cached) = Cached::new(schema, objects, other) else {
            return Err(TestCaseError::reject("the schema is at fault"));
        };
        let mut cache = Cache::new();
        for request in &requests {
            let found = cached
                .run(request, &mut cache)
                .map_err(|fault| TestCaseError::fail(format!("{fault}\n{request:?}\n{sdl}")))?;
            shared.set(shared.get() + found);
        }
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(fault, _)) => panic!("{fault}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    println!("{} responses came from the cache", shared.get());
    // A cache that never answers proves nothing.
    assert!(shared.get() > 0);
}

/// Two callers without an identity, one with a key and one whom a function lets in, could share a
/// response that only one of them may have.
#[test]
fn what_depends_on_a_mode_that_the_identity_does_not_show_is_not_cached() {
    let schema = "type Post @model @auth(rules: [{ allow: public }, { allow: custom, operations: \
                  [create] }]) { id: ID! secret: String @auth(rules: [{ allow: public }]) }";
    let mut settings = every_mode();
    settings.caching = Some(Caching {
        behavior: CachingBehavior::PerResolver,
        instance: CacheInstance::Small,
        ttl_seconds: 60,
        encryption_at_rest: true,
        encryption_in_transit: true,
        resolvers: [("Query.getPost".to_owned(), ResolverCaching::default())].into(),
    });
    let compile = |settings: Settings| {
        Compiler::new().source("schema.graphql", schema).settings(settings).compile()
    };
    let reads_mode =
        compile(every_mode()).expect("it compiles").files().unwrap().iter().any(|(path, text)| {
            path.starts_with("resolvers/Query.getPost") && text.contains("authType")
        });
    let refused = compile(settings).is_err_and(|failure| {
        failure.reports.iter().any(|report| report.code == "settings/uncacheable-resolver")
    });
    assert_eq!(refused, reads_mode);
    assert!(reads_mode, "the case shows nothing");
}
