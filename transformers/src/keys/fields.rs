//! Which fields can be part of a key.

use burgeon_core::api::{AttributeType, Key, KeyField, Model};
use burgeon_core::appsync::base_scalar;
use burgeon_core::arguments::{Located, strings};
use burgeon_core::schema::{ExtendedType, Schema, Type};
use burgeon_core::{Declaring, Diagnostic, Name};

use super::codes;
use crate::field_use::FieldUse;

impl FieldUse {
    /// The key of a directive's fields. Reports invalid ones; `purpose` names the key in messages:
    /// "the primary key".
    pub(super) fn key(&self, api: &mut Declaring<'_>, purpose: &str) -> Option<Key> {
        let own = Located { text: self.field.name.to_string(), span: self.field.name.location() };
        let partition = self.part(api, &own, purpose);
        let mut seen = vec![own.text];
        let mut sort = Vec::new();
        let mut complete = true;
        for named in strings(&self.directive, "sortKeyFields").unwrap_or_default() {
            if seen.contains(&named.text) {
                api.report(self.twice(&named));
                complete = false;
                continue;
            }
            match self.part(api, &named, purpose) {
                Some(part) => sort.push(part),
                None => complete = false,
            }
            seen.push(named.text);
        }
        let partition = partition?;
        complete.then_some(Key { partition, sort })
    }

    fn part(&self, api: &mut Declaring<'_>, named: &Located, purpose: &str) -> Option<KeyField> {
        let Some(field) = self.object.fields.get(named.text.as_str()) else {
            let fault = self.unknown(api.models.get(&self.object.name), named, purpose);
            api.report(fault);
            return None;
        };
        match attribute_type(&api.schema, &field.ty) {
            Ok(attribute_type) => {
                Some(KeyField { name: field.name.clone(), ty: field.ty.clone(), attribute_type })
            }
            Err(reason) => {
                let at = format!("{}.{}", self.object.name, field.name);
                api.report(
                    Diagnostic::error(
                        &codes::FIELD_TYPE,
                        format!("`{at}` cannot be part of {purpose}"),
                    )
                    .at_node(named.span, reason)
                    .at_node(field.ty.inner_named_type().location(), "its type")
                    .help(match base_scalar(field.ty.inner_named_type()) {
                        Some("Boolean") => "an enum of two values can be part of a key",
                        _ => "a key is made of strings, numbers, dates and enums",
                    }),
                );
                None
            }
        }
    }

    fn unknown(&self, model: Option<&Model>, named: &Located, purpose: &str) -> Diagnostic {
        let Located { text, span } = named;
        let ty = &self.object.name;
        let fault = Diagnostic::error(
            &codes::UNKNOWN_FIELD,
            format!("`{ty}` has no field `{text}`, but it is part of {purpose}"),
        )
        .at_node(*span, "no such field")
        .at_node(ty.location(), "the type");
        let added = match text.as_str() {
            "id" => Some("ID!"),
            _ => model
                .is_some_and(|model| model.timestamps.fields().any(|added| added == text.as_str()))
                .then_some("AWSDateTime!"),
        };
        match added {
            Some(added) => fault.help(format!("declare it: write `{text}: {added}` in `{ty}`")),
            None => fault
                .help(format!("name a field that `{ty}` declares"))
                .did_you_mean(text, self.object.fields.keys().map(Name::as_str)),
        }
    }

    fn twice(&self, named: &Located) -> Diagnostic {
        let text = &named.text;
        let message = if *text == self.field.name.as_str() {
            format!("`{text}` picks the partition, so it cannot order what is in it")
        } else {
            format!("`{text}` is part of the sort key already")
        };
        Diagnostic::error(&codes::SELF_REFERENCE, message)
            .at_node(named.span, "named again here")
            .help(format!("take `{text}` out of `sortKeyFields`"))
    }
}

/// The DynamoDB type of a key attribute for a field of the type, or why it can be none.
pub(crate) fn attribute_type(schema: &Schema, ty: &Type) -> Result<AttributeType, &'static str> {
    if ty.is_list() {
        return Err("keys cannot be lists");
    }
    let inner = ty.inner_named_type();
    match base_scalar(inner) {
        Some("Boolean") => Err("keys are strings or numbers"),
        Some(_) => Ok(AttributeType::of_scalar(inner)),
        None if schema.types.get(inner).is_some_and(ExtendedType::is_enum) => {
            Ok(AttributeType::String)
        }
        None => Err("an object cannot be a key"),
    }
}
