//! Projects at fault: those of a folder, and those that are too large to be committed or that lie
//! in the file system rather than in a file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::write;

/// A project at fault, and how it is built.
pub struct Case {
    pub name: String,
    /// `build`, or `migrate` for the folders whose names begin with it.
    pub command: &'static str,
    /// The command's arguments.
    pub arguments: Vec<String>,
    /// Writes the project into a folder.
    pub prepare: Box<dyn Fn(&Path) + Send + Sync>,
}

const SOUND: &str = "type Todo @model {\n  id: ID!\n}\n";

impl Case {
    /// The project of a folder.
    pub fn of_folder(folder: PathBuf) -> Self {
        let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
        let prepare = move |to: &Path| copy(&folder, to);
        let command = if name.starts_with("migrate-") { "migrate" } else { "build" };
        Self { name, command, arguments: vec![], prepare: Box::new(prepare) }
    }

    fn made(
        name: &str,
        arguments: &[&str],
        prepare: impl Fn(&Path) + Send + Sync + 'static,
    ) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Self { name: name.to_owned(), command: "build", arguments, prepare: Box::new(prepare) }
    }

    fn of_schema(name: &str, schema: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self::made(name, &[], move |to| write(&to.join("schema.graphql"), schema()))
    }

    fn of_sound_schema(
        name: &str,
        arguments: &[&str],
        prepare: impl Fn(&Path) + Send + Sync + 'static,
    ) -> Self {
        Self::made(name, arguments, move |to| {
            write(&to.join("schema.graphql"), SOUND);
            prepare(to);
        })
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the case is there") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("it has a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => write(&target, fs::read(&path).expect("it can be read")),
        }
    }
}

pub fn cases() -> Vec<Case> {
    [hostile(), files(), folders(), large()].into_iter().flatten().collect()
}

/// Schemas that cost a careless reader its stack or its time.
fn hostile() -> Vec<Case> {
    const LEVELS: usize = 10_000;
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS))
    };
    vec![
        Case::of_schema("nested-list-types", move || {
            format!("type Todo @model {{ of: {} }}\n", nested("[", "Int", "]"))
        }),
        Case::of_schema("nested-list-values", move || {
            format!("type Todo @model(queries: {}) {{ id: ID }}\n", nested("[", "", "]"))
        }),
        Case::of_schema("nested-object-values", move || {
            format!("type Todo @model(queries: {}) {{ id: ID }}\n", nested("{a:", "1", "}"))
        }),
        Case::of_schema("nested-selections", move || nested("{a", "", "}")),
        Case::of_schema("inputs-that-all-refer-to-one-another", || {
            let fields = |_| (0..16).map(|n| format!("  f{n}: I{n}\n")).collect::<String>();
            let inputs = (0..16).map(|n| format!("input I{n} {{\n{}}}\n", fields(n)));
            let directive = "directive @with(value: I0) on OBJECT\n";
            directive.to_owned() + &inputs.collect::<String>() + SOUND
        }),
        Case::of_schema("a-chain-of-required-inputs", || {
            let link = |n: usize| format!("input I{n} {{ a: I{}! b: I{}! }}\n", n + 1, n + 1);
            (0..40).map(link).collect::<String>() + "input I40 { x: Int }\n" + SOUND
        }),
        Case::of_schema("required-types-ten-thousand-deep", || {
            let link = |n: usize| format!("type T{n} {{ next: T{}! }}\n", n + 1);
            let taken = "type Todo @model { first: T0 }\ntype Query { getTodo: Int }\n";
            let last = format!("type T{LEVELS} {{ name: String }}\n");
            taken.to_owned() + &(0..LEVELS).map(link).collect::<String>() + &last
        }),
        Case::of_sound_schema("templates-too-deep-or-too-large", &[], |to| {
            let template = |number, text: String| {
                write(
                    &to.join(format!("resolvers/Mutation.createTodo.init.{number}.req.vtl")),
                    text,
                );
            };
            template(1, format!("#set( $x = {}1{} )\n", "[".repeat(200), "]".repeat(200)));
            template(2, format!("#set( $x = {} )\n", "1".repeat(20_000)));
        }),
        Case::of_schema("names-that-mean-something-elsewhere", || {
            "type Todo @model(queries: { get: \"a\\n---\\nb: !!x\", list: \"$util.error(1)\" }) \
             { id: ID! }\n"
                .to_owned()
        }),
    ]
}

/// Files that are no schemas.
fn files() -> Vec<Case> {
    vec![
        Case::made("not-utf-8", &[], |to| {
            write(&to.join("schema.graphql"), b"type Todo @model {\n  \"na\xefve\" id: ID!\n}\n");
        }),
        Case::made("fifty-megabytes", &[], |to| {
            write(&to.join("schema.graphql"), vec![b'#'; 50_000_000]);
        }),
        Case::made("missing-file", &["none.graphql"], |_| {}),
        Case::made("missing-folder", &["schemas/*.graphql"], |_| {}),
        Case::of_sound_schema("missing-settings", &["--config", "none.yaml"], |_| {}),
        Case::of_sound_schema("missing-environment", &["--environment", "prdo"], |to| {
            write(&to.join("burgeon.prod.yaml"), "name: shop\n");
        }),
        Case::of_sound_schema("fault-in-an-environment", &["--environment", "prod"], |to| {
            write(&to.join("burgeon.yaml"), "name: shop\nxRay: true\n");
            write(&to.join("burgeon.prod.yaml"), "xRay: maybe\nmodels: { Tood: {} }\n");
        }),
        Case::of_sound_schema("lock-that-is-no-text", &[], |to| {
            write(&to.join("burgeon.lock"), b"\xff\xfe");
        }),
    ]
}

/// Folders that cannot be written to.
fn folders() -> Vec<Case> {
    vec![
        Case::of_sound_schema("output-under-a-file", &["--out", "file/build"], |to| {
            write(&to.join("file"), "in the way");
        }),
        Case::of_sound_schema("output-of-somebody-else", &["--out", "theirs"], |to| {
            write(&to.join("theirs/letter.txt"), "dear …");
        }),
    ]
}

/// More than CloudFormation takes.
fn large() -> Vec<Case> {
    let fill_a_stack = |to: &Path| {
        for number in 1..=500 {
            let name = format!("resolvers/Mutation.createTodo.init.{number}.req.vtl");
            write(&to.join(name), "$util.toJson({})\n");
        }
    };
    vec![
        Case::of_sound_schema("a-resolver-larger-than-a-stack", &[], fill_a_stack),
        Case::of_sound_schema("more-policies-than-a-role-takes", &[], move |to| {
            let settings = "auth: { additional: [iam], iam: { authenticatedRole: members } }\n";
            write(&to.join("burgeon.yaml"), settings);
            let rules = "{ allow: private, provider: identityPool, operations: [create, read] }";
            let model = |number| {
                let auth = format!("@auth(rules: [{rules}])");
                format!("type AModelWithALongName{number} @model {auth} {{\n  id: ID!\n}}\n")
            };
            write(
                &to.join("schema.graphql"),
                SOUND.to_owned() + &(0..80).map(model).collect::<String>(),
            );
            fill_a_stack(to);
        }),
    ]
}
