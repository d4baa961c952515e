//! `burgeon print-schema`

use burgeon::core::settings;

use super::{Failed, console};

pub(super) fn run() -> Result<(), Failed> {
    let schema = format!("{:#}\n", settings::json_schema());
    Ok(console::print(&schema)?)
}
