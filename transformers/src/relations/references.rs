//! Relations by `references`: the fields of the child that hold the parent's key. Both sides
//! list them.

use burgeon_core::api::{Coordinate, Index, Key, KeyField, Lookup, Projection, RelationKind};
use burgeon_core::arguments::{Located, strings};
use burgeon_core::schema::{ObjectType, Schema};
use burgeon_core::{Declaring, Diagnostic, Name};

use super::missing_inverse::missing_inverse;
use super::relation_field::{Found, Side, directive};
use super::{codes, fields, foreign_key, suggested_inverse};
use crate::keys::{INDEX_NAMES, attribute_type, is_index_name};

/// The lookup from a model to the objects that belong to it: an index of their foreign key.
pub(super) fn owning(api: &mut Declaring<'_>, side: &Side) -> Option<Found> {
    let key = api.models.get(side.used.model())?.key.clone();
    let to = side.to.clone();
    let parts = Reference { side, owner: &side.used.object, holder: &to, key: &key }.check(api)?;
    let back = back(side, &[RelationKind::BelongsTo]);
    let Some(back) = back else {
        let fault = missing_inverse(side, suggested_inverse::belongs_to(side));
        api.report(fault);
        return None;
    };
    let index = back.index_name.unwrap_or_else(|| implied_index_name(&side.at()));
    add_index(api, side, &index, &parts)?;
    let own = key.fields().map(|part| part.name.clone()).collect();
    let lookup = Lookup { index: Some(index), fields: own };
    Some(Found::named(lookup, Some(back.field)))
}

/// The lookup from an object to the one that it belongs to: its primary key.
pub(super) fn owned(api: &mut Declaring<'_>, side: &Side) -> Option<Found> {
    let key = api.models.get(&side.to.name)?.key.clone();
    let to = side.to.clone();
    let parts = Reference { side, owner: &to, holder: &side.used.object, key: &key }.check(api);
    check_index_name(api, side);
    let parts = parts?;
    let back = back(side, &[RelationKind::HasMany, RelationKind::HasOne]);
    let Some(back) = back else {
        let fault = missing_inverse(side, suggested_inverse::has_many(side));
        api.report(fault);
        return None;
    };
    let fields = parts.into_iter().map(|part| part.name).collect();
    Some(Found::named(Lookup { index: None, fields }, Some(back.field)))
}

/// Reports invalid names of indexes.
fn check_index_name(api: &mut Declaring<'_>, side: &Side) {
    let given = side.used.directive.specified_argument_by_name("overrideIndexName");
    let Some(name) = given.and_then(|name| name.as_str()).filter(|name| !is_index_name(name))
    else {
        return;
    };
    api.report(
        Diagnostic::error(&codes::INDEX_NAME, format!("`{name}` cannot be the name of an index"))
            .at_node(side.used.place_of("overrideIndexName"), "DynamoDB refuses this name")
            .help(INDEX_NAMES),
    );
}

/// The name of the index of a relation that names none: `gsi-Post.comments`.
pub(super) fn implied_index_name(relation: &Coordinate) -> String {
    format!("gsi-{relation}")
}

/// Adds the index of a foreign key to the table of the model that belongs.
fn add_index(api: &mut Declaring<'_>, side: &Side, name: &str, parts: &[KeyField]) -> Option<()> {
    let span = side.used.directive.location();
    let model = api.model_mut(&side.to.name)?;
    let key = foreign_key::index_key(model, parts)?;
    if let Some(taken) = model.index(name) {
        let fault = Diagnostic::error(
            &codes::INDEX_TAKEN,
            format!("`{}` has an index called `{name}` already", model.name),
        )
        .at_node(span, "this relation needs one of that name")
        .at_node(taken.span, "the existing one")
        .help(
            "rename that index, or give this one a name: `@belongsTo(…, overrideIndexName: \"…\")`",
        );
        api.report(fault);
        return None;
    }
    model.indexes.push(implied_index(name.to_owned(), key, side));
    Some(())
}

/// The index of a relation's foreign key.
pub(super) fn implied_index(name: String, key: Key, side: &Side) -> Index {
    Index {
        name,
        key,
        projection: Projection::All,
        local: false,
        query: None,
        relation: Some(side.at()),
        span: side.used.directive.location(),
    }
}

/// A foreign key as one side names it.
struct Reference<'a> {
    side: &'a Side,
    /// The type whose key is held.
    owner: &'a ObjectType,
    /// The type that holds it.
    holder: &'a ObjectType,
    /// The key.
    key: &'a Key,
}

