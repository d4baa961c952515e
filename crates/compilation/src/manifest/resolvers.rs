//! The resolvers in the manifest.

use std::collections::BTreeMap;

use burgeon_core::api::Coordinate;
use serde::{Serialize, Serializer};

use crate::resolver::{Pipeline, Resolver, TemplatePaths};

/// The resolvers, each under its coordinate. There can be tens of thousands, so an entry is made
/// when it is written.
pub(super) struct Resolvers<'a>(pub(super) &'a BTreeMap<Coordinate, Resolver>);

impl Serialize for Resolvers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(at, one)| (at.to_string(), entry(at, one))))
    }
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
enum Entry<'a> {
    #[serde(rename_all = "camelCase")]
    Unit {
        data_source: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_batch_size: Option<u16>,
        request: String,
        response: String,
    },
    Pipeline {
        request: String,
        response: String,
        functions: Vec<FunctionEntry<'a>>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FunctionEntry<'a> {
    name: &'a str,
    slot: &'static str,
    data_source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_batch_size: Option<u16>,
    request: String,
    response: String,
}

fn entry<'a>(at: &Coordinate, resolver: &'a Resolver) -> Entry<'a> {
    let paths = TemplatePaths::new(at);
    match resolver {
        Resolver::Unit(call) => Entry::Unit {
            data_source: &call.data_source,
            max_batch_size: call.max_batch_size,
            request: paths.unit_request(),
            response: paths.unit_response(),
        },
        Resolver::Pipeline(Pipeline { functions, .. }) => Entry::Pipeline {
            request: paths.before(),
            response: paths.after(),
            functions: functions
                .iter()
                .map(|function| FunctionEntry {
                    name: &function.name,
                    slot: function.slot.name(),
                    data_source: &function.call.data_source,
                    max_batch_size: function.call.max_batch_size,
                    request: paths.request(&function.name),
                    response: paths.response(&function.name),
                })
                .collect(),
        },
    }
}
