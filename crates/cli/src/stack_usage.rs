//! The usage of CloudFormation's quotas by each stack.

use std::collections::BTreeMap;
use std::fmt::Write;

use burgeon::compilation::Stacks;
use burgeon_cloudformation::Template;
use burgeon_cloudformation::quotas::{RESOURCES, TEMPLATE_BYTES};
use serde::Serialize;

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

/// The stacks of a compilation, the fullest first, with the bytes of their templates among the
/// sizes of the files.
pub(super) fn stacks(stacks: &Stacks, sizes: &BTreeMap<String, usize>) -> Vec<Stack> {
    let stack = |(name, path, template): (&str, String, &Template)| Stack {
        name: name.to_owned(),
        resources: template.resources().len(),
        bytes: sizes.get(&path).copied().unwrap_or(0),
        template: path,
    };
    let mut stacks: Vec<Stack> = stacks.all().map(stack).collect();
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
    use burgeon::TemplateFormat;
    use burgeon_cloudformation::{LogicalId, Resource};

    use super::*;

    /// Stacks of 1, 2, 3, … resources; the template of the second has a quarter of the bytes that it
    /// may have.
    fn usage(nested: usize) -> Vec<Stack> {
        let template = |resources: usize| {
            let mut template = Template::new();
            for number in 0..resources {
                let id = LogicalId::from_name(&format!("Resource{number}"));
                template.add_resource(id, Resource::new("A::B::C")).expect("a new id");
            }
            template
        };
        let nested = (1..=nested).map(|n| (format!("Model{n}"), template(n))).collect();
        let stacks = Stacks { format: TemplateFormat::Yaml, root: template(0), nested };
        super::stacks(&stacks, &BTreeMap::from([("stacks/Model2.yaml".to_owned(), 250_000)]))
    }

    #[test]
    fn the_fullest_stacks_come_first() {
        let expected = "  stack   used   resources  template of 1 MB
  Model2   25%    2 of 500  250 kB
  Model3    1%    3 of 500  0 B
  Model1    1%    1 of 500  0 B
  (root)    0%    0 of 500  0 B
";
        assert_eq!(table(&usage(3)), expected);
    }

    #[test]
    fn a_long_list_is_cut_short() {
        let text = table(&usage(600));
        assert_eq!(text.lines().count(), LISTED + 2);
        assert!(text.contains("Model600  120%") && text.contains("and 581 more"), "{text}");
    }
}
