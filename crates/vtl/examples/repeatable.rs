//! Evaluates a template twice with the same clock and the same random bits, and so to the same
//! result; the way to test a template that uses the time or an id.

use appsync_vtl::{Context, Environment, FixedHost, Template, evaluate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let template =
        Template::parse(r#"{ "id": "$util.autoId()", "createdAt": "$util.time.nowISO8601()" }"#)?;
    let once = || {
        let mut environment = Environment::new(FixedHost::new(1_700_000_000_000, 42));
        evaluate(&template, &Context::default(), &mut environment).output
    };
    let first = once();
    assert_eq!(first, once());
    println!("{first}");
    Ok(())
}
