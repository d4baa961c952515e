//! `@hasMany`: the objects of another model that belong to this one.

use burgeon_core::api::{Lookup, Model, RelationKind};
use burgeon_core::schema::FieldDefinition;
use burgeon_core::{Code, Declaring, Diagnostic, Expanding, Transformer};

use super::relation_field::{Found, Side};
use super::{codes, expand, fields, foreign_key, references};

/// The transformer of `@hasMany`.
#[derive(Debug, Clone, Copy)]
pub struct HasManyTransformer;

impl Transformer for HasManyTransformer {
    fn name(&self) -> &'static str {
        "hasMany"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("has-many.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for side in Side::all(api, RelationKind::HasMany) {
            if let Some(found) = find(api, &side) {
                side.declare(api, found);
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        expand::relations(api, RelationKind::HasMany);
    }
}

fn find(api: &mut Declaring<'_>, side: &Side) -> Option<Found> {
    let index = index_name(side);
    if side.references.is_some() {
        if index.is_some() {
            api.report(index_with_references(side));
            return None;
        }
        return references::owning(api, side);
    }
    let (own, to) = (side.used.model(), &side.to.name);
    let inverse = super::back(&side.to, own, &[RelationKind::BelongsTo]);
    let (key, purpose) = match &index {
        None => (api.models.get(to)?.key.clone(), format!("the primary key of `{to}`")),
        Some(name) => match api.models.get(to)?.index(name) {
            Some(found) => (found.key.clone(), format!("the index `{name}`")),
            None => {
                let fault = unknown_index(side, name, api.models.get(to)?);
                api.report(fault);
                return None;
            }
        },
    };
    if side.fields.is_some() {
        let fields = fields::looked_up(api, side, &key, &purpose)?;
        return Some(Found::named(Lookup { index, fields }, inverse));
    }
    let own_key = api.models.get(own)?.key.clone();
    let is_required = side.used.field.ty.is_non_null();
    let implied_key = foreign_key::imply(api, to, &side.at(), &own_key, is_required);
    let index = index.unwrap_or_else(|| {
        let name = references::implied_index_name(&foreign_key::stored(api, &side.at()));
        if let Some(model) = api.model_mut(to)
            && let Some(key) = foreign_key::index_key(model, &implied_key)
            && model.index(&name).is_none()
        {
            model.indexes.push(references::implied_index(name.clone(), key, side));
        }
        name
    });
    let fields = own_key.fields().map(|part| part.name.clone()).collect();
    Some(Found { lookup: Lookup { index: Some(index), fields }, implied_key, inverse })
}

fn index_name(side: &Side) -> Option<String> {
    let name = side.used.directive.specified_argument_by_name("indexName")?;
    name.as_str().map(str::to_owned)
}

fn index_with_references(side: &Side) -> Diagnostic {
    Diagnostic::error(
        &codes::INDEX_WITH_REFERENCES,
        format!("`{}` has both `indexName` and `references`", side.at()),
    )
    .at_node(side.used.place_of("indexName"), "`indexName` is missing")
    .help(
        "a relation by references brings its own index; to name it, write \
         `overrideIndexName` in the `@belongsTo` of the other side",
    )
}

fn unknown_index(side: &Side, name: &str, to: &Model) -> Diagnostic {
    let known = to.indexes.iter().map(|index| index.name.as_str());
    Diagnostic::error(&codes::UNKNOWN_INDEX, format!("`{}` has no index called `{name}`", to.name))
        .at_node(side.used.place_of("indexName"), "no such index")
        .at_node(to.span, "the model")
        .help(match holder(side) {
            None => {
                format!("write `@index(name: \"{name}\")` on the field of `{}` to look up", to.name)
            }
            Some(field) => format!(
                "write `{}: {} @index(name: \"{name}\")` in `{}`",
                field.name, field.ty, to.name
            ),
        })
        .did_you_mean(name, known)
}

/// The field of the other model that most likely holds the key: of its type, with this model in
/// its name.
fn holder(side: &Side) -> Option<&FieldDefinition> {
    let [named] = side.fields.as_deref()? else { return None };
    let own = side.used.object.fields.get(named.text.as_str())?;
    let model = side.used.model().to_lowercase();
    let mut fields = side.to.fields.values().map(|field| &***field);
    fields.find(|field| {
        let is_alike = field.ty.inner_named_type() == own.ty.inner_named_type();
        is_alike && !field.ty.is_list() && field.name.to_lowercase().starts_with(&model)
    })
}
