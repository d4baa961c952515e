//! The data model of an API: models with their keys, and the relations between them.

use burgeon_core::Name;
use burgeon_core::api::{Api, Coordinate, Index, Key, Model, Relation, RelationKind};

/// The models of an API and their relations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataModel {
    /// The models, in the order of the schema.
    pub entities: Vec<Entity>,
    /// The relations, each pair of fields that lead to each other once.
    pub relations: Vec<EntityRelation>,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The model's name.
    pub name: Name,
    /// The fields that its objects are stored with, in the order of the schema.
    pub fields: Vec<EntityField>,
    /// The secondary indexes: their names, and the fields of their keys.
    pub indexes: Vec<(String, Vec<Name>)>,
}

/// A field of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityField {
    /// The field's name.
    pub name: Name,
    /// Its type, as the schema writes it.
    pub ty: String,
    /// Its role in the primary key.
    pub key: Option<KeyRole>,
    /// Whether a relation finds objects of other models by it.
    pub is_foreign_key: bool,
}

/// The role of a field in a primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRole {
    /// The partition key.
    Partition,
    /// The sort key, or a part of it.
    Sort,
}

/// A relation between two models: from the one that others belong to, to the one that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRelation {
    /// The model that the other one belongs to.
    pub parent: Name,
    /// The model that belongs to the other one.
    pub child: Name,
    /// The parent's field, if it has one.
    pub children: Option<RelationEnd>,
    /// The child's field, if it has one.
    pub belongs_to: Option<RelationEnd>,
}

/// A field that leads to the objects of another model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationEnd {
    /// The field's name.
    pub field: Name,
    /// The number of its objects.
    pub cardinality: Cardinality,
}

/// The number of objects of a relation field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    /// Zero or one.
    ZeroOrOne,
    /// Exactly one.
    One,
    /// Any number.
    Many,
}

impl Cardinality {
    /// The notation of UML.
    pub fn notation(self) -> &'static str {
        match self {
            Self::ZeroOrOne => "0..1",
            Self::One => "1",
            Self::Many => "0..n",
        }
    }
}

impl EntityRelation {
    /// Whether one object of the parent has any number of the child's: unless its field leads to one.
    pub fn is_to_many(&self) -> bool {
        self.children.as_ref().is_none_or(|end| end.cardinality == Cardinality::Many)
    }
}

impl DataModel {
    /// The data model of an API to which everything has been added.
    pub(crate) fn new(api: &Api) -> Self {
        let entities = api.models.values().map(|model| entity(api, model)).collect();
        let relations = api.relations.iter().filter_map(|(at, _)| relation(api, at)).collect();
        Self { entities, relations }
    }
}

fn entity(api: &Api, model: &Model) -> Entity {
    let is_relation = |field: &Name| {
        api.relations.contains_key(&Coordinate::new(model.name.clone(), field.clone()))
    };
    let foreign = |field: &Name| {
        let mut own = api.relations.iter().filter(|(at, _)| at.ty == model.name);
        own.any(|(_, relation)| {
            relation.kind == RelationKind::BelongsTo && relation.lookup.fields.contains(field)
        })
    };
    let fields = api.schema.get_object(&model.name).into_iter().flat_map(|ty| ty.fields.values());
    let fields = fields.filter(|field| !is_relation(&field.name)).map(|field| EntityField {
        name: field.name.clone(),
        ty: field.ty.to_string(),
        key: role(&model.key, &field.name),
        is_foreign_key: foreign(&field.name),
    });
    let indexes = model.indexes.iter().map(|index: &Index| {
        (index.name.clone(), index.key.fields().map(|field| field.name.clone()).collect())
    });
    Entity { name: model.name.clone(), fields: fields.collect(), indexes: indexes.collect() }
}

fn role(key: &Key, field: &Name) -> Option<KeyRole> {
    if key.partition.name == *field {
        return Some(KeyRole::Partition);
    }
    key.sort.iter().any(|part| part.name == *field).then_some(KeyRole::Sort)
}

