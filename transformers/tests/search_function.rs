//! The functions behind `@searchable`, run by Python against services of the test's own.

use std::path::Path;
use std::process::Command;

use burgeon::Compiler;

/// What is compiled; the tests beside the functions use its names.
const SCHEMA: &str = "type Post @model @searchable { id: ID! title: String count: Int }";

#[test]
fn the_functions_do_what_their_tests_say() {
    let build = tempfile::tempdir().expect("there is a place for it");
    let compilation = Compiler::new().source("schema.graphql", SCHEMA).compile().unwrap();
    compilation.write_to(build.path().join("build")).expect("it is written");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/searchable/function/tests");
    let code = build.path().join("build/functions/search");
    let path = std::env::join_paths([code.as_path(), &tests]).expect("the paths can be joined");
    let output = Command::new("python3")
        .args(["-m", "unittest", "discover", "--start-directory"])
        .arg(&tests)
        .env("PYTHONPATH", path)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("AWS_ACCESS_KEY_ID", "key")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1")
        .env("REGION", "us-east-1")
        .env("SERVICE", "es")
        .env("PAUSE", "0.001")
        .output()
        .expect("python3 is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("\nOK"), "{said}");
}
