//! How much of CloudFormation's limits each stack uses.

use std::collections::BTreeMap;
use std::fmt::Write;

use burgeon_cloudformation::quotas::{RESOURCES, TEMPLATE_BYTES};
use serde::{Deserialize, Serialize};

/// Stacks up to which all are listed.
const LISTED: usize = 20;

#[derive(Debug, Serialize)]
pub(super) struct Stack {
    name: String,
    template: String,
    resources: usize,
    bytes: usize,
}

impl Stack {
    /// The share of the limit that is nearest, in percent, rounded up.
    fn share(&self) -> usize {
        let resources = (self.resources * 100).div_ceil(RESOURCES);
        resources.max((self.bytes * 100).div_ceil(TEMPLATE_BYTES))
    }
}

#[derive(Deserialize)]
struct Manifest {
    root: Entry,
    #[serde(default)]
    stacks: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    template: String,
    resources: usize,
}

/// The stacks among the files of a compilation, the root among them, the fullest first.
pub(super) fn stacks(files: &BTreeMap<String, String>) -> Vec<Stack> {
    let text = files.get("manifest.json").map_or("", String::as_str);
    let entries = serde_json::from_str::<Manifest>(text)
        .map(|manifest| manifest.stacks.into_iter().chain([("(root)".to_owned(), manifest.root)]));
    let stack = |(name, Entry { template, resources })| {
        let bytes = files.get(&template).map_or(0, String::len);
        Stack { name, template, resources, bytes }
    };
    let mut stacks: Vec<Stack> = entries.into_iter().flatten().map(stack).collect();
    stacks.sort_by_key(|stack| std::cmp::Reverse((stack.share(), stack.resources)));
    stacks
}

/// The fullest stacks as a table.
pub(super) fn table(stacks: &[Stack]) -> String {
    let mut text = String::new();
    if stacks.is_empty() {
        return text;
    }
    let listed = &stacks[..stacks.len().min(LISTED)];
    let width = listed.iter().map(|stack| stack.name.chars().count()).max().unwrap_or(0).max(5);
    let _ = writeln!(text, "  {:width$}  used   resources  template of 1 MB", "stack");
    for stack in listed {
        let Stack { name, resources, bytes, .. } = stack;
        let (share, bytes) = (stack.share(), size(*bytes));
        let _ =
            writeln!(text, "  {name:width$}  {share:>3}%  {resources:>3} of {RESOURCES}  {bytes}");
    }
    if stacks.len() > LISTED {
        let rest = stacks.len() - LISTED;
        let _ = writeln!(text, "  and {rest} more, none of them fuller");
    }
    text
}

/// Bytes as a person reads them.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(stacks: usize) -> BTreeMap<String, String> {
        let entry = |n: usize| {
            let entry =
                serde_json::json!({ "template": format!("stacks/{n}.yaml"), "resources": n });
            (format!("Model{n}"), entry)
        };
        let entries: serde_json::Map<_, _> = (1..=stacks).map(entry).collect();
        let manifest = serde_json::json!({
            "root": { "template": "template.yaml", "resources": 0 },
            "stacks": entries,
        })
        .to_string();
        let template = "x".repeat(250_000);
        let files = [("manifest.json", manifest), ("stacks/2.yaml", template)];
        files.map(|(path, text)| (path.to_owned(), text)).into()
    }

    #[test]
    fn the_fullest_stacks_come_first() {
        let expected = "  stack   used   resources  template of 1 MB
  Model2   25%    2 of 500  250 kB
  Model3    1%    3 of 500  0 B
  Model1    1%    1 of 500  0 B
  (root)    0%    0 of 500  0 B
";
        assert_eq!(table(&stacks(&files(3))), expected);
    }

    #[test]
    fn a_long_list_is_cut_short() {
        let text = table(&stacks(&files(4000)));
        assert_eq!(text.lines().count(), LISTED + 2);
        assert!(text.contains("Model4000  800%") && text.contains("and 3981 more"), "{text}");
    }
}
