//! What a compilation costs, as ratios within one run: machines are noisy, ratios less so.
//!
//! `cargo bench --bench compile [MODELS …]` prints, for 10 to 4,000 models or as many as are named,
//! - compiling in memory, against half as many models (linear: 2.0) and against apollo-compiler
//!   parsing and validating the expanded schema;
//! - compiling models with rules and relations, against half as many;
//! - writing the output, against writing the same files without care;
//! - and the peak of memory, against the bytes of the output.
//!
//! What is compared takes turns, and each counts with the best of its times: whatever else the
//! machine does only ever adds to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use burgeon::core::source::Source;
use burgeon::{Compilation, Compiler, Settings};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 6] = [10, 100, 500, 1_000, 2_000, 4_000];
const TURNS: usize = 7;

/// What the expanded schema leaves to AppSync to define.
const APPSYNC: &str = "scalar AWSDateTime\n\
    directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION\n";

fn main() {
    let named: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if named.is_empty() { SIZES.to_vec() } else { named };
    println!("peak of memory per byte of output, 1,000 models: {}", peak_per_byte());
    println!(
        "{:>7} {:>12} {:>10} {:>14} {:>14} {:>14}",
        "models", "compile", "per half", "per validation", "ruled per half", "write per raw"
    );
    for models in sizes {
        let Times { half, compile, validate, ruled_half, ruled, raw, write } = measure(models);
        println!(
            "{models:>7} {compile:>12.1?} {:>10.2} {:>14.2} {:>14.2} {:>14.2}",
            ratio(compile, half),
            ratio(compile, validate),
            ratio(ruled, ruled_half),
            ratio(write, raw),
        );
    }
}

/// The best time of each.
struct Times {
    half: Duration,
    compile: Duration,
    validate: Duration,
    ruled_half: Duration,
    ruled: Duration,
    raw: Duration,
    write: Duration,
}

fn measure(models: usize) -> Times {
    let (half_source, source) = (schema(models / 2), schema(models));
    let (half_ruled, ruled) = (ruled_schema(models / 2), ruled_schema(models));
    let compilation = compile(&source);
    let expanded = compilation.schema();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (raw, build) = (folder.path().join("raw"), folder.path().join("build"));
    let longest = Duration::MAX;
    let mut best = Times {
        half: longest,
        compile: longest,
        validate: longest,
        ruled_half: longest,
        ruled: longest,
        raw: longest,
        write: longest,
    };
    for _ in 0..TURNS {
        best.half = best.half.min(time(|| files(&compile(&half_source))));
        best.compile = best.compile.min(time(|| files(&compile(&source))));
        best.validate = best.validate.min(time(|| validate(&expanded)));
        best.ruled_half = best.ruled_half.min(time(|| files(&compile_ruled(&half_ruled))));
        best.ruled = best.ruled.min(time(|| files(&compile_ruled(&ruled))));
        best.raw = best.raw.min(time(|| write_raw(&compilation, &raw)));
        best.write = best.write.min(time(|| {
            compilation.write_to(&build).expect("the output is written");
        }));
    }
    best
}

/// How long it takes, and to drop what comes of it.
fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    drop(work());
    start.elapsed()
}

fn schema(models: usize) -> String {
    let mut text = "enum Status { OPEN CLOSED }\n".to_owned();
    for number in 0..models {
        let fields = "id: ID! title: String! body: String rating: Int score: Float done: Boolean \
                      status: Status at: AWSDateTime";
        let _ = writeln!(text, "type Item{number} @model {{ {fields} }}");
    }
    text
}

/// Models in a ring, each with rules of its own, rules of a field, and a part with such.
fn ruled_schema(models: usize) -> String {
    let mut text = "type Part { name: String secret: String @auth(rules: [{ allow: groups, groups: [\"Admin\"] }]) }\n".to_owned();
    for number in 0..models {
        let (before, behind) = ((number + models - 1) % models, (number + 1) % models);
        let _ = writeln!(
            text,
            "type Item{number} @model @auth(rules: [{{ allow: owner }}, {{ allow: private, operations: [read] }}]) {{
               id: ID! title: String! @index secret: String @auth(rules: [{{ allow: owner }}]) part: Part
               parent: Item{before} @belongsTo children: [Item{behind}] @hasMany }}"
        );
    }
    text
}

fn compile_ruled(source: &str) -> Compilation {
    let text = "auth: { default: userPools, userPools: { userPoolId: us-east-1_abc123 } }";
    let settings = Settings::read(&Source::new("burgeon.yaml", text));
    compile_with(source, settings.expect("the settings are right"))
}

fn compile(source: &str) -> Compilation {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    compile_with(source, settings)
}

fn compile_with(source: &str, settings: Settings) -> Compilation {
    let compiler = Compiler::new().source("schema.graphql", source).settings(settings);
    compiler.compile().expect("the schema is valid")
}

fn files(compilation: &Compilation) -> BTreeMap<String, String> {
    compilation.files().expect("they are rendered")
}

fn validate(expanded: &str) {
    let text = format!("{APPSYNC}{expanded}");
    let checked = apollo_compiler::Schema::parse_and_validate(text, "schema.graphql");
    assert!(checked.is_ok(), "the expanded schema is valid");
}

fn write_raw(compilation: &Compilation, folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    for (path, text) in files(compilation) {
        let file = folder.join(path);
        let parent = file.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(parent).expect("the folder is made");
        std::fs::write(file, text).expect("the file is written");
    }
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The peak of memory so far. Only a compilation of 1,000 models has been made until then.
fn peak_per_byte() -> String {
    let bytes: usize = files(&compile(&schema(1_000))).values().map(String::len).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    match kilobytes {
        Some(kilobytes) => format!("{:.1}", kilobytes as f64 * 1024.0 / bytes as f64),
        None => "not told by this system".to_owned(),
    }
}
