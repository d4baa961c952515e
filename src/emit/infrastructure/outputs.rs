//! Outputs of stack fragments that other fragments and the root stack read.

use std::collections::{BTreeMap, BTreeSet};

use burgeon_cloudformation::LogicalId;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::infrastructure::{Infrastructure, StackFragment};

pub(super) static MISSING: Code = Code {
    name: "infrastructure/missing-output",
    explanation: "A transformer reads an output of a stack fragment, as `StackFragment::import` and \
`Infrastructure::add_output` do, and no fragment of that name has that output. Burgeon's own \
transformers read none that is missing; in a custom transformer, add the output to the fragment, or \
correct the name. A model in a relational database has no table in its stack, so its outputs are \
missing, too.",
};

/// The outputs that are read and that no fragment has.
pub(super) fn missing(
    fragments: &[StackFragment],
    infrastructure: &Infrastructure,
) -> Vec<Diagnostic> {
    let outputs: BTreeMap<&str, BTreeSet<&LogicalId>> = fragments
        .iter()
        .map(|one| (one.name.as_str(), one.outputs.iter().map(|(id, _)| id).collect()))
        .collect();
    let imports = fragments.iter().flat_map(|reader| {
        let imports = reader.imports.iter();
        imports.map(|import| (reader.name.as_str(), &import.fragment, &import.output))
    });
    let of_root = infrastructure.outputs();
    let of_root = of_root.map(|(id, output)| (id.as_str(), &output.fragment, &output.output));
    let is_missing = |fragment: &str, output: &LogicalId| {
        !outputs.get(fragment).is_some_and(|outputs| outputs.contains(output))
    };
    imports
        .chain(of_root)
        .filter(|(_, fragment, output)| is_missing(fragment, output))
        .map(|(reader, fragment, output)| {
            let message = format!(
                "`{reader}` reads the output `{output}` of the stack fragment `{fragment}`, which \
                 does not have it"
            );
            Diagnostic::error(&MISSING, message)
                .help("add the output with `StackFragment::add_output`, or correct the name")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use burgeon_cloudformation::{LogicalId, Output, Value};
    use burgeon_core::infrastructure::{Infrastructure, RootOutput, StackFragment};

    use super::missing;

    fn id(name: &str) -> LogicalId {
        LogicalId::from_name(name)
    }

    fn messages(fragments: &[StackFragment], infrastructure: &Infrastructure) -> Vec<String> {
        let found = missing(fragments, infrastructure).into_iter();
        found.map(|fault| fault.message().to_owned()).collect()
    }

    #[test]
    fn what_is_read_has_to_be_there() {
        let mut writer = StackFragment::new("writer", "a-stack");
        writer.add_output(id("Arn"), Output::new(Value::from("arn")));
        let mut reader = StackFragment::new("reader", "b-stack");
        reader.import("writer", &id("Arn"));
        let mut infrastructure = Infrastructure::default();
        let output = |fragment: &str| RootOutput {
            fragment: fragment.to_owned(),
            output: id("Arn"),
            description: "An ARN".to_owned(),
        };
        infrastructure.add_output(id("Shown"), output("writer"));
        let fragments = [writer.clone(), reader.clone()];
        assert_eq!(messages(&fragments, &infrastructure), [""; 0]);

        reader.import("writer", &id("Name"));
        reader.import("gone", &id("Arn"));
        infrastructure.add_output(id("Lost"), output("gone"));
        let expected =
            [("reader", "Name", "writer"), ("reader", "Arn", "gone"), ("Lost", "Arn", "gone")];
        let expected = expected.map(|(reader, output, fragment)| {
            format!(
                "`{reader}` reads the output `{output}` of the stack fragment `{fragment}`, which \
                 does not have it"
            )
        });
        assert_eq!(messages(&[writer, reader], &infrastructure), expected);
    }
}