/// The relation of a field; none for the second of two fields that lead to each other.
fn relation(api: &Api, at: &Coordinate) -> Option<EntityRelation> {
    let of = api.relations.get(at)?;
    let inverse = of.inverse.as_ref().map(|field| Coordinate::new(of.to.clone(), field.clone()));
    let inverse = inverse.filter(|inverse| api.relations.contains_key(inverse));
    let is_child = is_child(of, inverse.as_ref().and_then(|inverse| api.relations.get(inverse)));
    if let Some(inverse) = &inverse
        && inverse != at
    {
        let other_is_child = self::is_child(api.relations.get(inverse)?, Some(of));
        // The parent's field represents both; of two equal ones, the first.
        let position = |at| api.relations.get_index_of(at);
        let is_second = position(inverse) < position(at);
        if (is_child && !other_is_child) || (is_child == other_is_child && is_second) {
            return None;
        }
    }
    let own = end(api, at);
    let other =
        inverse.as_ref().filter(|inverse| *inverse != at).and_then(|inverse| end(api, inverse));
    Some(match is_child {
        true => EntityRelation {
            parent: of.to.clone(),
            child: at.ty.clone(),
            children: other,
            belongs_to: own,
        },
        false => EntityRelation {
            parent: at.ty.clone(),
            child: of.to.clone(),
            children: own,
            belongs_to: other,
        },
    })
}

/// Whether a relation is the field of a child: one of a join model leads to one object, and back to
/// many, without being `@belongsTo`.
fn is_child(relation: &Relation, inverse: Option<&Relation>) -> bool {
    relation.kind == RelationKind::BelongsTo
        || !relation.kind.is_many() && inverse.is_some_and(|inverse| inverse.kind.is_many())
}

fn end(api: &Api, at: &Coordinate) -> Option<RelationEnd> {
    let relation = api.relations.get(at)?;
    let field = api.schema.get_object(&at.ty)?.fields.get(&at.field)?;
    let cardinality = match (relation.kind.is_many(), field.ty.is_non_null()) {
        (true, _) => Cardinality::Many,
        (false, true) => Cardinality::One,
        (false, false) => Cardinality::ZeroOrOne,
    };
    Some(RelationEnd { field: at.field.clone(), cardinality })
}

#[cfg(test)]
mod tests {
    use crate::Compiler;

    const SCHEMA: &str = "\
        type Blog @model { name: String! posts: [Post] @hasMany owner: Owner @hasOne }\n\
        type Post @model { blog: Blog @belongsTo title: String tags: [Tag] @manyToMany(relationName: \"PostTags\") }\n\
        type Tag @model { label: ID! @primaryKey(sortKeyFields: [\"kind\"]) kind: String! @index(name: \"byKind\") \
            posts: [Post] @manyToMany(relationName: \"PostTags\") }\n\
        type Owner @model { name: String }\n";

    fn model() -> super::DataModel {
        Compiler::new().source("schema.graphql", SCHEMA).data_model().unwrap()
    }

    #[test]
    fn two_fields_that_lead_to_each_other_are_one_relation() {
        let model = model();
        let found: Vec<String> = model
            .relations
            .iter()
            .map(|of| {
                let end = |end: &Option<super::RelationEnd>| match end {
                    Some(end) => format!("{} {}", end.field, end.cardinality.notation()),
                    None => "-".to_owned(),
                };
                format!("{} {}, {} {}", of.parent, end(&of.children), of.child, end(&of.belongs_to))
            })
            .collect();
        assert!(found.contains(&"Blog posts 0..n, Post blog 0..1".to_owned()), "{found:?}");
        assert!(found.contains(&"Blog owner 0..1, Owner -".to_owned()), "{found:?}");
        let of_posts = found.iter().filter(|text| text.contains("Post blog"));
        assert_eq!(of_posts.count(), 1, "{found:?}");
        assert!(found.iter().any(|text| text.starts_with("Tag posts 0..n, PostTags")), "{found:?}");
    }

    #[test]
    fn keys_and_indexes_are_those_of_the_model() {
        let model = model();
        let entity = |name: &str| model.entities.iter().find(|entity| entity.name == name).unwrap();
        let keys: Vec<String> = entity("Tag")
            .fields
            .iter()
            .filter_map(|field| Some(format!("{} {:?}", field.name, field.key?)))
            .collect();
        assert_eq!(keys, ["label Partition", "kind Sort"]);
        assert!(entity("Tag").indexes.iter().any(|(name, _)| name == "byKind"));
        assert!(entity("Blog").fields.iter().all(|field| field.name != "posts"));
        assert!(entity("Post").fields.iter().any(|field| field.is_foreign_key));
    }
}
