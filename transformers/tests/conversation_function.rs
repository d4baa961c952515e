//! The function that answers in conversations, run by Python against an API and a language model of
//! the test's own.

use std::path::Path;
use std::process::Command;

use burgeon::{Compiler, Settings};
use burgeon_core::source::Source;

const SCHEMA: &str = r#"
type Mutation {
  chat(conversationId: ID!, content: [AmplifyAIContentBlockInput]): AmplifyAIConversationMessage
    @conversation(
      aiModel: "amazon.nova-lite-v1:0"
      systemPrompt: "Be kind."
      auth: { strategy: owner, provider: userPools }
    )
}
"#;

#[test]
fn the_function_does_what_its_tests_say() {
    let build = tempfile::tempdir().expect("there is a place for it");
    let text = "auth: { default: userPools, userPools: { userPoolId: us-east-1_abc123 } }";
    let settings = Settings::read(&Source::new("burgeon.yaml", text)).expect("they are read");
    let compiler = Compiler::new().source("schema.graphql", SCHEMA).settings(settings);
    let compilation = compiler.compile().unwrap_or_else(|failure| panic!("{failure}"));
    compilation.write_to(build.path().join("build")).expect("it is written");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/conversation/function/tests");
    let code = build.path().join("build/functions/conversation");
    let path = std::env::join_paths([code.as_path(), &tests]).expect("the paths can be joined");
    let output = Command::new("python3")
        .args(["-m", "unittest", "discover", "--start-directory"])
        .arg(&tests)
        .env("PYTHONPATH", path)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PAUSE", "0.001")
        .output()
        .expect("python3 is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("\nOK"), "{said}");
}