impl Reference<'_> {
    /// The fields of the foreign key, if they can be one.
    fn check(&self, api: &mut Declaring<'_>) -> Option<Vec<KeyField>> {
        let Self { side, holder, key, .. } = self;
        let named = side.references.as_deref()?;
        let mut sound = self.check_required(api);
        if named.len() != 1 + key.sort.len() {
            api.report(self.wrong_count(named.len()));
            return None;
        }
        let mut parts = vec![];
        for (named, part) in named.iter().zip(key.fields()) {
            if !holder.fields.contains_key(named.text.as_str()) {
                let fault = self.unknown(&api.schema, named, part);
                api.report(fault);
                sound = false;
                continue;
            }
            let Some(field) = fields::field(api, holder, side.directive(), named) else {
                sound = false;
                continue;
            };
            if !is_comparable(field.ty.inner_named_type(), part.ty.inner_named_type()) {
                api.report(self.mismatch(named, part));
                sound = false;
            }
            if let Ok(attribute_type) = attribute_type(&api.schema, &field.ty) {
                let (name, ty) = (field.name.clone(), field.ty.clone());
                parts.push(KeyField { name, ty, attribute_type });
            }
        }
        let is_required = |part: &KeyField| part.ty.is_non_null();
        if parts.iter().any(is_required) && !parts.iter().all(is_required) {
            api.report(self.mixed(&parts));
            sound = false;
        }
        (sound && parts.len() == named.len()).then_some(parts)
    }

    /// The object at the other end may be gone, or not be there yet.
    fn check_required(&self, api: &mut Declaring<'_>) -> bool {
        let field = &self.side.used.field;
        let written = field.ty.to_string();
        if !written.contains('!') {
            return true;
        }
        let (name, at) = (&field.name, self.side.at());
        let message = format!("`{at}` is required, and may find nothing");
        api.report(
            Diagnostic::error(&codes::REQUIRED, message)
                .at_node(self.side.used.ty_place(), "non-null, but the object may not exist")
                .help(format!("write `{name}: {}`", written.replace('!', ""))),
        );
        false
    }

    fn wrong_count(&self, given: usize) -> Diagnostic {
        let Self { side, owner, key, .. } = self;
        let parts: Vec<_> = key.fields().map(|part| format!("`{}`", part.name)).collect();
        Diagnostic::error(
            &codes::COUNT,
            format!(
                "`{}` references {given} {}, but the primary key of `{}` has {}",
                side.at(),
                if given == 1 { "field" } else { "fields" },
                owner.name,
                parts.len()
            ),
        )
        .at_node(side.used.place_of("references"), "not one field for each of the key's")
        .help(format!("name fields that hold {}", parts.join(", ")))
    }

    fn unknown(&self, schema: &Schema, named: &Located, part: &KeyField) -> Diagnostic {
        let ty = part.ty.inner_named_type();
        let help = format!("write `{}: {ty}` in `{}`", named.text, self.holder.name);
        fields::unknown(schema, self.holder, named, help)
    }

    fn mismatch(&self, named: &Located, part: &KeyField) -> Diagnostic {
        let Self { holder, owner, .. } = self;
        let wanted = part.ty.inner_named_type();
        let held = holder.fields.get(named.text.as_str());
        let given = held.map(|field| field.ty.inner_named_type().as_str()).unwrap_or_default();
        let (name, key) = (&named.text, &part.name);
        let fault = Diagnostic::error(
            &codes::TYPE_MISMATCH,
            format!(
                "the type of `{}.{name}` does not match that of `{}.{key}`",
                holder.name, owner.name
            ),
        )
        .at_node(held.and_then(|field| field.location()), format!("a `{given}`"))
        .at_node(named.span, "referenced here");
        let write = format!("write `{name}: {wanted}` in `{}`", holder.name);
        // Without `@primaryKey`, the key is an `ID`, regardless of the declared type of `id`.
        match owner.fields.get(key).filter(|own| own.ty.inner_named_type() != wanted) {
            None => fault.at_node(part.name.location(), format!("a `{wanted}`")).help(write),
            Some(own) => fault
                .at_node(own.location(), format!("stored as `{wanted}`, without `@primaryKey`"))
                .help(format!(
                    "{write}, or `{key}: {} @primaryKey` in `{}`",
                    own.ty.clone().non_null(),
                    owner.name
                )),
        }
    }

    fn mixed(&self, parts: &[KeyField]) -> Diagnostic {
        let list = |is_required: bool| {
            let chosen = parts.iter().filter(|part| part.ty.is_non_null() == is_required);
            chosen.map(|part| format!("`{}`", part.name)).collect::<Vec<_>>().join(", ")
        };
        let (required, nullable) = (list(true), list(false));
        Diagnostic::error(
            &codes::MIXED_NULLABILITY,
            format!(
                "the references of `{}` are one key, and only some of them are required",
                self.side.at()
            ),
        )
        .at_node(
            self.side.used.place_of("references"),
            format!("required: {required}; nullable: {nullable}"),
        )
        .help(format!("make all of them required in `{}`, or none", self.holder.name))
    }
}

/// Whether ids and strings are stored in the same way.
fn is_comparable(a: &str, b: &str) -> bool {
    let is_text = |ty: &str| matches!(ty, "ID" | "String");
    a == b || (is_text(a) && is_text(b))
}

/// The field that leads back.
struct Back {
    field: Name,
    index_name: Option<String>,
}

/// The field of the other model with one of these directives, the same references, and the way
/// back.
fn back(side: &Side, kinds: &[RelationKind]) -> Option<Back> {
    let own: Vec<&str> =
        side.references.iter().flatten().map(|named| named.text.as_str()).collect();
    side.to.fields.values().find_map(|field| {
        if field.ty.inner_named_type() != side.used.model() {
            return None;
        }
        kinds.iter().find_map(|kind| {
            let used = field.directives.get(directive(*kind))?;
            let named = strings(used, "references")?;
            let is_same = named.iter().map(|named| named.text.as_str()).eq(own.iter().copied());
            let index_name = used.specified_argument_by_name("overrideIndexName");
            let index_name = index_name.and_then(|name| name.as_str().map(str::to_owned));
            is_same.then(|| Back { field: field.name.clone(), index_name })
        })
    })
}
