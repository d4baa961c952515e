//! What a compilation costs, as ratios within one run: machines are noisy, ratios less so.
//!
//! `cargo bench --bench compile` prints, for 10 to 4,000 models, the median of several runs of
//! - compiling in memory, against half as many models (linear: 2.0) and against apollo-compiler
//!   parsing and validating the expanded schema;
//! - writing the output, against writing the same files without care;
//! - and the peak of memory, against the bytes of the output.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use burgeon::{Compilation, Compiler, Settings};

const SIZES: [usize; 5] = [10, 500, 1_000, 2_000, 4_000];
const RUNS: usize = 7;

/// What the expanded schema leaves to AppSync to define.
const APPSYNC: &str = "scalar AWSDateTime\n\
    directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION\n";

fn main() {
    println!("peak of memory per byte of output, 1,000 models: {}", peak_per_byte());
    println!(
        "{:>7} {:>12} {:>10} {:>14} {:>14}",
        "models", "compile", "per half", "per validation", "write per raw"
    );
    let mut half: Option<(usize, Duration)> = None;
    for models in SIZES {
        let source = schema(models);
        let (compile, compilation) = median(|| compile(&source));
        let expanded = compilation.schema().to_owned();
        let (validate, ()) = median(|| validate(&expanded));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (raw, ()) = median(|| write_raw(&compilation, &folder.path().join("raw")));
        let (write, ()) = median(|| {
            compilation.write_to(folder.path().join("build")).expect("the output is written");
        });
        let per_half = match half {
            Some((size, time)) if size * 2 == models => format!("{:.2}", ratio(compile, time)),
            _ => "-".to_owned(),
        };
        println!(
            "{models:>7} {compile:>12.1?} {per_half:>10} {:>14.2} {:>14.2}",
            ratio(compile, validate),
            ratio(write, raw),
        );
        half = Some((models, compile));
    }
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

fn compile(source: &str) -> Compilation {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    let compiler = Compiler::new().source("schema.graphql", source).settings(settings);
    compiler.compile().expect("the schema is valid")
}

fn validate(expanded: &str) {
    let text = format!("{APPSYNC}{expanded}");
    let checked = apollo_compiler::Schema::parse_and_validate(text, "schema.graphql");
    assert!(checked.is_ok(), "the expanded schema is valid");
}

fn write_raw(compilation: &Compilation, folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    for (path, text) in &compilation.files {
        let file = folder.join(path);
        let parent = file.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(parent).expect("the folder is made");
        std::fs::write(file, text).expect("the file is written");
    }
}

fn median<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut result = work();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            result = work();
            start.elapsed()
        })
        .collect();
    times.sort();
    (times[RUNS / 2], result)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The peak of memory so far. Only a compilation of 1,000 models has been made until then.
fn peak_per_byte() -> String {
    let bytes: usize = compile(&schema(1_000)).files.values().map(String::len).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    match kilobytes {
        Some(kilobytes) => format!("{:.1}", kilobytes as f64 * 1024.0 / bytes as f64),
        None => "not told by this system".to_owned(),
    }
}
