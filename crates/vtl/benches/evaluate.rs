//! Times the evaluation of the templates in `benches/node/templates`.
//!
//! Prints a line a template: its name, nanoseconds an evaluation (the context's conversion
//! included), and the output. `benches/node/run` compares that with Node.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use appsync_vtl::{Context, Environment, FixedHost, Template, evaluate};

fn main() {
    let seconds = std::env::var("BENCH_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(0.5);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/node/templates");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the templates can be listed")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".vtl").map(str::to_owned))
        .collect();
    names.sort();
    // As `cargo bench` has it: an argument names the templates to time.
    if let Some(filter) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        names.retain(|name| name.contains(&filter));
    }
    for name in names {
        let read = |end: &str| fs::read_to_string(folder.join(format!("{name}.{end}"))).expect(end);
        let template = Template::parse(&read("vtl")).expect("the template parses");
        let json = serde_json::from_str(&read("json")).expect("the context is JSON");
        let context = Context::from_json(&json).expect("the context has the right shape");
        let mut environment = Environment::new(FixedHost::new(0, 0));
        let mut once = || evaluate(&template, &context, &mut environment);
        let evaluation = once();
        assert_eq!(evaluation.error, None, "{name}");
        // The median of batches of about 0.1 ms: what else the machine does disturbs few of them.
        let mut time = |duration: Duration, size: u128| {
            let (mut batches, start) = (Vec::new(), Instant::now());
            while start.elapsed() < duration {
                let before = Instant::now();
                for _ in 0..size {
                    std::hint::black_box(once());
                }
                batches.push(before.elapsed().as_nanos() / size);
            }
            batches.sort_unstable();
            batches.get(batches.len() / 2).copied().unwrap_or_default()
        };
        let one = time(Duration::from_secs_f64(seconds / 2.0), 1).max(1);
        let nanoseconds = time(Duration::from_secs_f64(seconds), 100_000_u128.div_ceil(one));
        let output: String = evaluation.output.split_whitespace().collect();
        println!("{name}\t{nanoseconds}\t{output}");
    }
}
