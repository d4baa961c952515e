//! One side of a relation, as its author wrote it.

use apollo_compiler::Node;
use burgeon_core::api::{Coordinate, KeyField, Lookup, Model, Relation, RelationKind};
use burgeon_core::arguments::{Located, strings};
use burgeon_core::schema::ObjectType;
use burgeon_core::steps::dynamodb::DEFAULT_LIMIT;
use burgeon_core::{Api, Declaring, Diagnostic, Name};

use super::codes;
use crate::field_use::FieldUse;

/// A field with a directive that makes it a relation.
pub(super) struct Side {
    /// The directive's use.
    pub(super) used: FieldUse,
    /// The kind.
    pub(super) kind: RelationKind,
    /// The type of the model that the field leads to.
    pub(super) to: Node<ObjectType>,
    /// The argument `fields`.
    pub(super) fields: Option<Vec<Located>>,
    /// The argument `references`.
    pub(super) references: Option<Vec<Located>>,
}

/// The directive of a kind of relation.
pub(super) fn directive(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::HasOne => "hasOne",
        RelationKind::HasMany => "hasMany",
        RelationKind::BelongsTo => "belongsTo",
        RelationKind::ManyToMany => "manyToMany",
    }
}

impl Side {
    /// All sides of a kind; what cannot be one is reported.
    pub(super) fn all(api: &mut Declaring<'_>, kind: RelationKind) -> Vec<Self> {
        let uses = FieldUse::all(api, directive(kind));
        uses.into_iter().filter_map(|used| Self::read(api, kind, used)).collect()
    }

    fn read(api: &mut Declaring<'_>, kind: RelationKind, used: FieldUse) -> Option<Self> {
        let mut faults = vec![];
        if used.field.ty.is_list() != kind.is_many() {
            faults.push(wrong_number(kind, &used));
        }
        let to = used.field.ty.inner_named_type();
        let related = api.models.get(to).and_then(|_| api.schema.get_object(to).cloned());
        match &related {
            None => faults.push(no_model(kind, &used, api)),
            Some(_) => faults.extend(two_stores(&used, api)),
        }
        let fields = strings(&used.directive, "fields");
        let references = strings(&used.directive, "references");
        for (argument, given) in [("fields", &fields), ("references", &references)] {
            if given.as_ref().is_some_and(Vec::is_empty) {
                faults.push(nothing_named(kind, &used, argument));
            }
        }
        if references.is_none() && related.is_some() {
            faults.extend(needs_references(kind, &used, api));
        }
        if fields.is_some() && references.is_some() {
            faults.push(fields_and_references(kind, &used));
        }
        let is_sound = faults.is_empty();
        api.report_all(faults);
        related.filter(|_| is_sound).map(|to| Self { used, kind, to, fields, references })
    }

    /// The directive's name.
    pub(super) fn directive(&self) -> &'static str {
        directive(self.kind)
    }

    /// The field.
    pub(super) fn at(&self) -> Coordinate {
        Coordinate::new(self.used.model().clone(), self.used.field.name.clone())
    }

    /// Writes the relation down.
    pub(super) fn declare(self, api: &mut Declaring<'_>, found: Found) {
        let at = self.at();
        let relation = Relation {
            kind: self.kind,
            to: self.to.name.clone(),
            inverse: found.inverse,
            lookup: found.lookup,
            implied_key: found.implied_key,
            default_limit: page_limit(api, &self.used),
            span: self.used.directive.location(),
        };
        api.add_relation(at, relation);
    }
}

/// The other side of a relation, and the way there.
pub(super) struct Found {
    /// The lookup of the objects.
    pub(super) lookup: Lookup,
    /// The foreign key that was added.
    pub(super) implied_key: Vec<KeyField>,
    /// The field that leads back.
    pub(super) inverse: Option<Name>,
}

impl Found {
    /// By fields that the author names.
    pub(super) fn named(lookup: Lookup, inverse: Option<Name>) -> Self {
        Self { lookup, implied_key: vec![], inverse }
    }
}

/// The `limit` of a directive, or what holds without it.
pub(super) fn page_limit(api: &mut Declaring<'_>, used: &FieldUse) -> u32 {
    let given = used.directive.specified_argument_by_name("limit").and_then(|limit| limit.to_i32());
    let Some(given) = given else { return DEFAULT_LIMIT };
    match u32::try_from(given) {
        Ok(limit) if limit > 0 => limit,
        _ => {
            api.report(
                Diagnostic::error(&codes::LIMIT, format!("a page cannot hold {given} objects"))
                    .at_node(used.place_of("limit"), "fewer than one")
                    .help("give a number above 0"),
            );
            DEFAULT_LIMIT
        }
    }
}

