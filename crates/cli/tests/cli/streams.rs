use std::fs::File;
use std::process::Stdio;

use crate::project::{Project, Run, TODO};

#[test]
fn a_reader_that_leaves_is_no_fault() {
    for arguments in [&["print-directives"][..], &["completions", "bash"], &["explain"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let project = Project::empty();
        let output = project.command(arguments).stdout(writer).output().unwrap();
        let run = Run::of(output).succeeds();
        assert_eq!(run.stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_reader_may_leave() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let project = Project::with(&[("schema.graphql", "type Todo @model { id: Strnig }")]);
    let mut command = project.command(&["check"]);
    let status = command.stdout(Stdio::null()).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_of_standard_output_is_reported() {
    let project = Project::with(&[("schema.graphql", TODO)]);
    for arguments in [&["print-directives"][..], &["check", "--format", "json"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = project.command(arguments).stdout(full).output().unwrap();
        Run::of(output).fails_with(&["cannot write to standard output"]);
    }
}
