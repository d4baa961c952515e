//! What `--format sarif` prints is SARIF 2.1.0, by the schema of its specification.

use std::fs;

use libtest_mimic::Failed;
use serde_json::Value as Json;

use crate::made::Case;
use crate::project::Project;

/// The variable that names the file of the schema, which is not part of the repository.
const SCHEMA: &str = "SARIF_SCHEMA";

/// Validates the log of every case, and that each result has a place.
pub fn every_log_is_valid(cases: &[Case]) -> Result<(), Failed> {
    let path = std::env::var(SCHEMA).map_err(|_| format!("{SCHEMA} names no file"))?;
    // One pattern of the published schema has a bracket that only ECMAScript takes as it is.
    let text = fs::read_to_string(path)?.replace("{2}]?$", r"{2}\\]?$");
    let schema: Json = serde_json::from_str(&text)?;
    let validator = jsonschema::validator_for(&schema)?;
    // Without this, a file that is no schema would accept anything.
    if validator.is_valid(&serde_json::json!({ "version": "2.1.0" })) {
        return Err(Failed::from(format!("{SCHEMA} is not the schema: a log has runs")));
    }
    let faults: Vec<String> = cases.iter().flat_map(|case| faults(case, &validator)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
}

fn faults(case: &Case, validator: &jsonschema::Validator) -> Vec<String> {
    let log = Project::of(case).printed(case, "sarif");
    let name = &case.name;
    let Ok(log) = serde_json::from_slice::<Json>(&log) else {
        return vec![format!("{name}: not JSON")];
    };
    let mut faults: Vec<String> = validator
        .iter_errors(&log)
        .map(|fault| format!("{name}{}: {fault}", fault.instance_path()))
        .collect();
    if log["runs"][0]["results"].as_array().is_none_or(Vec::is_empty) {
        faults.push(format!("{name}: no result"));
    }
    faults
}
