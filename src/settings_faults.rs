//! Which diagnostics follow from settings that could not be read.

use burgeon_core::settings::Places;

/// Sections of the settings, and the diagnostics that compare the schema with them.
const COMPARED: &[(&str, &[&str])] = &[
    (
        "auth",
        &[
            "auth/unknown-provider",
            "auth/required-field",
            "auth/pointless-rule",
            "auth/redundant-rule",
            "conversation/user-pools",
            "conversation/unreachable",
            "state-machine/no-iam",
        ],
    ),
    ("databases", DATABASES),
    ("storage", DATABASES),
    ("models", DATABASES),
    ("models", &["searchable/stream", "index/not-made", "index/unsupported-on-existing-table"]),
    ("tables", &["searchable/stream", "keys/too-many-indexes"]),
    ("functions", &["state-machine/placeholder"]),
    ("stateMachines", &["state-machine/placeholder"]),
    ("dataSources", &["template/unknown-data-source"]),
];

/// The diagnostics that compare a schema with its databases.
const DATABASES: &[&str] = &[
    "sql/no-database",
    "sql/no-engine",
    "sql/unknown-statement",
    "settings/unasked-database",
    "settings/unused-database",
];

/// Whether a diagnostic may only be found because a section could not be read and has its defaults.
pub(crate) fn is_consequence(name: &str, places: &Places) -> bool {
    COMPARED.iter().any(|(section, names)| names.contains(&name) && places.is_at_fault(section))
}
