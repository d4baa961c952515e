use crate::Name;
use crate::model::{KeyAttribute, Model};
use crate::steps::keys::{KeyValue, Root};
use crate::vtl::property;

/// The attributes that secondary indexes find a written item by.
///
/// An item without such an attribute is not in the index; one where it is null is refused by
/// DynamoDB. So null never gets there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexKeys {
    /// Fields that are such an attribute and may be null.
    pub nullable: Vec<Name>,
    /// Attributes that hold the values of several fields.
    pub composites: Vec<Composite>,
}

/// An attribute of an index that holds the values of several fields, joined by `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composite {
    /// The attribute.
    pub attribute: KeyAttribute,
    /// The index.
    pub index: String,
    /// Its fields that are not part of the primary key, which every write contains.
    pub changing: Vec<Name>,
}

impl IndexKeys {
    /// The index keys of a model's table.
    pub fn for_model(model: &Model) -> Self {
        let mut keys = Self::default();
        let primary: Vec<String> = model.key.attributes().into_iter().map(|own| own.name).collect();
        for index in &model.indexes {
            for attribute in index.key.attributes() {
                if primary.contains(&attribute.name) {
                    continue;
                }
                if attribute.is_composite() {
                    keys.add_composite(model, &index.name, attribute);
                } else {
                    let nullable = index.key.fields().filter(|part| !part.ty.is_non_null());
                    let nullable = nullable.map(|part| &part.name);
                    let added = nullable.filter(|name| attribute.fields.contains(name));
                    let added: Vec<_> = added.filter(|n| !keys.nullable.contains(n)).collect();
                    keys.nullable.extend(added.into_iter().cloned());
                }
            }
        }
        keys
    }

    fn add_composite(&mut self, model: &Model, index: &str, attribute: KeyAttribute) {
        if self.composites.iter().any(|known| known.attribute.name == attribute.name) {
            return;
        }
        let changing = attribute.fields.iter().filter(|field| !model.key.contains(field));
        let changing = changing.cloned().collect();
        self.composites.push(Composite { attribute, index: index.to_owned(), changing });
    }
}

impl Composite {
    /// Its value, after the defaults.
    pub(super) fn value(&self) -> KeyValue {
        KeyValue::new(&self.attribute, Root::Values)
    }

    /// The condition in VTL that no part of it is null.
    pub(super) fn is_complete(&self) -> String {
        self.fields(|field| format!("!$util.isNull($values{})", property(field)), " && ")
    }

    /// The error message for a part of its fields.
    pub(super) fn all_or_none(&self) -> String {
        let fields = self.fields(|field| format!("`{field}`"), ", ");
        format!("{fields} are one key of the index `{}`: set all of them, or none", self.index)
    }

    /// The condition in VTL that a map has one of the changing fields.
    pub(super) fn any_given(&self, map: &str) -> String {
        self.given(map, " || ")
    }

    /// The condition in VTL that a map has all of the changing fields.
    pub(super) fn all_given(&self, map: &str) -> String {
        self.given(map, " && ")
    }

    fn given(&self, map: &str, between: &str) -> String {
        let given = self.changing.iter().map(|field| format!("${map}.containsKey(\"{field}\")"));
        given.collect::<Vec<_>>().join(between)
    }

    fn fields(&self, text: impl Fn(&Name) -> String, between: &str) -> String {
        self.attribute.fields.iter().map(text).collect::<Vec<_>>().join(between)
    }
}
