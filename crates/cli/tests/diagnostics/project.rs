//! A case laid out in a folder of its own, and the program run there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use libtest_mimic::Failed;
use tempfile::TempDir;

use crate::made::Case;

/// What the last build has left in the output folder.
const FORMER: [(&str, &str); 3] = [
    (
        "build/manifest.json",
        "{ \"version\": 1, \"schema\": \"schema.graphql\", \"resolvers\": {} }",
    ),
    ("build/schema.graphql", "type Query { former: Int }\n"),
    ("build/resolvers/Query.former.req.vtl", "{}\n"),
];

pub struct Project(TempDir);

impl Project {
    pub fn of(case: &Case) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder of our own"));
        for (path, text) in FORMER {
            write(&project.0.path().join(path), text);
        }
        (case.prepare)(project.0.path());
        project
    }

    /// Every file of the output folder, with its text.
    pub fn former_build(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        collect(&self.0.path().join("build"), &mut files);
        files
    }

    /// Runs the case's command and gives what the program says on standard error.
    pub fn fails(&self, case: &Case, format: &str) -> Result<String, Failed> {
        let output = self.run(case, format);
        let said = String::from_utf8(output.stderr).map_err(|_| "not UTF-8")?;
        let folder = self.0.path().canonicalize().unwrap_or_else(|_| self.0.path().to_owned());
        let said = said.replace(&*folder.to_string_lossy(), "<folder>");
        match output.status.code() {
            Some(1) if !said.contains("this is a defect") => Ok(said),
            status => Err(Failed::from(format!("exit status {status:?}:\n{said}"))),
        }
    }

    /// What the case's command prints on standard output.
    pub fn printed(&self, case: &Case, format: &str) -> Vec<u8> {
        self.run(case, format).stdout
    }

    /// The names of the diagnostics that it reports.
    pub fn codes(&self, case: &Case) -> Vec<String> {
        let output = self.run(case, "json");
        let told: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", case.name));
        let diagnostics = told["diagnostics"].as_array().cloned().unwrap_or_default();
        diagnostics.iter().filter_map(|one| Some(one["code"].as_str()?.to_owned())).collect()
    }

    fn run(&self, case: &Case, format: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_burgeon"))
            .arg(case.command)
            .args(&case.arguments)
            .args(["--color", "never", "--format", format])
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs")
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("the last build is there") {
        let path = entry.expect("it can be listed").path();
        match path.is_dir() {
            true => collect(&path, files),
            false => _ = files.insert(path.clone(), fs::read_to_string(&path).expect("a text")),
        }
    }
}

/// Writes a file, and the folders that it stands in.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("it stands in a folder")).expect("a folder");
    fs::write(path, contents).expect("a file");
}
