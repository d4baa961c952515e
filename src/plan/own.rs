//! Takes in the author's own templates, `resolvers/<Type>.<field>.<slot>.<n>.req.vtl`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::resolver::{Action, OwnTemplates, Slot, Step};
use burgeon_core::source::{Place, Source};
use burgeon_core::{Api, Name};

use super::check;

static NAME: Code = Code {
    name: "template/name",
    explanation: "The name of a template of one's own says where it runs: \
`<Type>.<field>.<slot>.<number>.req.vtl` for what is asked, `.res.vtl` for what is made of the \
answer; for example `Mutation.createTodo.postAuth.1.req.vtl`. Templates of one slot run in the \
order of their numbers. The slots are `init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, \
`data`, `postDataLoad` and `finish`.",
};

static UNKNOWN_FIELD: Code = Code {
    name: "template/unknown-field",
    explanation: "The template's name speaks of a field that nothing stands behind: the API has no \
such type or field, or the field is read from its object without a resolver.",
};

static UNKNOWN_SLOT: Code = Code {
    name: "template/unknown-slot",
    explanation: "The template's name speaks of a slot that resolvers do not have. The slots are \
`init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad` and `finish`; \
mutations may also say `preUpdate` and `postUpdate`, subscriptions `preSubscribe`.",
};

static DUPLICATE: Code = Code {
    name: "template/duplicate",
    explanation: "Two templates would run at the same place: their names differ in how they are \
written (`1` and `01`, or `preUpdate` and `preDataLoad`, which mean the same slot), not in what \
they say. Give one of them another number.",
};

static UNREADABLE: Code = Code {
    name: "template/unreadable",
    explanation: "The folder of templates, or a template in it, cannot be read as UTF-8 text.",
};

pub(super) static CODES: &[&Code] =
    &[&NAME, &UNKNOWN_FIELD, &UNKNOWN_SLOT, &DUPLICATE, &UNREADABLE];

type Found = BTreeMap<(Coordinate, Slot, u32), OwnTemplates>;

/// Adds the templates of a folder to the resolvers that they are named after. A folder that does
/// not exist holds none.
///
/// With faults in the API its resolvers are not known: templates are then judged by themselves.
pub(crate) fn add_own_templates(api: &mut Api, folder: &Path) {
    if !folder.is_dir() {
        return;
    }
    let has_resolvers = !api.diagnostics.has_errors();
    let mut found = Found::new();
    let paths = list(folder).unwrap_or_else(|reason| {
        api.diagnostics.push(unreadable(folder, &reason));
        vec![]
    });
    for path in paths {
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let source = Source::new(path.to_string_lossy().replace('\\', "/"), text);
                check::check_template(&source, &mut api.diagnostics);
                let taken = if has_resolvers { take(api, &mut found, source) } else { Ok(()) };
                if let Err(fault) = taken {
                    api.diagnostics.push(fault);
                }
            }
            Err(reason) => api.diagnostics.push(unreadable(&path, &reason)),
        }
    }
    for ((at, slot, _), templates) in found {
        if let Some(resolver) = api.resolvers.get_mut(&at) {
            resolver.add(Step::new(slot, Action::Own(templates)));
        }
    }
}

fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "vtl") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::error(&UNREADABLE, format!("cannot read `{}`: {reason}", path.display()))
        .help("save it as UTF-8, and check its permissions")
}

fn take(api: &Api, found: &mut Found, source: Arc<Source>) -> Result<(), Diagnostic> {
    let file = source.path.rsplit('/').next().unwrap_or_default().to_owned();
    let place = || Place::Text(source.clone(), 0..0);
    let misnamed = || {
        Diagnostic::error(&NAME, format!("`{file}` does not say where it runs"))
            .at(place(), "this template")
            .help("call it `<Type>.<field>.<slot>.<number>.req.vtl` or `….res.vtl`")
    };
    let parts: Vec<&str> = file.split('.').collect();
    let [ty, field, slot, number, side, "vtl"] = parts.as_slice() else {
        return Err(misnamed());
    };
    let (Ok(ty), Ok(field), Ok(number)) = (Name::new(ty), Name::new(field), number.parse::<u32>())
    else {
        return Err(misnamed());
    };
    let at = Coordinate::new(ty, field);
    if !api.resolvers.contains_key(&at) {
        let known: Vec<String> = api.resolvers.keys().map(ToString::to_string).collect();
        return Err(Diagnostic::error(&UNKNOWN_FIELD, format!("nothing stands behind `{at}`"))
            .at(place(), "this template belongs to no resolver")
            .help("`schema.graphql` of a build lists the fields; those of objects that are read with the object have no resolver")
            .did_you_mean(&at.to_string(), known.iter().map(String::as_str)));
    }
    let slot = Slot::from_name(slot).ok_or_else(|| {
        Diagnostic::error(&UNKNOWN_SLOT, format!("there is no slot `{slot}`"))
            .at(place(), "this template has no slot")
            .help("use one of `init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad`, `finish`")
            .did_you_mean(slot, Slot::ALL.map(Slot::name))
    })?;
    let templates = found.entry((at, slot, number)).or_insert(OwnTemplates {
        number,
        request: None,
        response: None,
    });
    let template = match *side {
        "req" => &mut templates.request,
        "res" => &mut templates.response,
        _ => return Err(misnamed()),
    };
    match template.replace(source.clone()) {
        None => Ok(()),
        Some(other) => Err(Diagnostic::error(&DUPLICATE, format!("`{file}` stands twice"))
            .at(place(), "this template")
            .at(Place::Text(other, 0..0), "and this one, at the same place")
            .help("give one of them another number")),
    }
}
