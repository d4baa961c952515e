//! `burgeon explain`

use std::collections::BTreeMap;
use std::fmt::Write;

use burgeon::Transformer;
use burgeon::core::diagnostics;
use burgeon::transformers;

use super::args::Explain;
use super::directive_names::directive_names;
use super::{Failed, Program, console};

pub(super) fn run(arguments: &Explain, program: &Program) -> Result<(), Failed> {
    let texts = texts(program);
    let Some(given) = &arguments.name else {
        return Ok(console::print(&list(&texts))?);
    };
    let name = given.trim_start_matches('@');
    match texts.get(name) {
        Some(text) => Ok(console::print(&format!("{}\n", text.trim_end()))?),
        None => {
            let message = format!("unknown diagnostic or directive `{given}`");
            let help = match diagnostics::closest(name, texts.keys().map(String::as_str)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "`burgeon explain` lists all names".to_owned(),
            };
            Err(Failed::Message(message, help))
        }
    }
}

/// The explanations by name: diagnostics, directives and transformers.
fn texts(program: &Program) -> BTreeMap<String, String> {
    let builtin = transformers();
    let mut codes = burgeon::codes();
    let mut texts = BTreeMap::new();
    for transformer in program.transformers(&builtin) {
        codes.extend(transformer.codes());
        for name in directive_names(transformer.definitions()).chain([transformer.name()]) {
            texts.insert(name.to_owned(), page(transformer));
        }
    }
    for code in codes {
        texts.insert(code.name.to_owned(), format!("# {}\n\n{}", code.name, code.explanation));
    }
    texts
}

/// The page of a transformer: what its author wrote, its definitions, its diagnostics.
pub(super) fn page(transformer: &dyn Transformer) -> String {
    let written = transformer.documentation().trim();
    let definitions = transformer.definitions().trim();
    let mut page = format!("{written}\n");
    if !definitions.is_empty() {
        let _ = write!(page, "\n## Definition\n\n```graphql\n{definitions}\n```\n");
    }
    if !transformer.codes().is_empty() {
        page += "\n## Diagnostics\n";
    }
    for code in transformer.codes() {
        let _ = write!(page, "\n### {}\n\n{}\n", code.name, code.explanation.trim());
    }
    page
}

fn list(texts: &BTreeMap<String, String>) -> String {
    let (diagnostics, directives): (Vec<_>, Vec<_>) =
        texts.keys().partition(|name| name.contains('/'));
    let mut text = "directives:\n".to_owned();
    for name in directives {
        let _ = writeln!(text, "  @{name}");
    }
    text += "diagnostics:\n";
    for name in diagnostics {
        let _ = writeln!(text, "  {name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_diagnostic_says_more_than_its_name() {
        for (name, text) in texts(&Program::new()) {
            assert!(text.trim().len() > name.len() + 40, "{name}: {text}");
        }
    }
}
