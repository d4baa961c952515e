//! Relations by `fields`: fields of this model whose values are looked up in the other.

use burgeon_core::api::Key;
use burgeon_core::arguments::Located;
use burgeon_core::schema::{Component, FieldDefinition, Node, ObjectType, Schema};
use burgeon_core::{Declaring, Diagnostic, Name};

use super::codes;
use super::relation_field::Side;
use crate::field_use::is_single_value;

/// The fields that the relation looks up, if they fit the key. `purpose` names the key in messages.
pub(super) fn looked_up(
    api: &mut Declaring<'_>,
    side: &Side,
    key: &Key,
    purpose: &str,
) -> Option<Vec<Name>> {
    let named = side.fields.as_deref()?;
    let own = &side.used.object;
    let fields: Option<Vec<_>> =
        named.iter().map(|named| field(api, own, side.directive(), named)).collect();
    let fields = fields?;
    let expected = 1 + key.sort.len();
    let is_whole = fields.len() == expected;
    match fields.len() {
        _ if is_whole => {}
        1 if side.kind.is_many() => {}
        1 => api.report(one_of_several(side, key)),
        _ => {
            api.report(partial(side, key, purpose));
            return None;
        }
    }
    let mut fits = true;
    for ((field, part), named) in fields.iter().zip(key.fields()).zip(named) {
        let (given, wanted) = (field.ty.inner_named_type(), part.ty.inner_named_type());
        if given != wanted {
            fits = false;
            api.report(
                Diagnostic::error(
                    &codes::TYPE_MISMATCH,
                    format!("expected `{wanted}` for `{}.{}`", own.name, field.name),
                )
                .at_node(named.span, format!("a `{given}`"))
                .at_node(part.name.location(), format!("compared with this `{wanted}`"))
                .help(format!(
                    "write `{}: {wanted}`, or name a field that holds one: it is compared with \
                     {purpose}",
                    field.name
                )),
            );
        }
    }
    fits.then(|| fields.iter().map(|field| field.name.clone()).collect())
}

fn partial(side: &Side, key: &Key, purpose: &str) -> Diagnostic {
    let parts: Vec<String> = key.fields().map(|part| format!("`{}`", part.name)).collect();
    let at = side.at();
    Diagnostic::error(
        &codes::PARTIAL_KEY,
        format!("`{at}` is looked up by some of the fields of {purpose}, not by all"),
    )
    .at_node(side.used.place_of("fields"), "these do not make a whole key")
    .help(match side.kind.is_many() {
        true => {
            format!("name one field, for {}, or one for each of {}", parts[0], parts.join(", "))
        }
        false => format!("name one field for each of {}", parts.join(", ")),
    })
}

fn one_of_several(side: &Side, key: &Key) -> Diagnostic {
    let sort: Vec<String> = key.sort.iter().map(|part| format!("`{}`", part.name)).collect();
    Diagnostic::warning(
        &codes::PARTIAL_KEY,
        format!("`{}` may match several objects and returns the first", side.at()),
    )
    .at_node(side.used.place_of("fields"), "selects a partition, not an object")
    .help(format!("name fields for {}, too", sort.join(", ")))
}

/// A field of a model that can hold a part of a key.
pub(super) fn field(
    api: &mut Declaring<'_>,
    object: &ObjectType,
    directive: &str,
    named: &Located,
) -> Option<Node<FieldDefinition>> {
    let found = object.fields.get(named.text.as_str());
    let Some(found) = found else {
        let help = format!("name a field that `{}` declares", object.name);
        let fault = unknown(&api.schema, object, named, help);
        api.report(fault);
        return None;
    };
    if !is_single_value(&api.schema, &found.ty) {
        api.report(no_value(&api.schema, object, directive, found, named));
        return None;
    }
    Some(found.node.clone())
}

/// The error for an unknown field of a type; `help` is for names without a similar field.
pub(super) fn unknown(
    schema: &Schema,
    object: &ObjectType,
    named: &Located,
    help: String,
) -> Diagnostic {
    let holds_value = |field: &&Component<FieldDefinition>| is_single_value(schema, &field.ty);
    let candidates = object.fields.values().filter(holds_value).map(|field| field.name.as_str());
    let message = format!("`{}` is not a field in `{}`", named.text, object.name);
    Diagnostic::error(&codes::UNKNOWN_FIELD, message)
        .at_node(named.span, "no such field")
        .at_node(object.name.location(), "the type")
        .help(help)
        .did_you_mean(&named.text, candidates)
}

fn no_value(
    schema: &Schema,
    object: &ObjectType,
    directive: &str,
    field: &FieldDefinition,
    named: &Located,
) -> Diagnostic {
    let inner = field.ty.inner_named_type();
    let what = match (field.ty.is_list(), schema.get_object(inner)) {
        (true, _) => "a list".to_owned(),
        (false, Some(_)) => format!("objects, of the type `{inner}`"),
        (false, None) => format!("a `{inner}`"),
    };
    Diagnostic::error(
        &codes::FIELD_TYPE,
        format!("`{}.{}` cannot hold a key", object.name, field.name),
    )
    .at_node(named.span, format!("it holds {what}"))
    .help(format!("`@{directive}` takes scalar and enum fields"))
}
