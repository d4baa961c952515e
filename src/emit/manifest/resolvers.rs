//! The resolvers in the manifest.

use serde::{Serialize, Serializer};

use crate::emit::templates::Paths;
use crate::plan::{Kind, PlannedResolver};

/// The resolvers in their order, each under its coordinate. There can be tens of thousands, so that
/// no entry is made before it is written.
pub(super) struct Resolvers<'a>(pub(super) &'a [PlannedResolver]);

impl Serialize for Resolvers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|one| (one.at.to_string(), resolver(one))))
    }
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
enum Resolver {
    #[serde(rename_all = "camelCase")]
    Unit {
        data_source: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_batch_size: Option<u16>,
        request: String,
        response: String,
    },
    Pipeline {
        request: String,
        response: String,
        functions: Vec<Function>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Function {
    name: String,
    slot: &'static str,
    data_source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_batch_size: Option<u16>,
    request: String,
    response: String,
}

fn resolver(planned: &PlannedResolver) -> Resolver {
    let paths = Paths { output: "", resolver: planned };
    match &planned.kind {
        Kind::Unit(request_pair) => Resolver::Unit {
            data_source: request_pair.data_source.name(),
            max_batch_size: request_pair.needs.max_batch_size,
            request: paths.of("req"),
            response: paths.of("res"),
        },
        Kind::Pipeline { functions, .. } => Resolver::Pipeline {
            request: paths.of("before"),
            response: paths.of("after"),
            functions: functions
                .iter()
                .map(|function| Function {
                    name: function.name.clone(),
                    slot: function.slot.name(),
                    data_source: function.request_pair.data_source.name(),
                    max_batch_size: function.request_pair.needs.max_batch_size,
                    request: paths.request(function),
                    response: paths.response(function),
                })
                .collect(),
        },
    }
}
