use std::fmt;

use crate::Name;
use crate::model::{Key, KeyAttribute};
use crate::vtl::property;

/// The value of a key attribute in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyValue {
    /// The attribute.
    pub attribute: String,
    /// The source of the values.
    pub root: Root,
    /// The fields there whose values it is made of; several are joined by `#`.
    pub fields: Vec<Name>,
}

/// The source of a request's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// The field's arguments.
    Arguments,
    /// The argument `input`.
    Input,
    /// The argument `input` with defaults filled in.
    Values,
    /// The source object.
    Source,
}

impl KeyValue {
    /// The values of a key, under the names of its fields.
    pub fn of_key(key: &Key, root: Root) -> Vec<Self> {
        key.attributes().iter().map(|attribute| Self::new(attribute, root)).collect()
    }

    /// The values of a key under other names: `fields` are the key's fields in their order. Ends
    /// with the last attribute that has all its fields.
    pub fn renamed(key: &Key, root: Root, fields: &[Name]) -> Vec<Self> {
        let mut rest = fields;
        let mut values = vec![];
        for attribute in key.attributes() {
            let Some((own, behind)) = rest.split_at_checked(attribute.fields.len()) else { break };
            rest = behind;
            values.push(Self { attribute: attribute.name, root, fields: own.to_vec() });
        }
        values
    }

    /// The value of one attribute, under the names of its fields.
    pub fn new(attribute: &KeyAttribute, root: Root) -> Self {
        Self { attribute: attribute.name.clone(), root, fields: attribute.fields.clone() }
    }

    /// References that can be null; the key is absent then.
    pub(in crate::steps) fn optional(&self) -> impl Iterator<Item = String> {
        let is_optional = self.root == Root::Source;
        let fields = self.fields.iter().filter(move |_| is_optional);
        fields.map(|field| format!("${}{}", self.root, property(field)))
    }
}

/// The expression in VTL.
impl fmt::Display for KeyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fields.as_slice() {
            [field] => write!(f, "${}{}", self.root, property(field)),
            several => {
                let parts =
                    several.iter().map(|field| format!("${{{}{}}}", self.root, property(field)));
                write!(f, "\"{}\"", parts.collect::<Vec<_>>().join("#"))
            }
        }
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arguments => "ctx.args",
            Self::Input => "ctx.args.input",
            Self::Values => "values",
            Self::Source => "ctx.source",
        })
    }
}

#[cfg(test)]
mod tests {
    use apollo_compiler::ast::Type;

    use super::*;
    use crate::model::{AttributeType, KeyField};

    fn key(sort: &[&'static str]) -> Key {
        let field = |name: &&'static str| KeyField {
            name: Name::new_unchecked(name),
            ty: Type::NonNullNamed(apollo_compiler::name!("String")),
            attribute_type: AttributeType::String,
        };
        Key { sort: sort.iter().map(field).collect(), ..Key::id() }
    }

    #[test]
    fn several_fields_are_joined() {
        let values = KeyValue::of_key(&key(&["a", "b"]), Root::Arguments);
        let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["$ctx.args.id", "\"${ctx.args.a}#${ctx.args.b}\""]);
    }

    #[test]
    fn a_key_that_is_given_in_part_stops_at_the_last_whole_attribute() {
        let fields = ["x", "y"].map(Name::new_unchecked);
        let values = KeyValue::renamed(&key(&["a", "b"]), Root::Source, &fields);
        assert_eq!(values.len(), 1);
        assert_eq!(values[0].to_string(), "$ctx.source.x");
        assert_eq!(KeyValue::renamed(&key(&["a"]), Root::Source, &fields)[1].attribute, "a");
    }
}
