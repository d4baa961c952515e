//! Who may do what, as a table and as the policies of roles.

mod directives;
mod injection;
mod requests;
mod roles;
mod table;
mod truth;

use burgeon::access::AccessTable;
use burgeon::core::source::Source;
use burgeon::{Compilation, Compiler, Settings, TemplateFormat};

/// Settings under which a rule may speak of callers of every kind.
const MODES: &str = "auth: { default: userPools, additional: [apiKey, iam, oidc, function], \
                     userPools: { userPoolId: us-east-1_abc123 }, \
                     iam: { authenticatedRole: members, unauthenticatedRole: guests }, \
                     oidc: { issuer: 'https://example.com' }, function: { name: authorizer } }";

fn settings(text: &str) -> Settings {
    let read = Settings::read(&Source::new("burgeon.yaml", text));
    read.unwrap_or_else(|found| panic!("{:?}", found.reports()))
}

fn compiler(schema: &str, settings: Settings) -> Compiler {
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    compiler.template_format(TemplateFormat::Json)
}

fn compile_with(schema: &str, settings: Settings) -> Compilation {
    let compiled = compiler(schema, settings).compile();
    compiled.unwrap_or_else(|failure| panic!("{failure}"))
}

fn access_table_with(schema: &str, settings: Settings) -> AccessTable {
    let table = compiler(schema, settings).access_table();
    table.unwrap_or_else(|failure| panic!("{failure}"))
}

fn access_table(schema: &str) -> AccessTable {
    access_table_with(schema, settings(MODES))
}

fn compile(schema: &str) -> Compilation {
    compile_with(schema, settings(MODES))
}
