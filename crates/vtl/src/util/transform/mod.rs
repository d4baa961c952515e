//! `$util.transform`: converts filters for data sources.

mod dynamodb;
mod opensearch;
mod subscription;

use crate::utility::{Function, Namespace};

/// `$util.transform`.
pub static TRANSFORM: Namespace = Namespace {
    name: "util.transform",
    page: Some("transformation-helpers-in-utils-transform"),
    functions: &[
        Function::new(
            "toDynamoDBFilterExpression",
            1..=1,
            "a filter as a filter expression of DynamoDB, as JSON",
            dynamodb::to_expression,
        ),
        Function::new(
            "toDynamoDBConditionExpression",
            1..=1,
            "a filter as a condition expression of DynamoDB, as JSON",
            dynamodb::to_expression,
        ),
        Function::new(
            "toElasticsearchQueryDSL",
            1..=1,
            "a filter as a query of OpenSearch, as JSON",
            opensearch::to_query,
        ),
        Function::new(
            "toSubscriptionFilter",
            1..=3,
            "a filter, less some fields, and rules one of which has to hold, for subscriptions",
            subscription::to_filter,
        ),
    ],
    children: &[],
};