pub(super) fn wrong_number(kind: RelationKind, used: &FieldUse) -> Diagnostic {
    let (name, to) = (&used.field.name, used.field.ty.inner_named_type());
    let (message, label, help) = match kind {
        RelationKind::HasMany => (
            "`@hasMany` leads to a list",
            "no list",
            format!("write `{name}: [{to}]`, or `@hasOne` or `@belongsTo` for a single object"),
        ),
        RelationKind::ManyToMany => {
            ("`@manyToMany` leads to a list", "no list", format!("write `{name}: [{to}]`"))
        }
        RelationKind::HasOne => (
            "`@hasOne` leads to one object, not to a list",
            "a list",
            format!("write `{name}: {to}`, or `@hasMany` for a list"),
        ),
        RelationKind::BelongsTo => (
            "`@belongsTo` leads to one object, not to a list",
            "a list",
            format!(
                "write `{name}: {to}`; if objects belong to several, `@manyToMany` on both sides"
            ),
        ),
    };
    Diagnostic::error(&codes::NUMBER, message).at_node(used.ty_place(), label).help(help)
}

pub(super) fn no_model(kind: RelationKind, used: &FieldUse, api: &Api) -> Diagnostic {
    let to = used.field.ty.inner_named_type();
    let fault = Diagnostic::error(
        &codes::NO_MODEL,
        format!("`@{}` leads to a model, and `{to}` is none", directive(kind)),
    )
    .at_node(used.ty_place(), "no model");
    match api.schema.get_object(to) {
        Some(object) => fault
            .at_node(object.name.location(), "`@model` is missing here")
            .help(format!("write `type {to} @model`")),
        None => fault.help("name a type that has `@model`"),
    }
}

/// A database has no columns but those that are declared.
pub(super) fn needs_references(
    kind: RelationKind,
    used: &FieldUse,
    api: &Api,
) -> Option<Diagnostic> {
    let model = api.models.get(used.model())?;
    let database = model.database()?;
    let help = match kind {
        RelationKind::ManyToMany => {
            "declare a model that belongs to both, and write `@hasMany(references: [\"…\"])` to it"
                .to_owned()
        }
        _ => format!(
            "write `@{}(references: [\"…\"])` with the fields that hold the key, and the same on the \
             other side",
            directive(kind)
        ),
    };
    Some(
        Diagnostic::error(
            &codes::NEEDS_REFERENCES,
            format!("`{}.{}` names no foreign key", model.name, used.field.name),
        )
        .at_node(
            used.directive.location(),
            format!("`{}` is kept in {}", model.name, database.dialect.name()),
        )
        .help(help),
    )
}

/// Objects of a relation are found with one request, to one store.
pub(super) fn two_stores(used: &FieldUse, api: &Api) -> Option<Diagnostic> {
    let to = used.field.ty.inner_named_type();
    let (own, other) = (api.models.get(used.model())?, api.models.get(to)?);
    let (here, there) = (store(own), store(other));
    (own.store != other.store).then(|| {
        Diagnostic::error(
            &codes::TWO_STORES,
            format!("`{}.{}` leads from {} to {}", used.model(), used.field.name, here, there),
        )
        .at_node(used.ty_place(), "kept in another store")
        .help(
            "keep both models in one store (`storage` and `models` in `burgeon.yaml`), or write a \
             query that reads the other store",
        )
    })
}

fn store(model: &Model) -> String {
    match model.database() {
        None => "DynamoDB".to_owned(),
        Some(own) => format!("the {} database `{}`", own.dialect.name(), own.name),
    }
}

fn nothing_named(kind: RelationKind, used: &FieldUse, argument: &str) -> Diagnostic {
    let message = format!("`@{}` has `{argument}` without any field", directive(kind));
    Diagnostic::error(&codes::NO_FIELDS, message)
        .at_node(used.place_of(argument), "an empty list")
        .help(format!("name the fields, or leave `{argument}` out and a foreign key is added"))
}

fn fields_and_references(kind: RelationKind, used: &FieldUse) -> Diagnostic {
    let message = format!("`@{}` has both `fields` and `references`", directive(kind));
    Diagnostic::error(&codes::BOTH_ARGUMENTS, message)
        .at_node(used.place_of("references"), "the foreign key is in the other model")
        .at_node(used.place_of("fields"), "and so does the other")
        .help("keep `references`")
}
