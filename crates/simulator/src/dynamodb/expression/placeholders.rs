//! `#names` and `:values`: what a request's expressions leave to its maps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::dynamodb::attribute_value::AttributeValue;
use crate::dynamodb::error::Error;

/// The placeholders of one request, shared by its expressions, and which of them were used:
/// DynamoDB refuses a request that defines one and does not use it.
#[derive(Debug, Default)]
pub struct Placeholders {
    names: BTreeMap<String, String>,
    values: BTreeMap<String, AttributeValue>,
    used: RefCell<BTreeSet<String>>,
}

impl Placeholders {
    /// Adds the placeholder maps of one of the request's expressions.
    ///
    /// # Errors
    /// A key lacks its `#` or `:`, a value is not a typed value, a map is empty, or the same
    /// placeholder has another value in another expression of the request.
    pub fn add(
        &mut self,
        names: Option<&BTreeMap<String, String>>,
        values: Option<&BTreeMap<String, Json>>,
    ) -> Result<(), Error> {
        if names.is_some_and(BTreeMap::is_empty) {
            return Err(Error::validation("ExpressionAttributeNames must not be empty"));
        }
        if values.is_some_and(BTreeMap::is_empty) {
            return Err(Error::validation("ExpressionAttributeValues must not be empty"));
        }
        for (key, name) in names.into_iter().flatten() {
            define(&mut self.names, "#", key, name.clone())?;
        }
        for (key, value) in values.into_iter().flatten() {
            define(&mut self.values, ":", key, AttributeValue::from_typed_json(value)?)?;
        }
        Ok(())
    }

    /// The attribute's name of the placeholder `#key`.
    ///
    /// # Errors
    /// The placeholder is not defined.
    pub fn name(&self, key: &str) -> Result<&str, Error> {
        let key = format!("#{key}");
        let name = self.names.get(&key).ok_or_else(|| {
            Error::validation(format!(
                "An expression attribute name used in the document path is not defined; attribute name: {key}"
            ))
        })?;
        self.used.borrow_mut().insert(key);
        Ok(name)
    }

    /// The value of the placeholder `:key`.
    ///
    /// # Errors
    /// The placeholder is not defined.
    pub fn value(&self, key: &str) -> Result<&AttributeValue, Error> {
        let key = format!(":{key}");
        let value = self.values.get(&key).ok_or_else(|| {
            Error::validation(format!(
                "An expression attribute value used in expression is not defined; attribute value: {key}"
            ))
        })?;
        self.used.borrow_mut().insert(key);
        Ok(value)
    }

    /// Call it when all expressions of the request are parsed.
    ///
    /// # Errors
    /// A placeholder is defined that no expression used.
    pub fn check_all_used(&self) -> Result<(), Error> {
        let used = self.used.borrow();
        let unused = |keys: Vec<&String>| {
            let keys: Vec<_> =
                keys.into_iter().filter(|key| !used.contains(*key)).cloned().collect();
            keys.join(", ")
        };
        for (map, keys) in [
            ("ExpressionAttributeNames", unused(self.names.keys().collect())),
            ("ExpressionAttributeValues", unused(self.values.keys().collect())),
        ] {
            if !keys.is_empty() {
                return Err(Error::validation(format!(
                    "Value provided in {map} unused in expressions: keys: {{{keys}}}"
                )));
            }
        }
        Ok(())
    }
}

fn define<T: PartialEq>(
    map: &mut BTreeMap<String, T>,
    sigil: &str,
    key: &str,
    meaning: T,
) -> Result<(), Error> {
    if !key.starts_with(sigil) || key.len() == 1 {
        return Err(Error::validation(format!(
            "ExpressionAttribute contains invalid key: Syntax error; key: \"{key}\""
        )));
    }
    match map.get(key) {
        Some(other) if *other != meaning => Err(Error::MappingTemplate(format!(
            "the placeholder `{key}` has two meanings in one request"
        ))),
        _ => {
            map.insert(key.to_owned(), meaning);
            Ok(())
        }
    }
}
