//! `@refersTo`: what tables and columns are called in a relational database.

use burgeon_core::model::Model;
use burgeon_core::schema::ObjectType;
use burgeon_core::{Code, Declaring, Diagnostic, Transformer};

use super::{codes, name};
use crate::field_use::FieldUse;

const RELATIONS: [&str; 4] = ["hasOne", "hasMany", "belongsTo", "manyToMany"];

/// The transformer of `@refersTo`.
#[derive(Debug, Clone, Copy)]
pub struct RefersToTransformer;

impl Transformer for RefersToTransformer {
    fn name(&self) -> &'static str {
        "refersTo"
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("refers-to.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::REFERS_TO
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        for mapped in name::models(api, "refersTo", Model::is_relational) {
            if let Some(model) = api.model_mut(&mapped.object.name) {
                model.stored.name = mapped.stored;
            }
        }
        for used in FieldUse::all(api, "refersTo") {
            declare_field(api, &used);
        }
    }
}

fn declare_field(api: &mut Declaring<'_>, used: &FieldUse) {
    let Some(model) = api.model_mut(used.model()) else { return };
    let field = &used.field.name;
    let fault = if !model.is_relational() {
        name::other_store("refersTo", &model.name, used.directive.location())
    } else if RELATIONS.iter().any(|relation| used.field.directives.has(relation)) {
        Diagnostic::error(&codes::RELATION, format!("`{}.{field}` has no column", model.name))
            .at_node(used.directive.location(), "a relation is kept in other columns")
            .help("write `@refersTo` on the fields of its foreign key")
    } else {
        match name::given("refersTo", &used.directive) {
            Err(fault) => *fault,
            Ok(column) => match owner(&used.object, field, &column) {
                None => {
                    model.stored.attributes.insert(field.clone(), column);
                    return;
                }
                Some(owner) => Diagnostic::error(
                    &codes::NAME_TAKEN,
                    format!("`{}.{field}` cannot be stored as `{column}`", model.name),
                )
                .at_node(used.place_of("name"), format!("this is the column of `{owner}`"))
                .help("each field needs another column: choose another name"),
            },
        }
    };
    api.report(fault);
}

/// Another field that is kept in a column.
fn owner<'a>(object: &'a ObjectType, field: &str, column: &str) -> Option<&'a str> {
    let others = object.fields.values().filter(|other| other.name != field);
    let mut owners = others.filter(|other| {
        let mapped = other.directives.get("refersTo");
        let mapped = mapped.and_then(|used| used.specified_argument_by_name("name")?.as_str());
        other.name == column || mapped == Some(column)
    });
    owners.next().map(|other| other.name.as_str())
}
