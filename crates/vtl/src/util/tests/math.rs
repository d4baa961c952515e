use proptest::prelude::*;
use serde_json::json;

use super::{call, check, check_errors, run};
use crate::environment::{Environment, FixedHost};

#[test]
fn rounds_to_the_nearest_integer() {
    check(
        "util.math.roundNum",
        &[
            (json!([1.4]), json!(1)),
            (json!([1.5]), json!(2)),
            (json!([-1.5]), json!(-1)),
            (json!([5_000_000_000.6]), json!(5_000_000_001_i64)),
            (json!([1e300]), json!(i64::MAX)),
            (json!([7]), json!(7)),
        ],
    );
    let message = "argument 1 has to be a number, and is String";
    check_errors("util.math.roundNum", &[(json!(["1"]), message)]);
}

#[test]
fn finds_the_lesser_and_the_greater() {
    check("util.math.minVal", &[(json!([1.5, 2.5]), json!(1.5)), (json!([3, 2]), json!(2.0))]);
    check("util.math.maxVal", &[(json!([1.5, 2.5]), json!(2.5)), (json!([3, -2]), json!(3.0))]);
}

#[test]
fn an_empty_range_is_an_error() {
    check("util.math.randomWithinRange", &[(json!([3, 3]), json!(3))]);
    check_errors(
        "util.math.randomWithinRange",
        &[
            (json!([3, 2]), "the range from 3 to 2 is empty"),
            (json!([1.5, 2]), "argument 1 has to be an Integer, and is Double"),
        ],
    );
}

#[test]
fn every_number_of_a_range_comes_up() {
    let mut environment = Environment::new(FixedHost::new(0, 7));
    let mut seen = [0; 4];
    for _ in 0..400 {
        let calls = [("util.math.randomWithinRange", json!([-1, 2]))];
        let number = run(&mut environment, &json!({}), &calls).result.unwrap();
        seen[(number.as_i64().unwrap() + 1) as usize] += 1;
    }
    assert!(seen.iter().all(|count| (50..=150).contains(count)), "{seen:?}");
}

proptest! {
    #[test]
    fn random_numbers_are_within_bounds(low: i64, high: i64, seed: u64) {
        let mut environment = Environment::new(FixedHost::new(0, seed));
        let calls = [("util.math.randomDouble", json!([]))];
        let double = run(&mut environment, &json!({}), &calls).result.unwrap();
        prop_assert!((0.0..1.0).contains(&double.as_f64().unwrap()));
        let (low, high) = (low.min(high), low.max(high));
        let number = call("util.math.randomWithinRange", json!([low, high])).unwrap();
        prop_assert!((low..=high).contains(&number.as_i64().unwrap()));
    }
}
