//! Which diagnostics follow from settings that could not be read.

use burgeon_core::settings::Locations;

/// Sections of the settings, and the diagnostics that compare the schema with them.
const COMPARED: &[(&str, &[&str])] = &[
    (
        "auth",
        &[
            "auth/unknown-provider",
            "auth/required-field",
            "auth/redundant-rule",
            "conversation/user-pools",
            "conversation/unreachable",
            "state-machine/no-iam",
        ],
    ),
    ("databases", DATABASES),
    ("storage", DATABASES),
    ("models", DATABASES),
    ("models", &["searchable/stream", "index/unsupported-on-existing-table"]),
    ("tables", &["searchable/stream", "index/too-many"]),
    ("functions", &["state-machine/placeholder"]),
    ("stateMachines", &["state-machine/placeholder"]),
    ("dataSources", &["template/unknown-data-source"]),
];

/// The diagnostics that compare a schema with its databases.
const DATABASES: &[&str] =
    &["sql/no-database", "sql/no-engine", "sql/unknown-statement", "settings/unused-database"];

/// Whether a diagnostic may only be found because a section could not be read and has its defaults.
pub(crate) fn is_consequence(name: &str, places: &Locations) -> bool {
    COMPARED.iter().any(|(section, names)| names.contains(&name) && places.is_at_fault(section))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::COMPARED;

    #[test]
    fn every_listed_diagnostic_exists() {
        let transformers = crate::passes::all();
        let transformers = transformers.iter().flat_map(|transformer| transformer.codes());
        let codes = crate::codes().into_iter().chain(transformers.copied());
        let known: BTreeSet<&str> = codes.map(|code| code.name).collect();
        let listed = COMPARED.iter().flat_map(|(_, names)| names.iter().copied());
        let unknown: Vec<&str> = listed.filter(|name| !known.contains(name)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
