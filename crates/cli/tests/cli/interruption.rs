use std::fmt::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::project::{Project, TODO};

fn models(count: usize, field: &str) -> String {
    (0..count).fold(String::new(), |mut schema, n| {
        let _ = writeln!(schema, "type M{n} @model {{ id: ID! {field}: String }}");
        schema
    })
}

/// A build of another schema is killed again and again, each time a little later. Whenever it
/// happens, the folder holds one of the two builds, whole.
#[test]
fn a_killed_build_leaves_the_former_one_or_its_own() {
    let project = Project::with(&[("schema.graphql", &models(60, "one"))]);
    project.run(&["build"]).succeeds();
    let mut former = project.tree("build");
    for round in 0..25_u64 {
        project.write("schema.graphql", &models(60, if round % 2 == 0 { "two" } else { "one" }));
        let mut command = project.command(&["build"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(8 * round));
        let _ = child.kill();
        child.wait().unwrap();
        let killed = project.tree("build");
        project.run(&["build", "--out", "whole"]).succeeds();
        let whole: Vec<String> = project.tree("whole").into_values().collect();
        let is_whole = killed.values().eq(&whole);
        assert!(killed == former || is_whole, "round {round}");
        former = killed;
    }
    project.run(&["build"]).succeeds();
    assert_eq!(project.names(), ["build", "burgeon.lock", "schema.graphql", "whole"]);
}

/// The shell's limit on the size of files stands in for a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_former_build() {
    let project = Project::with(&[("schema.graphql", TODO)]);
    project.run(&["build"]).succeeds();
    let before = project.tree("build");
    project.write("schema.graphql", &models(3, "one"));
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" build";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_burgeon")]).current_dir(project.path(""));
    let run = crate::project::Run::of(command.output().unwrap());
    run.fails_with(&["output/unwritable"]);
    assert_eq!(project.tree("build"), before);
    assert_eq!(project.names(), ["build", "burgeon.lock", "schema.graphql"]);
}
