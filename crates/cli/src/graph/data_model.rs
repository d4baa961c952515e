//! The data model: models, keys, indexes, and relations with their cardinality.

use std::fmt::Write;

use burgeon::core::Name;
use burgeon::data_model::{Cardinality, DataModel, Entity, EntityField, EntityRelation, KeyRole};
use burgeon_diagram::chart::{Box, Chart, Edge, Ending};

/// The most fields of a model in a chart; those of keys are always there.
const FIELDS: usize = 12;

/// The data model as a chart.
pub(super) fn chart(model: &DataModel) -> Chart {
    let mut chart = Chart::new("Data model");
    for entity in &model.entities {
        chart.add(entity_box(entity));
    }
    let place = |name: &Name| model.entities.iter().position(|entity| entity.name == *name);
    for relation in &model.relations {
        let (Some(parent), Some(child)) = (place(&relation.parent), place(&relation.child)) else {
            continue;
        };
        let ending = if relation.is_to_many() { Ending::Many } else { Ending::One };
        let edge = Edge::new(parent, child).ending(ending);
        chart.connect(labels(relation).into_iter().fold(edge, Edge::label));
    }
    chart
}

/// The cardinality of each field of a relation, such as `comments: 0..n`.
fn labels(relation: &EntityRelation) -> Vec<String> {
    let ends = [(&relation.parent, &relation.children), (&relation.child, &relation.belongs_to)];
    let label = |(owner, end): (&Name, &Option<burgeon::data_model::RelationEnd>)| {
        let end = end.as_ref()?;
        Some(format!("{owner}.{}: {}", end.field, end.cardinality.notation()))
    };
    ends.into_iter().filter_map(label).collect()
}

fn entity_box(entity: &Entity) -> Box {
    let mut of = Box::new(entity.name.as_str());
    let is_key = |field: &&EntityField| field.key.is_some() || field.is_foreign_key;
    let others = entity.fields.iter().filter(|field| !is_key(field)).count();
    let mut room = FIELDS;
    for field in &entity.fields {
        if !is_key(&field) {
            if room == 0 {
                continue;
            }
            room -= 1;
        }
        let text = format!(
            "{}{}",
            field.ty,
            mark(field).map_or_else(String::new, |mark| format!(" {mark}"))
        );
        of = match field.key {
            Some(_) => of.strong_row(field.name.as_str(), text),
            None => of.row(field.name.as_str(), text),
        };
    }
    if others > FIELDS {
        of = of.row(format!("and {} more", others - FIELDS), "");
    }
    for (name, fields) in &entity.indexes {
        of = of.row(format!("index {name}"), names(fields));
    }
    of
}

fn names(fields: &[Name]) -> String {
    fields.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

/// The role of a field in the keys of the model and of others.
fn mark(field: &EntityField) -> Option<&'static str> {
    match (field.key, field.is_foreign_key) {
        (Some(KeyRole::Partition), _) => Some("PK"),
        (Some(KeyRole::Sort), _) => Some("SK"),
        (None, true) => Some("FK"),
        (None, false) => None,
    }
}

/// The data model as an entity relationship diagram of Mermaid.
pub(super) fn mermaid(model: &DataModel) -> String {
    let mut text = String::from("erDiagram\n");
    for entity in &model.entities {
        let _ = writeln!(text, "    {} {{", entity.name);
        for field in &entity.fields {
            // Mermaid has neither `!` nor sort keys.
            let ty = field.ty.replace('!', "");
            let ty = match ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']')) {
                Some(item) => format!("{}[]", item.replace(['[', ']'], "")),
                None => ty,
            };
            let key = match (field.key, field.is_foreign_key) {
                (Some(_), true) => " PK, FK",
                (Some(_), false) => " PK",
                (None, true) => " FK",
                (None, false) => "",
            };
            let comment = if field.key == Some(KeyRole::Sort) { " \"sort key\"" } else { "" };
            let _ = writeln!(text, "        {ty} {}{key}{comment}", field.name);
        }
        text.push_str("    }\n");
    }
    for relation in &model.relations {
        let parent = match relation.belongs_to.as_ref().map(|end| end.cardinality) {
            Some(Cardinality::ZeroOrOne) | None => "|o",
            _ => "||",
        };
        let child = match relation.children.as_ref().map(|end| end.cardinality) {
            Some(Cardinality::ZeroOrOne) => "o|",
            Some(Cardinality::One) => "||",
            Some(Cardinality::Many) | None => "o{",
        };
        let label = labels(relation).join(", ");
        let _ = writeln!(
            text,
            "    {} {parent}--{child} {} : \"{label}\"",
            relation.parent, relation.child
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use burgeon::Compiler;
    use burgeon_diagram::inspect::defects;

    const SCHEMA: &str = "\
        type Blog @model { name: String! posts: [Post] @hasMany }\n\
        type Post @model { blog: Blog! @belongsTo title: String labels: [String!] \
            replies: [Post] @hasMany }\n";

    fn model() -> DataModel {
        Compiler::new().source("schema.graphql", SCHEMA).data_model().unwrap()
    }

    #[test]
    fn the_chart_has_keys_and_cardinalities() {
        let chart = chart(&model());
        assert_eq!(defects(&chart.layout()), []);
        let svg = chart.svg();
        for text in
            [">Blog<", ">ID! PK<", ">Blog.posts: 0..n<", ">Post.blog: 1<", ">Post.replies: 0..n<"]
        {
            assert!(svg.contains(text), "{text}: {svg}");
        }
    }

    #[test]
    fn mermaid_has_types_without_marks_and_crows_feet() {
        let text = mermaid(&model());
        assert!(text.contains("        String[] labels\n"), "{text}");
        assert!(text.contains("        ID id PK\n"), "{text}");
        assert!(
            text.contains("    Blog ||--o{ Post : \"Blog.posts: 0..n, Post.blog: 1\""),
            "{text}"
        );
    }
}
