//! Which fields an index carries.

use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::{Key, Projection};

use burgeon_core::{Declaring, Diagnostic, Name};
use serde::Deserialize;

use super::codes;
use crate::field_use::FieldUse;

/// The argument `projection`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ProjectionArguments {
    #[serde(rename = "type")]
    ty: Option<ProjectionType>,
    non_key_attributes: Option<Vec<String>>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ProjectionType {
    All,
    KeysOnly,
    Include,
}

/// The projection of the index; faults in it are reported.
pub(super) fn projection(
    api: &mut Declaring<'_>,
    used: &FieldUse,
    index: &str,
    key: Option<&Key>,
    given: ProjectionArguments,
) -> Option<Projection> {
    let attributes = given.non_key_attributes.unwrap_or_default();
    let ty = given.ty.unwrap_or(ProjectionType::All);
    if ty == ProjectionType::Include && attributes.is_empty() {
        api.report(nothing_included(used));
        return None;
    }
    if ty != ProjectionType::Include && !attributes.is_empty() {
        api.report(unused_attributes(used));
    }
    match ty {
        ProjectionType::All => Some(Projection::All),
        ProjectionType::KeysOnly => Some(Projection::KeysOnly),
        ProjectionType::Include => Some(included(api, used, index, key, &attributes)),
    }
}

/// The fields that are named, each once, without those of the keys: every index carries these.
fn included(
    api: &mut Declaring<'_>,
    used: &FieldUse,
    index: &str,
    key: Option<&Key>,
    attributes: &[String],
) -> Projection {
    let primary = api.models.get(used.model()).map(|model| model.key.clone());
    let keys: Vec<&Key> = key.into_iter().chain(primary.as_ref()).collect();
    let mut fields: Vec<Name> = vec![];
    let mut unknown = vec![];
    for text in attributes {
        match Name::new(text) {
            Err(_) => unknown.push(text.as_str()),
            Ok(name) if keys.iter().any(|key| key.contains(&name)) || fields.contains(&name) => {}
            Ok(name) => fields.push(name),
        }
    }
    if !unknown.is_empty() {
        let place = used.place_of("projection");
        api.report(unknown_included(used.model(), index, &unknown, place));
    }
    if fields.is_empty() { Projection::KeysOnly } else { Projection::Include(fields) }
}

/// The warning that an index is to carry what the model does not keep.
pub(super) fn unknown_included(
    model: &Name,
    index: &str,
    fields: &[&str],
    place: Option<SourceSpan>,
) -> Diagnostic {
    let named: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
    Diagnostic::warning(
        &codes::UNKNOWN_INCLUDED,
        format!("the index `{index}` includes what `{model}` does not keep: {}", named.join(", ")),
    )
    .at_node(place, "no such attribute")
    .about(format!("{model}#{index}"))
    .help(format!("name fields in `nonKeyAttributes` that `{model}` keeps"))
}

fn nothing_included(used: &FieldUse) -> Diagnostic {
    Diagnostic::error(
        &codes::NOTHING_INCLUDED,
        "`INCLUDE` needs `nonKeyAttributes`: the fields that are included",
    )
    .at_node(used.place_of("projection"), "includes nothing")
    .help("write `projection: { type: INCLUDE, nonKeyAttributes: [\"…\"] }`, or `KEYS_ONLY`")
}

fn unused_attributes(used: &FieldUse) -> Diagnostic {
    Diagnostic::warning(
        &codes::NOT_INCLUDE,
        "`nonKeyAttributes` has no effect without `type: INCLUDE`",
    )
    .at_node(used.place_of("projection"), "requires `type: INCLUDE`")
    .help("write `type: INCLUDE`, or remove `nonKeyAttributes`")
}
