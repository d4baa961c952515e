//! What stands in the templates themselves.

use burgeon::Compiler;

use super::every_mode;
use super::rule::{Provider, Rule, directive};

/// What `$util.authType()` answers, by the providers that use the mode.
const MODES: [(&[Provider], &str); 5] = [
    (&[Provider::ApiKey], "API Key Authorization"),
    (&[Provider::UserPools], "User Pool Authorization"),
    (&[Provider::Iam, Provider::IdentityPool], "IAM Authorization"),
    (&[Provider::Oidc], "Open ID Connect Authorization"),
    (&[Provider::Function], "Lambda Authorization"),
];

#[test]
fn templates_know_no_mode_but_those_of_their_rules() {
    for rule in Rule::every() {
        let schema = format!(
            "type Note @model {} {{ id: ID! text: String team: String teams: [String] keepers: [String] }}",
            directive(std::slice::from_ref(&rule))
        );
        let compiler = Compiler::new().source("schema.graphql", schema).settings(every_mode());
        let compiled = compiler.compile().unwrap_or_else(|failure| panic!("{failure}"));
        let templates = compiled.files.iter().filter(|(path, _)| path.ends_with(".vtl"));
        for (path, text) in templates {
            for (providers, mode) in MODES {
                let is_other = !providers.contains(&rule.provider);
                assert!(!is_other || !text.contains(mode), "{rule}: {path} speaks of {mode}");
            }
        }
    }
}
