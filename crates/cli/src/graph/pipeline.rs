//! A resolver: its templates and functions in order, and the data sources that they call.

use std::collections::BTreeMap;

use burgeon::compilation::{DataSource, Resolver};
use burgeon::core::api::Coordinate;
use burgeon_diagram::chart::{Box, Chart, Edge, Look};

/// AppSync's type of a resolver without a data source.
const NONE: &str = "NONE";
/// The most fields that are proposed instead of an unknown one.
const PROPOSED: usize = 5;

/// A resolver as a chart.
pub(super) fn chart(
    at: &Coordinate,
    resolver: &Resolver,
    data_sources: &BTreeMap<String, DataSource>,
) -> Chart {
    let mut chart = Chart::new(at.to_string());
    let mut last = chart.add(Box::new(at.to_string()).look(Look::Terminal));
    let mut follow = |chart: &mut Chart, step: Box| {
        let next = chart.add(step);
        chart.connect(Edge::new(last, next));
        last = next;
        next
    };
    let mut calls = Vec::new();
    match resolver {
        Resolver::Unit(call) => {
            let step = Box::new("unit resolver").row("request and response template", "");
            calls.push((follow(&mut chart, step), &call.data_source));
        }
        Resolver::Pipeline(pipeline) => {
            follow(&mut chart, Box::new("before").row("template", ""));
            for function in &pipeline.functions {
                let step = Box::new(&function.name).row("request and response template", "");
                calls.push((follow(&mut chart, step), &function.call.data_source));
            }
            follow(&mut chart, Box::new("after").row("template", ""));
        }
    }
    let result = Box::new("result").look(Look::Terminal);
    follow(&mut chart, result);
    let mut stores: BTreeMap<&str, usize> = BTreeMap::new();
    for (step, name) in calls {
        let source = data_sources.get(name);
        if source.is_some_and(|source| source.kind == NONE) {
            continue;
        }
        let store = *stores.entry(name).or_insert_with(|| {
            let kind = source.map_or("", |source| source.kind.as_str());
            chart.add(Box::new(name).row(kind, "").look(Look::Store))
        });
        chart.connect(Edge::new(step, store).dashed());
    }
    chart
}

/// The fields with resolvers that are most like a text.
pub(super) fn similar<'a>(text: &str, known: impl Iterator<Item = &'a Coordinate>) -> Vec<String> {
    let lower = text.to_lowercase();
    let field = lower.rsplit('.').next().unwrap_or_default().to_owned();
    let mut known: Vec<(bool, String)> = known
        .map(|at| (!at.to_string().to_lowercase().contains(&field), format!("`{at}`")))
        .collect();
    known.sort();
    let rest = known.len().saturating_sub(PROPOSED);
    let mut names: Vec<String> = known.into_iter().take(PROPOSED).map(|(_, name)| name).collect();
    if rest > 0 {
        names.push(format!("and {rest} more"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use burgeon::Compiler;
    use burgeon_diagram::inspect::defects;

    const SCHEMA: &str = "\
        type Todo @model @auth(rules: [{ allow: public }]) { name: String }\n\
        type Query { sum(a: Int): Int @function(name: \"first\") @function(name: \"second\") }\n";

    #[test]
    fn functions_come_in_order_with_their_data_sources() {
        let compilation = Compiler::new().source("schema.graphql", SCHEMA).compile().unwrap();
        let draw = |name: &str| {
            let at: Coordinate = name.parse().unwrap();
            chart(&at, &compilation.resolvers[&at], &compilation.data_sources)
        };
        let pipeline = draw("Query.sum");
        assert_eq!(defects(&pipeline.layout()), []);
        let text = pipeline.mermaid();
        assert!(text.contains("n0([\"Query.sum\"])"), "{text}");
        assert_eq!(text.matches("AWS_LAMBDA").count(), 2, "{text}");
        assert!(text.contains("n0 --> n1") && text.contains("-.->"), "{text}");
        let unit = draw("Query.getTodo");
        assert_eq!(defects(&unit.layout()), []);
        assert!(unit.svg().contains(">AMAZON_DYNAMODB<"));
    }

    #[test]
    fn what_is_like_an_unknown_field_is_proposed() {
        let known: Vec<Coordinate> = ["Query.getTodo", "Query.listTodos", "Mutation.x"]
            .map(|name| name.parse().unwrap())
            .into();
        assert_eq!(similar("getTodo", known.iter())[0], "`Query.getTodo`");
    }
}
