//! What writing and packing cost: `cargo run --release -p burgeon-cloudformation --example cost`.
//!
//! Prints the time for 1,000 stacks of 40 resources, and for twice as many: a ratio above 2.1 would
//! mean that something is worse than linear.

use std::time::{Duration, Instant};

use burgeon_cloudformation::packing::{Group, Placement, Weight, pack};
use burgeon_cloudformation::{
    LogicalId, Resource, Template, Value, WriteError, list, map, to_json, to_yaml,
};

const VTL: &str = "#set($id = $util.defaultIfNull($ctx.args.id, $util.autoId()))\n{\n  \
    \"version\": \"2018-05-29\",\n  \"operation\": \"PutItem\"\n}\n";

fn template(resources: usize) -> Template {
    let api = LogicalId::from_name("ApiId");
    let mut template = Template::new();
    for number in 0..resources {
        let id = LogicalId::from_name(&format!("field_{number}")).suffixed("Resolver");
        let resource = Resource::new("AWS::AppSync::Resolver")
            .property("ApiId", Value::reference(&api))
            .property("DataSourceName", Value::get_att(&api, "Name"))
            .property("Tags", list![map! { "Key" => "on", "Value" => "22:22" }])
            .property("RequestMappingTemplate", Value::sub(VTL));
        // Ids of different names differ.
        let _ = template.add_resource(id, resource);
    }
    template
}

fn time<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap_or_default()
}

fn report(what: &str, work: impl Fn(usize) -> Duration) {
    let (once, twice) = (work(1), work(2));
    println!(
        "{what}: {once:.1?}, twice as much: {:.2} times",
        twice.as_secs_f64() / once.as_secs_f64()
    );
}

fn main() -> Result<(), WriteError> {
    let stack = template(40);
    println!("a stack has {} bytes of YAML", to_yaml(&stack)?.len());
    let many = |factor, write: fn(&Template) -> Result<String, WriteError>| {
        time(|| {
            (0..1_000 * factor).map(|_| write(&stack).map_or(0, |text| text.len())).sum::<usize>()
        })
    };
    report("1,000 stacks as YAML", |factor| many(factor, to_yaml));
    report("1,000 stacks as JSON", |factor| many(factor, to_json));
    report("one stack of 40,000 resources as YAML", |factor| {
        let large = template(40_000 * factor);
        time(|| to_yaml(&large).map_or(0, |text| text.len()))
    });
    report("making 1,000 stacks", |factor| {
        time(|| (0..1_000 * factor).for_each(|_| drop(std::hint::black_box(template(40)))))
    });
    report("packing 50,000 groups", |factor| {
        let weight = Weight { resources: 7, ..Weight::default() };
        let groups: Vec<Group> = (0..50_000 * factor)
            .map(|number| Group {
                name: format!("group{number}"),
                stack: "root".to_owned(),
                weight,
            })
            .collect();
        time(|| pack(&groups, &Weight::quota(), &Placement::default()))
    });
    Ok(())
}
