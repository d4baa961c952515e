//! Checks the templates against CloudFormation's quotas and the limits of YAML parsers.

use burgeon_cloudformation::quotas::TEMPLATE_BYTES;
use burgeon_cloudformation::{Budget, Template, Usage};
use burgeon_compilation::{Stacks, TemplateFormat};
use burgeon_core::Defect;
use burgeon_core::diagnostics::Diagnostic;
use rayon::prelude::*;

use super::infrastructure::TOO_LARGE;

/// The errors of all stacks. A template is rendered only if an upper estimate exceeds the quota.
pub(super) fn faults(stacks: &Stacks) -> Vec<Diagnostic> {
    let all: Vec<_> = stacks.all().collect();
    all.into_par_iter()
        .flat_map_iter(|(name, _, template)| {
            let overlong = template.overlong_names().into_iter().map(|(resource, key)| {
                let message = format!("a name of {} bytes is too long for YAML", key.len());
                Defect::new(message).at(format!("{name}: {resource}")).into()
            });
            overlong.chain(excesses(name, template, stacks.format)).collect::<Vec<_>>()
        })
        .collect()
}

fn excesses(name: &str, template: &Template, format: TemplateFormat) -> Vec<Diagnostic> {
    let template_bytes = match template.bytes_at_most() {
        fitting if fitting <= TEMPLATE_BYTES => fitting,
        // A template that cannot be serialized has another fault.
        _ => format.write(template).map_or(0, |text| text.len()),
    };
    let usage = Usage { template_bytes, ..Usage::measure(template, "") };
    let fault = |excess: burgeon_cloudformation::Excess| {
        Diagnostic::error(&TOO_LARGE, format!("the stack `{name}` has {excess}"))
            .help("give the API fewer models, state machines or data sources, or split it in two")
    };
    Budget::default().excesses(&usage).into_iter().map(fault).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use burgeon_cloudformation::{LogicalId, Resource};

    use super::*;

    fn messages(root: Template) -> Vec<String> {
        let stacks = Stacks { format: TemplateFormat::Yaml, root, nested: BTreeMap::new() };
        let mut found = burgeon_core::Diagnostics::default();
        faults(&stacks).into_iter().for_each(|fault| found.push(fault));
        found.reports().into_iter().map(|report| report.message).collect()
    }

    fn template(resources: usize, property: &str) -> Template {
        let mut template = Template::new();
        for number in 0..resources {
            let resource = Resource::new("A::B::C").property(property.to_owned(), property);
            let id = LogicalId::from_name(&format!("Part{number}"));
            template.add_resource(id, resource).expect("a new id");
        }
        template
    }

    #[test]
    fn quotas_are_kept() {
        assert_eq!(messages(template(500, "A")), [""; 0]);
        assert_eq!(
            messages(template(501, "A")),
            ["the stack `(root)` has 501 resources, and a template may have 500"]
        );
    }

    #[test]
    fn a_template_is_measured_where_the_estimate_is_too_much() {
        let mut nearly = template(1, "A");
        nearly.set_description("a".repeat(2_000));
        assert_eq!(messages(nearly).len(), 1);
        let mut large = template(1, "A");
        let resource = Resource::new("A::B::C").property("A", "a".repeat(1_000_001));
        large.add_resource(LogicalId::from_name("Large"), resource).expect("a new id");
        let messages = messages(large);
        assert!(messages.len() == 1 && messages[0].contains("bytes of template"), "{messages:?}");
    }

    #[test]
    fn what_cannot_be_written_is_a_defect() {
        let messages = messages(template(1, &"A".repeat(256)));
        assert_eq!(messages.len(), 1);
        assert!(messages[0].contains("(root): Part0") && messages[0].contains("256 bytes"));
    }
}
