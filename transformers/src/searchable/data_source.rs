//! The data source that receives searches.

use burgeon_cloudformation::LogicalId;
use burgeon_core::api::{DataSource, DeployedDataSource};
use burgeon_core::settings::SearchEngine;

/// The stack of the search engine and of the resolvers that search.
pub(super) const STACK: &str = "search-engine";

/// The data source for a kind of search engine.
pub(super) fn for_engine(engine: SearchEngine) -> DataSource {
    let kind = match engine {
        // AppSync does not sign requests as collections require; a function does.
        SearchEngine::Serverless => "AWS_LAMBDA",
        _ => "AMAZON_OPENSEARCH_SERVICE",
    };
    let id = LogicalId::from_name("SearchDataSource");
    DataSource::Deployed(DeployedDataSource::new("SEARCH", kind).in_stack(STACK, id))
}
