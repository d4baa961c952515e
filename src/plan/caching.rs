//! Cache keys of resolvers.
//!
//! AppSync returns a cached response before any template runs, so no template checks the caller of a
//! cached response. Two requests may share a response only if the templates would have read the
//! same: the keys hold all arguments, the whole parent object and, if a template reads it, the whole
//! identity. Everything that cannot be part of a key is refused.
//!
//! Source of truth: AppSync's developer guide, "Configuring server-side caching".

use appsync_vtl::{ContextReads, Template};
use burgeon_core::Settings;
use burgeon_core::api::Coordinate;
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::settings::{CachingBehavior, IgnoredInput, ResolverCaching};

use super::PlannedResolver;

static UNKNOWN_RESOLVER: Code = Code {
    name: "settings/unknown-resolver",
    explanation: "\
`caching.resolvers` lists resolvers by their fields (`Query.getTodo`), and the API has no resolver for \
this field: it is mistyped, was renamed or removed, or the field is read from its parent object.",
};

static UNCACHEABLE: Code = Code {
    name: "settings/uncacheable-resolver",
    explanation: "\
A cached response is returned before any template runs. The cache key must therefore hold everything \
that the templates read: arguments, parent object, identity. This resolver reads something that cannot \
be part of a key, and its response could be returned to a caller whose own would differ:

- `$ctx.request`, the headers, and `$ctx.info`, the selected fields. If the response does not depend on \
them, list them: `ignore: [request, info]`.
- `$util.authType()`, in an API with both API keys and a Lambda authorizer, whose callers may have no \
identity at all.

Mutations and subscriptions are never cached, because each request must be executed.",
};

pub(super) static CODES: &[&Code] = &[&UNKNOWN_RESOLVER, &UNCACHEABLE];

/// The `CachingConfig` of a resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CachingConfig {
    /// Seconds that a response is cached.
    pub(crate) ttl_seconds: u16,
    /// The caching keys: requests with equal keys share a response.
    pub(crate) keys: Vec<&'static str>,
}

/// The caching of a resolver, if the settings list it and it can be cached.
pub(crate) fn caching_config(
    resolver: &PlannedResolver,
    settings: &Settings,
) -> Option<CachingConfig> {
    let caching = settings.caching.as_ref()?;
    if caching.behavior != CachingBehavior::PerResolver {
        return None;
    }
    let own = caching.resolvers.get(&resolver.at.to_string())?;
    let reads = reads(resolver);
    obstacle(resolver, own, &reads, settings).is_none().then(|| CachingConfig {
        ttl_seconds: own.ttl_seconds.unwrap_or(caching.ttl_seconds),
        keys: keys(&resolver.at, &reads, settings),
    })
}

/// Reports resolvers that the settings list and that do not exist, and those that cannot be cached.
pub(crate) fn caching_faults(
    settings: &Settings,
    resolvers: &[PlannedResolver],
) -> Vec<Diagnostic> {
    let Some(caching) = &settings.caching else { return vec![] };
    let mut faults = vec![];
    for field in caching.resolvers.keys() {
        if !resolvers.iter().any(|resolver| resolver.at.to_string() == *field) {
            let known: Vec<String> = resolvers.iter().map(|known| known.at.to_string()).collect();
            faults.push(
                Diagnostic::error(&UNKNOWN_RESOLVER, format!("unknown resolver `{field}`"))
                    .at_node(place(settings, field), "no resolver of this API")
                    .help("write a type and a field that has a resolver: `Query.getTodo`")
                    .did_you_mean(field, known.iter().map(String::as_str)),
            );
        }
    }
    let all = caching.behavior == CachingBehavior::FullRequest;
    let none = ResolverCaching::default();
    for resolver in resolvers {
        let field = resolver.at.to_string();
        let own = caching.resolvers.get(&field);
        // A full request is one of a query.
        if own.is_none() && !(all && has_responses_to_cache(&resolver.at)) {
            continue;
        }
        let own = own.unwrap_or(&none);
        if let Some(Obstacle { label, help }) = obstacle(resolver, own, &reads(resolver), settings)
        {
            let message = format!("cannot cache `{field}`");
            let place = place(settings, &field)
                .or_else(|| settings.locations.value(&["caching", "behavior"]));
            faults.push(Diagnostic::error(&UNCACHEABLE, message).at_node(place, label).help(help));
        }
    }
    faults
}

fn place<'a>(
    settings: &'a Settings,
    field: &str,
) -> Option<&'a burgeon_core::source::SourceLocation> {
    settings.locations.key(&["caching", "resolvers", field])
}

fn has_responses_to_cache(at: &Coordinate) -> bool {
    !["Mutation", "Subscription"].contains(&at.ty.as_str())
}

/// The parts of the context that a resolver's templates read.
fn reads(resolver: &PlannedResolver) -> ContextReads {
    let mut all = ContextReads::default();
    for template in resolver.kind.templates() {
        match Template::parse(template) {
            Ok(template) => {
                let reads = template.context_reads();
                all.entries.extend(reads.entries);
                all.anything |= reads.anything;
                all.auth_type |= reads.auth_type;
            }
            // A template with errors is reported elsewhere.
            Err(_) => all.anything = true,
        }
    }
    all
}

fn keys(at: &Coordinate, reads: &ContextReads, settings: &Settings) -> Vec<&'static str> {
    let mut keys = vec!["$context.arguments"];
    if !["Query", "Mutation", "Subscription"].contains(&at.ty.as_str()) {
        keys.push("$context.source");
    }
    let has_several_modes = !settings.auth.additional.is_empty();
    if reads.reads("identity") || reads.auth_type && has_several_modes {
        keys.push("$context.identity");
    }
    keys
}

/// Why a resolver cannot be cached, and what to do about it.
struct Obstacle {
    label: String,
    help: String,
}

fn obstacle(
    resolver: &PlannedResolver,
    own: &ResolverCaching,
    reads: &ContextReads,
    settings: &Settings,
) -> Option<Obstacle> {
    let field = &resolver.at;
    if !has_responses_to_cache(field) {
        return Some(Obstacle {
            label: "mutations and subscriptions are never cached".to_owned(),
            help: format!("remove `{field}` from `caching.resolvers`"),
        });
    }
    for input in [IgnoredInput::Request, IgnoredInput::Info] {
        let entry = input.entry();
        if reads.reads(entry) && !own.ignore.contains(&input) {
            return Some(Obstacle {
                label: format!("its templates read `$ctx.{entry}`, which cannot be part of a key"),
                help: format!(
                    "if its response does not depend on that, write \
                     `caching: {{ resolvers: {{ {field}: {{ ignore: [{entry}] }} }} }}`"
                ),
            });
        }
    }
    let offers = |mode| settings.auth.offers(mode);
    let is_ambiguous = offers(AuthorizationMode::ApiKey) && offers(AuthorizationMode::Function);
    (reads.auth_type && is_ambiguous).then(|| Obstacle {
        label: "its templates read the authorization mode, which the identity may not show"
            .to_owned(),
        help: "cache other resolvers, or use one of the modes `apiKey` and `function`".to_owned(),
    })
}
