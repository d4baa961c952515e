//! Any template is evaluated against any context within its limits: no panic, no hang.
//!
//! The input is a template; after a line `---`, a context as JSON may follow.

#![no_main]

use appsync_vtl::{Context, Environment, Limits, Template, evaluate};
use libfuzzer_sys::fuzz_target;

/// What a template without a context of its own is evaluated against.
const CONTEXT: &str = r#"{
    "arguments": {"s": "Hello World", "n": 5, "d": 1.5, "t": true, "l": ["a", 2, null, [1]],
                  "m": {"a": 1, "b": {"c": "deep"}}, "u": "äö😀", "z": null},
    "identity": {"sub": "1", "username": "u", "claims": {"cognito:groups": ["g"]}},
    "stash": {"k": "v"}, "result": {"items": [{"id": 1}, {"id": 2}]},
    "request": {"headers": {"x-api-key": "da2"}}
}"#;

const LIMITS: Limits = Limits {
    template_bytes: 1 << 16,
    loop_iterations: 100,
    output_bytes: 1 << 18,
    steps: 200_000,
    memory_bytes: 1 << 23,
    depth: 200,
};

fuzz_target!(|input: &str| {
    let (source, context) = input.split_once("\n---\n").unwrap_or((input, CONTEXT));
    let Ok(template) = Template::parse(source) else { return };
    let Ok(json) = serde_json::from_str(context) else { return };
    let Ok(context) = Context::from_json(&json) else { return };
    let mut environment = Environment::fixed(1_700_000_000_000).with_limits(LIMITS);
    let first = evaluate(&template, &context, &mut environment);
    assert!(first.output.len() <= LIMITS.output_bytes || first.returned.is_some());
    let mut environment = Environment::fixed(1_700_000_000_000).with_limits(LIMITS);
    assert!(evaluate(&template, &context, &mut environment) == first, "not repeatable");
});
