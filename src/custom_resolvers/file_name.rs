//! The name of a template: `<Type>.<field>[.<slot>.<number>][.<data source>].req.vtl`.

use std::sync::Arc;

use burgeon_core::api::Coordinate;
use burgeon_core::resolver::Slot;
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{Diagnostic, Name};

use super::codes;

/// The parts of a template's name.
pub(super) struct FileName {
    /// The field.
    pub(super) at: Coordinate,
    /// The slot of its resolver.
    pub(super) slot: Slot,
    /// The position among the templates of the slot; absent: it resolves the field by itself.
    pub(super) number: Option<u32>,
    /// The data source; absent: none.
    pub(super) data_source: Option<String>,
    /// Whether it is the request template, not the response template.
    pub(super) is_request: bool,
}

impl FileName {
    /// Reads the name of a template's file.
    pub(super) fn read(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let fault = || misnamed(source, file);
        let parts: Vec<&str> = file.split('.').collect();
        let [ty, field, place @ .., side, "vtl"] = parts.as_slice() else { return Err(fault()) };
        let (Ok(ty), Ok(field)) = (Name::new(ty), Name::new(field)) else { return Err(fault()) };
        let is_request = match *side {
            "req" => true,
            "res" => false,
            _ => return Err(fault()),
        };
        let (slot, number, data_source) = match place {
            [] => (Slot::Data, None, None),
            [data_source] => (Slot::Data, None, Some(*data_source)),
            [slot, number, rest @ ..] if rest.len() < 2 => {
                let number = number.parse().map_err(|_| fault())?;
                (named_slot(source, slot)?, Some(number), rest.first().copied())
            }
            _ => return Err(fault()),
        };
        // A slot that lacks its number.
        if number.is_none() && data_source.is_some_and(|name| Slot::from_name(name).is_some()) {
            return Err(fault());
        }
        let data_source = data_source.map(str::to_owned);
        Ok(Self { at: Coordinate::new(ty, field), slot, number, data_source, is_request })
    }
}

fn misnamed(source: &Arc<Source>, file: &str) -> Diagnostic {
    Diagnostic::error(&codes::NAME, format!("`{file}` does not say where it runs"))
        .at(start_of(source), "this template")
        .help("call it `<Type>.<field>.<slot>.<number>.req.vtl` or `….res.vtl`")
}

fn named_slot(source: &Arc<Source>, name: &str) -> Result<Slot, Diagnostic> {
    Slot::from_name(name).ok_or_else(|| {
        Diagnostic::error(&codes::UNKNOWN_SLOT, format!("there is no slot `{name}`"))
            .at(start_of(source), "this template has no slot")
            .help("use one of `init`, `preAuth`, `auth`, `postAuth`, `preDataLoad`, `data`, `postDataLoad`, `finish`")
            .did_you_mean(name, Slot::ALL.map(Slot::name))
    })
}

/// The place of a fault of a template as a whole.
pub(super) fn start_of(source: &Arc<Source>) -> SourceLocation {
    SourceLocation::Text(source.clone(), 0..0)
}
