//! `@mapsTo`: a model keeps the table that it had under another name.

use burgeon_core::{Code, Declaring, Transformer};

use super::{codes, name};

/// The transformer of `@mapsTo`.
#[derive(Debug, Clone, Copy)]
pub struct MapsToTransformer;

impl Transformer for MapsToTransformer {
    fn name(&self) -> &'static str {
        "mapsTo"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("maps-to.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::MAPS_TO
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for mapped in name::models(api, "mapsTo", |model| !model.is_relational()) {
            if let Some(model) = api.model_mut(&mapped.object.name) {
                model.stored.name = mapped.stored;
            }
        }
    }
}
