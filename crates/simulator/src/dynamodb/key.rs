//! Keys: which attributes identify an item in a table or order it in an index.

use serde::Deserialize;

use super::attribute_value::{AttributeValue, Item};
use super::error::Error;

/// DynamoDB's limits on the bytes of a key's values.
const MAXIMUM_PARTITION_KEY_BYTES: usize = 2048;
const MAXIMUM_SORT_KEY_BYTES: usize = 1024;

/// The key of a table or index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySchema {
    /// The partition key.
    pub partition: KeyAttribute,
    /// The sort key, if there is one.
    pub sort: Option<KeyAttribute>,
}

/// An attribute that is part of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// Its name.
    pub name: String,
    /// `S`, `N` or `B`.
    pub type_name: KeyType,
    maximum_bytes: usize,
}

/// The types that a key attribute can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum KeyType {
    /// A string.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
}

/// The values of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The partition key's value.
    pub partition: AttributeValue,
    /// The sort key's value.
    pub sort: Option<AttributeValue>,
}

impl KeySchema {
    /// A key of a partition key and perhaps a sort key.
    pub fn new(partition: (&str, KeyType), sort: Option<(&str, KeyType)>) -> Self {
        let attribute = |(name, type_name): (&str, KeyType), maximum_bytes| KeyAttribute {
            name: name.to_owned(),
            type_name,
            maximum_bytes,
        };
        Self {
            partition: attribute(partition, MAXIMUM_PARTITION_KEY_BYTES),
            sort: sort.map(|sort| attribute(sort, MAXIMUM_SORT_KEY_BYTES)),
        }
    }

    /// The key's attributes, partition key first.
    pub fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        std::iter::once(&self.partition).chain(&self.sort)
    }

    /// Whether the attribute is part of the key.
    pub fn contains(&self, attribute: &str) -> bool {
        self.attributes().any(|key| key.name == attribute)
    }

    /// The key of an item that is to be stored.
    ///
    /// # Errors
    /// The item lacks a part of it, or a part has a value that a key cannot have.
    pub fn of(&self, item: &Item) -> Result<Key, Error> {
        let value = |key: &KeyAttribute| {
            let value = item.get(&key.name).ok_or_else(|| {
                Error::validation(format!(
                    "One or more parameter values were invalid: Missing the key {} in the item",
                    key.name
                ))
            })?;
            key.check(value)?;
            Ok::<_, Error>(value.clone())
        };
        Ok(Key {
            partition: value(&self.partition)?,
            sort: self.sort.as_ref().map(value).transpose()?,
        })
    }

    /// The key in a request, which must have exactly the key attributes.
    ///
    /// # Errors
    /// It is not the key of this schema.
    pub fn exactly(&self, key: &Item) -> Result<Key, Error> {
        if key.len() != self.attributes().count() || !key.keys().all(|name| self.contains(name)) {
            return Err(Error::validation("The provided key element does not match the schema"));
        }
        self.of(key)
    }

    /// The key of an item in an index; none if it lacks a part of it, and so is not in the index.
    ///
    /// # Errors
    /// A part of the key has an invalid value for an index key.
    pub fn in_index(&self, item: &Item, index: &str) -> Result<Option<Key>, Error> {
        for key in self.attributes() {
            if let Some(value) = item.get(&key.name) {
                key.check_in_index(value, index)?;
            }
        }
        let Some(partition) = item.get(&self.partition.name).cloned() else {
            return Ok(None);
        };
        Ok(match &self.sort {
            None => Some(Key { partition, sort: None }),
            Some(sort) => {
                item.get(&sort.name).cloned().map(|sort| Key { partition, sort: Some(sort) })
            }
        })
    }

    /// The key as attributes.
    pub fn item(&self, key: &Key) -> Item {
        let partition = (self.partition.name.clone(), key.partition.clone());
        let sort = self.sort.as_ref().zip(key.sort.clone());
        std::iter::once(partition)
            .chain(sort.map(|(attribute, value)| (attribute.name.clone(), value)))
            .collect()
    }
}

impl KeyAttribute {
    /// Whether a value can be this part of a key.
    ///
    /// # Errors
    /// It is of another type, empty, or too long.
    pub fn check(&self, value: &AttributeValue) -> Result<(), Error> {
        self.check_type(value)?;
        if is_empty(value) {
            return Err(Error::validation(format!(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {}",
                self.name
            )));
        }
        self.check_size(value)
    }

    /// Checks that a value has the type of this part of a key.
    ///
    /// # Errors
    /// The value has another type.
    pub fn check_type(&self, value: &AttributeValue) -> Result<(), Error> {
        if self.type_name.is_type_of(value) {
            return Ok(());
        }
        Err(Error::validation(format!(
            "One or more parameter values were invalid: Type mismatch for key {} expected: {:?} actual: {}",
            self.name,
            self.type_name,
            value.type_name()
        )))
    }

    fn check_in_index(&self, value: &AttributeValue, index: &str) -> Result<(), Error> {
        if !self.type_name.is_type_of(value) {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Type mismatch for Index Key {} Expected: {:?} Actual: {} IndexName: {index}",
                self.name,
                self.type_name,
                value.type_name()
            )));
        }
        if is_empty(value) {
            return Err(Error::validation(format!(
                "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: {index}, IndexKey: {}",
                self.name
            )));
        }
        self.check_size(value)
    }

    fn check_size(&self, value: &AttributeValue) -> Result<(), Error> {
        if value.size() <= self.maximum_bytes {
            return Ok(());
        }
        Err(Error::validation(format!(
            "One or more parameter values were invalid: Size of key {} has exceeded the maximum size limit of {} bytes",
            self.name, self.maximum_bytes
        )))
    }
}

impl KeyType {
    fn is_type_of(self, value: &AttributeValue) -> bool {
        matches!(
            (self, value),
            (Self::S, AttributeValue::S(_))
                | (Self::N, AttributeValue::N(_))
                | (Self::B, AttributeValue::B(_))
        )
    }
}

fn is_empty(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::S(text) => text.is_empty(),
        AttributeValue::B(bytes) => bytes.is_empty(),
        _ => false,
    }
}
