use apollo_compiler::ast::Type;
use apollo_compiler::parser::SourceSpan;

use crate::Name;
use crate::coordinate::Coordinate;

/// The primary key of a model, or the key of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The field whose value picks the partition.
    pub partition: KeyField,
    /// The fields that order the items of a partition; several are joined into one attribute.
    pub sort: Vec<KeyField>,
}

/// A field that is part of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyField {
    /// The field.
    pub name: Name,
    /// The field's type in the schema.
    pub ty: Type,
    /// The DynamoDB type of its attribute, if the attribute holds this field alone.
    pub attribute_type: AttributeType,
}

/// An attribute of a DynamoDB key, and the fields that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// The attribute's name: the field's, or several joined by `#`.
    pub name: String,
    /// The fields whose values it holds, joined by `#`.
    pub fields: Vec<Name>,
    /// Its DynamoDB type.
    pub attribute_type: AttributeType,
}

/// A secondary index of a model's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name in DynamoDB.
    pub name: String,
    /// Its key. The key of an index that a relation added contains fields as they are stored.
    pub key: Key,
    /// Which attributes it carries.
    pub projection: Projection,
    /// Whether it shares the table's partitions (a local secondary index).
    pub local: bool,
    /// The query that pages through it, if there is one.
    pub query: Option<Name>,
    /// The relation that added it; absent: the author declared it.
    pub relation: Option<Coordinate>,
    /// The location of its declaration, or of the relation's.
    pub span: Option<SourceSpan>,
}

/// Which attributes an index carries.
///
/// Source of truth: DynamoDB's API reference, `Projection`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projection {
    /// All.
    All,
    /// The keys.
    KeysOnly,
    /// The keys, and these fields.
    Include(Vec<Name>),
}

/// The DynamoDB types that a key attribute may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeType {
    /// A string, `S`.
    String,
    /// A number, `N`.
    Number,
}

impl AttributeType {
    /// The type of the attribute that a field of this scalar is kept in.
    pub fn of_scalar(scalar: &str) -> Self {
        match scalar {
            "Int" | "Float" | "AWSTimestamp" => Self::Number,
            _ => Self::String,
        }
    }

    /// DynamoDB's letter for it.
    pub fn letter(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
        }
    }
}

impl Index {
    /// Whether a relation brought it about.
    pub fn is_implied(&self) -> bool {
        self.relation.is_some()
    }
}

impl KeyAttribute {
    fn from_field(part: &KeyField) -> Self {
        Self {
            name: part.name.to_string(),
            fields: vec![part.name.clone()],
            attribute_type: part.attribute_type,
        }
    }

    /// Whether it holds the values of several fields.
    pub fn is_composite(&self) -> bool {
        self.fields.len() > 1
    }
}

impl Key {
    /// The key of a model that names none: `id`.
    pub fn id() -> Self {
        let name = apollo_compiler::name!("id");
        let ty = Type::NonNullNamed(apollo_compiler::name!("ID"));
        let partition = KeyField { name, ty, attribute_type: AttributeType::String };
        Self { partition, sort: vec![] }
    }

    /// All its fields, the partition's first.
    pub fn fields(&self) -> impl Iterator<Item = &KeyField> {
        std::iter::once(&self.partition).chain(&self.sort)
    }

    /// Whether a field is part of it.
    pub fn contains(&self, field: &str) -> bool {
        self.fields().any(|part| part.name == field)
    }

    /// The attribute that picks the partition.
    pub fn partition_attribute(&self) -> KeyAttribute {
        KeyAttribute::from_field(&self.partition)
    }

    /// The attribute that orders the items of a partition, if there is one.
    pub fn sort_attribute(&self) -> Option<KeyAttribute> {
        match self.sort.as_slice() {
            [] => None,
            [single] => Some(KeyAttribute::from_field(single)),
            several => {
                let fields: Vec<Name> = several.iter().map(|part| part.name.clone()).collect();
                let name = fields.join("#");
                Some(KeyAttribute { name, fields, attribute_type: AttributeType::String })
            }
        }
    }

    /// The DynamoDB attributes: one or two.
    pub fn attributes(&self) -> Vec<KeyAttribute> {
        std::iter::once(self.partition_attribute()).chain(self.sort_attribute()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_sort_fields_make_one_string_attribute() {
        let mut key = Key::id();
        for field in ["year", "month"] {
            key.sort.push(KeyField {
                name: Name::new_unchecked(field),
                ty: Type::Named(apollo_compiler::name!("Int")),
                attribute_type: AttributeType::Number,
            });
        }
        let attributes = key.attributes();
        assert_eq!(attributes[1].name, "year#month");
        assert_eq!(attributes[1].attribute_type, AttributeType::String);
        assert!(key.contains("month") && !key.contains("day"));
    }
}
