//! Charts in all notations.

use burgeon_diagram::chart::{Box, Chart, Edge, Ending, Look};
use burgeon_diagram::inspect::defects;

fn chart() -> Chart {
    let mut chart = Chart::new("a \"chart\"");
    let order = chart.add(Box::new("Order <b>").strong_row("id", "ID!").row("note", ""));
    let item = chart.add(Box::new("Item").row("a".repeat(90), "String"));
    let table = chart.add(Box::new("Table").look(Look::Store));
    chart.add(Box::new("alone").look(Look::Terminal));
    chart.connect(
        Edge::new(order, item).label("items: 0..n").label("order: 1").ending(Ending::Many),
    );
    chart.connect(Edge::new(order, item).label("first: 0..1").ending(Ending::One));
    chart.connect(Edge::new(item, item).label("parent: 0..1").ending(Ending::Many));
    chart.connect(Edge::new(item, table).dashed());
    chart.connect(Edge::new(item, 99));
    chart
}

#[test]
fn the_layout_has_no_defect() {
    assert_eq!(defects(&chart().layout()), []);
}

#[test]
fn svg_escapes_and_has_all_texts() {
    let svg = chart().svg();
    assert!(!svg.contains("<b>") && svg.contains("Order &lt;b&gt;"), "{svg}");
    for text in [">items: 0..n<", ">order: 1<", ">first: 0..1<", ">parent: 0..1<", ">ID!<"] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
    // What is too long is cut in the box and whole in its title.
    assert!(svg.contains("…</text>") && svg.contains(&"a".repeat(90)));
}

#[test]
fn mermaid_escapes_and_has_all_edges() {
    let text = chart().mermaid();
    assert!(text.contains("n0[\"Order #60;b#62;<br/><small>id: ID!</small>"), "{text}");
    assert!(text.contains("n0 -->|\"items: 0..n<br/>order: 1\"| n1"), "{text}");
    assert!(text.contains("n1 -.-> n2"), "{text}");
}

#[test]
fn graphviz_escapes_and_has_the_endings() {
    let text = chart().graphviz();
    assert!(text.starts_with("digraph \"a \\\"chart\\\"\" {"), "{text}");
    assert!(text.contains("<b>Order &lt;b&gt;</b>"), "{text}");
    assert!(text.contains("arrowtail=tee, arrowhead=crow"), "{text}");
}
