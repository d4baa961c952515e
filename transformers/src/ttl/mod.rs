//! `@ttl`: DynamoDB deletes items that have expired.

mod codes;
mod declare;
mod lifetime;

use burgeon_cloudformation::map;
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::{Api, Code, Declaring, Expanding, Transformer};

/// The transformer of `@ttl`.
#[derive(Debug, Clone, Copy)]
pub struct TtlTransformer;

const DIRECTIVE: &str = "ttl";

impl Transformer for TtlTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("ttl.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        declare::expirations(api);
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        declare::report_resolved_fields(api);
        lifetime::write(api);
    }

    fn deploy(&self, api: &Api, _usage: &Usage, infrastructure: &mut Infrastructure) {
        let declare::Expirations(expirations) = api.extensions.get().cloned().unwrap_or_default();
        for (model, expiration) in expirations {
            let Some(model) = api.models.get(&model) else { continue };
            // A table that exists already is not the stack's to change.
            if api.settings.existing_table_of(&model.name).is_some() {
                continue;
            }
            let attribute = expiration.time.attribute(model);
            let specification = map! { "AttributeName" => attribute, "Enabled" => true };
            infrastructure.set_table_property(model, "TimeToLiveSpecification", specification);
        }
    }
}
