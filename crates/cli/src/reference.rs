//! The pages of the book that are made from the program itself, and the tests that keep them true.
//!
//! `UPDATE_DOCS=1 cargo test -p burgeon-cli --lib reference` writes them.

use std::fmt::Write;
use std::path::Path;

use clap::CommandFactory;

use super::args::Arguments;
use super::explain;

fn command_line() -> String {
    let mut page = String::from(
        "# The command line\n\nThe output of `burgeon help`. This page is generated; `cargo test` \
         fails when it is out of date.\n",
    );
    let mut command = Arguments::command().term_width(100);
    command.build();
    section(&mut command, &mut page);
    let names: Vec<String> = command.get_subcommands().map(|of| of.get_name().to_owned()).collect();
    for name in names.iter().filter(|name| *name != "help") {
        if let Some(subcommand) = command.find_subcommand_mut(name) {
            section(subcommand, &mut page);
            for inner in subcommand.get_subcommands_mut().filter(|of| of.get_name() != "help") {
                section(inner, &mut page);
            }
        }
    }
    page
}

fn section(command: &mut clap::Command, page: &mut String) {
    let name = command.get_bin_name().unwrap_or("burgeon").to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = write!(page, "\n## `{name}`\n\n```text\n{}\n```\n", help.join("\n").trim_end());
}

fn settings() -> String {
    let reference = burgeon::core::settings::reference::markdown();
    format!("{}\n{reference}", include_str!("settings.md"))
}

fn diagnostics() -> String {
    let mut page = String::from(
        "# Diagnostics\n\nDiagnostics of files and settings, by name. Those of the directives are on \
         the directives' pages; `burgeon explain <name>` explains all of them. This page is \
         generated; `cargo test` fails when it is out of date.\n",
    );
    let mut codes = burgeon::codes();
    codes.sort_by_key(|code| code.name);
    for code in codes {
        let _ = write!(page, "\n## {}\n\n{}\n", code.name, code.explanation.trim());
    }
    page
}

fn quotas() -> String {
    let mut page = String::from(
        "# Quotas\n\nThe quotas of AWS that a build respects. Each has one value here, independently of \
             an account's quotas. This page is generated; `cargo test` fails when it is \
             out of date.\n\n| service | quota | value | source |\n|---|---|--:|---|\n",
    );
    for quota in burgeon_quotas::ALL {
        let burgeon_quotas::Quota { service, description, value, unit, source, .. } = quota;
        let raised = if quota.is_adjustable { " (AWS raises it on request)" } else { "" };
        let _ = writeln!(
            page,
            "| {service} | {} | {} {unit}{raised} | {source} |",
            description.trim(),
            with_separators(*value)
        );
    }
    page
}

/// `10240` as `10,240`.
fn with_separators(value: usize) -> String {
    let digits = value.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

fn assert_current(file: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == page, "docs/{file} is out of date; see crates/cli/src/reference.rs");
}

#[test]
fn the_command_line_is_documented() {
    assert_current("command-line.md", &command_line());
}

#[test]
fn the_settings_are_documented() {
    assert_current("settings.md", &settings());
}

#[test]
fn the_quotas_are_documented() {
    assert_current("quotas.md", &quotas());
}

#[test]
fn the_diagnostics_are_documented() {
    assert_current("diagnostics.md", &diagnostics());
}

#[test]
fn the_directives_are_documented() {
    for transformer in burgeon::transformers() {
        assert_current(&page_name(&*transformer), &explain::page(&*transformer));
    }
}

fn page_name(transformer: &dyn burgeon::Transformer) -> String {
    format!("directives/{}.md", transformer.name())
}

#[test]
fn the_command_line_is_well_formed() {
    Arguments::command().debug_assert();
}
