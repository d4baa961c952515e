//! `burgeon print-directives`

use burgeon::core::appsync;
use burgeon::transformers;

use super::{Failed, Program, console};

pub(super) fn run(program: &Program) -> Result<(), Failed> {
    Ok(console::print(&definitions(program))?)
}

fn definitions(program: &Program) -> String {
    let builtin = transformers();
    let transformers = program.transformers(&builtin);
    let own = transformers.iter().flat_map(|one| [one.definitions().trim(), one.types().trim()]);
    let own = own.filter(|text| !text.is_empty());
    let parts: Vec<&str> = [appsync::DIRECTIVES.trim()].into_iter().chain(own).collect();
    parts.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_and_directive_is_defined() {
        let definitions = definitions(&Program::new());
        for scalar in appsync::SCALARS {
            assert!(definitions.contains(&format!("scalar {scalar}")), "{scalar}");
        }
        for directive in ["@aws_subscribe", "@model"] {
            assert!(definitions.contains(&format!("directive {directive}")), "{directive}");
        }
    }
}
