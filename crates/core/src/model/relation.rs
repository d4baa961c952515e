use apollo_compiler::parser::SourceSpan;

use super::{Index, Key, KeyField, Models};
use crate::Name;

/// A relation field of a model, with the lookup of its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its kind.
    pub kind: RelationKind,
    /// The model whose objects it leads to; between many and many, the one that joins both.
    pub to: Name,
    /// The field of that model which leads back, if there is one.
    pub inverse: Option<Name>,
    /// The lookup of its objects.
    pub lookup: Lookup,
    /// The foreign key that was added, without a declaration of the author: fields of the target
    /// model of a relation to many, and of this model otherwise.
    pub implied_key: Vec<KeyField>,
    /// The default size of a page.
    pub default_limit: u32,
    /// The location of its directive.
    pub span: Option<SourceSpan>,
}

/// The kinds of relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// One object, with or without an inverse field.
    HasOne,
    /// Any number of objects, each with the key of this one.
    HasMany,
    /// The object that this one belongs to.
    BelongsTo,
    /// Any number of objects of a join model.
    ManyToMany,
}

/// The lookup of related objects by values of this object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// The index to query; absent: the table, by its primary key.
    pub index: Option<String>,
    /// The fields of this object whose values are compared with those of the key: all of the key's,
    /// or its first ones.
    pub fields: Vec<Name>,
}

impl RelationKind {
    /// Whether the field answers with pages of objects.
    pub fn is_many(self) -> bool {
        matches!(self, Self::HasMany | Self::ManyToMany)
    }
}

impl Relation {
    /// Whether both the foreign key and its index were added, since the author names neither.
    pub fn is_by_implied_index(&self, models: &Models) -> bool {
        let model = models.get(&self.to);
        let index = self.lookup.index.as_deref().and_then(|index| model?.index(index));
        !self.implied_key.is_empty() && index.is_some_and(Index::is_implied)
    }

    /// The fields that the objects are found by, as the API calls them.
    pub fn key_fields(&self, models: &Models) -> Vec<Name> {
        let Some(model) = models.get(&self.to) else { return vec![] };
        let index = self.lookup.index.as_deref().and_then(|index| model.index(index));
        let key = index.map_or(&model.key, |index| &index.key);
        let is_stored = index.is_some_and(Index::is_implied);
        let name = |part: &KeyField| match is_stored {
            true => model.stored.field_of(&part.name).clone(),
            false => part.name.clone(),
        };
        key.fields().map(name).collect()
    }

    /// The key that the objects are found by: that of the index, or the primary key.
    pub fn key<'a>(&self, models: &'a Models) -> Option<&'a Key> {
        let model = models.get(&self.to)?;
        match &self.lookup.index {
            None => Some(&model.key),
            Some(name) => model.index(name).map(|index| &index.key),
        }
    }
}
