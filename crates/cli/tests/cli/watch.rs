use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, TODO};

struct Watching {
    project: Project,
    child: Child,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    fn of(project: Project) -> Self {
        let mut command = project.command(&["build", "--watch"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Self { project, child }
    }

    /// Waits until a file of the build holds a text; fails if that takes far too long.
    #[track_caller]
    fn until(&mut self, path: &str, text: &str) {
        let start = Instant::now();
        while !std::fs::read_to_string(self.project.path(path)).is_ok_and(|of| of.contains(text)) {
            assert!(start.elapsed() < Duration::from_secs(60), "{path} never held {text}");
            assert!(self.child.try_wait().unwrap().is_none(), "the program has ended");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn changes_of_definitions_are_built() {
    let machine = |text: &str| {
        format!("{{ StartAt: A, States: {{ A: {{ Type: Pass, Result: {text}, End: true }} }} }}")
    };
    let schema = "type Query { a: ID @stateMachine(definition: \"machines/a.yaml\") }";
    let one = machine("one");
    let project = Project::with(&[("schema.graphql", schema), ("machines/a.yaml", &one)]);
    let mut watching = Watching::of(project);
    watching.until("build/state-machines/a.asl.json", "\"one\"");
    watching.project.write("machines/a.yaml", &machine("two"));
    watching.until("build/state-machines/a.asl.json", "\"two\"");
}

#[test]
fn changes_of_schema_settings_and_templates_are_built() {
    let project = Project::with(&[("schema.graphql", TODO), ("burgeon.yaml", "name: one")]);
    let mut watching = Watching::of(project);
    watching.until("build/schema.graphql", "listTodos(");

    watching.project.write("schema.graphql", "type Todo @model {");
    watching.project.write("schema.graphql", &TODO.replace("Todo", "Note"));
    watching.until("build/schema.graphql", "listNotes(");

    watching.project.write("burgeon.yaml", "name: two");
    watching.until("build/manifest.json", "\"two\"");

    let template = "resolvers/Query.getNote.preAuth.1.req.vtl";
    for text in ["#set($own = 1)", "#set($own = 2)"] {
        watching.project.write(template, &format!("{text}\n{{}}"));
        watching.until(&format!("build/{template}"), text);
    }
}

#[test]
fn a_schema_at_fault_does_not_end_it() {
    let project = Project::with(&[("schema.graphql", "type Todo @model {")]);
    let mut watching = Watching::of(project);
    watching.project.write("other.graphql", "");
    std::thread::sleep(Duration::from_millis(300));
    watching.project.write("schema.graphql", TODO);
    watching.until("build/schema.graphql", "listTodos(");
}

#[test]
fn standard_input_cannot_be_watched() {
    let project = Project::empty();
    project.run(&["build", "--watch", "-"]).fails_with(&["cannot be watched"]);
}
