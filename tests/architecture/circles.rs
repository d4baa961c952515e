//! Modules beside each other depend on each other in one direction.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::modules::{self, Circle};

/// A circle that there is for a reason, or that is left to untie.
struct Known {
    folder: &'static str,
    parent: &'static str,
    members: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known { folder: "transformers/src", parent: "crate::ttl", members: &["declare", "lifetime"] },
    // Values, the state of an evaluation and the functions that templates call are defined by each
    // other: a namespace of functions is a value, and a function takes the state and values.
    Known {
        folder: "crates/vtl/src",
        parent: "crate",
        members: &["state", "syntax", "util", "utility", "value"],
    },
    // A module is parsed only as one that has been checked: the parser ends with the checks.
    Known { folder: "crates/js/src", parent: "crate", members: &["check", "link", "parse"] },
    // Left to untie: what the engine's parts share is in its environment.
    Known {
        folder: "crates/js/src",
        parent: "crate::engine",
        members: &[
            "budget",
            "environment",
            "evaluation",
            "exception",
            "realm",
            "session",
            "utilities",
        ],
    },
    // A machine runs the states of a `Map`, and a `Map` runs a machine for each item.
    Known {
        folder: "crates/states/src",
        parent: "crate::run",
        members: &["choice", "data", "item", "machine", "map", "parallel", "reader", "task"],
    },
];

#[test]
fn modules_beside_each_other_form_no_circles() {
    let mut unknown = Vec::new();
    let mut known_found = BTreeSet::new();
    for folder in source_folders() {
        for circle in modules::circles(Path::new(&folder)) {
            match KNOWN.iter().position(|known| is(known, &folder, &circle)) {
                Some(position) => _ = known_found.insert(position),
                None => unknown.push(format!(
                    "{folder}, {}: {}\n  {}",
                    circle.parent,
                    circle.members.join(", "),
                    circle.ties.join("\n  ")
                )),
            }
        }
    }
    assert!(unknown.is_empty(), "modules use each other in a circle:\n{}", unknown.join("\n"));
    let gone = (0..KNOWN.len()).filter(|position| !known_found.contains(position));
    let gone: Vec<_> = gone.map(|position| KNOWN[position].members).collect();
    assert!(gone.is_empty(), "untied; remove from `KNOWN`: {gone:?}");
}

fn is(known: &Known, folder: &str, circle: &Circle) -> bool {
    known.folder == folder && known.parent == circle.parent && known.members == circle.members
}

fn source_folders() -> Vec<String> {
    let crates = fs::read_dir("crates").expect("there are crates");
    let crates = crates.map(|entry| entry.expect("it can be listed").path().join("src"));
    let crates = crates.filter(|folder| folder.is_dir());
    let mut folders: Vec<String> =
        crates.map(|folder| folder.to_string_lossy().replace('\\', "/")).collect();
    folders.extend(["src", "transformers/src"].map(str::to_owned));
    assert!(folders.len() > 10, "{folders:?}");
    folders
}

/// The check sees circles through `use`, through paths and through what a module exports again.
#[test]
fn circles_are_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    };
    write("lib.rs", "mod a; mod b; mod c; mod d; mod deep; pub use b::Exported;");
    write("a.rs", "use crate::Exported; fn a() {}");
    write("b.rs", "pub struct Exported; fn b() { super::a::a() }");
    write("c.rs", "use crate::deep::one::One; #[cfg(test)] mod tests { use crate::d::D; }");
    write("d.rs", "use super::c::C;");
    write("deep/mod.rs", "pub mod one; pub mod two;");
    write("deep/one.rs", "use super::{two::Two}; use super::super::a;");
    write(
        "deep/two.rs",
        "pub(crate) use self::inner::One as Two; mod inner { use super::super::one::One; }",
    );
    let found = modules::circles(folder.path());
    let found: Vec<_> =
        found.iter().map(|circle| (circle.parent.as_str(), circle.members.join(" "))).collect();
    let expected = [("crate", "a b".to_owned()), ("crate::deep", "one two".to_owned())];
    assert_eq!(found, expected);
}
