use serde_json::{Value as Json, json};

use super::{NOW, run};
use crate::environment::{Environment, Host};

fn id(environment: &mut Environment, path: &str) -> String {
    let outcome = run(environment, &json!({}), &[(path, json!([]))]);
    outcome.result.unwrap().as_str().unwrap().into()
}

/// A clock and randomness that are all zeros or all ones.
struct Extreme(i64, u64);

impl Host for Extreme {
    fn now_millis(&mut self) -> i64 {
        self.0
    }

    fn random_bits(&mut self) -> u64 {
        self.1
    }
}

#[test]
fn ids_follow_from_the_environment() {
    for path in ["util.autoId", "util.autoUlid", "util.autoKsuid"] {
        let mut environment = Environment::fixed(NOW);
        let first = id(&mut environment, path);
        assert_ne!(id(&mut environment, path), first, "{path}");
        assert_eq!(id(&mut Environment::fixed(NOW), path), first, "{path}");
    }
}

#[test]
fn a_uuid_is_of_version_4() {
    let uuid = id(&mut Environment::fixed(NOW), "util.autoId");
    let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{uuid}");
    assert!(uuid[14..].starts_with('4') && "89ab".contains(&uuid[19..20]), "{uuid}");
}

/// The specification's bounds, and its example of a time: 01ARYZ6S41 is 1469918176385.
#[test]
fn a_ulid_holds_time_and_randomness() {
    let ulid = |now, bits| id(&mut Environment::new(Extreme(now, bits)), "util.autoUlid");
    assert_eq!(ulid(0, 0), "0".repeat(26));
    assert_eq!(ulid(1_469_918_176_385, 0), format!("01ARYZ6S41{}", "0".repeat(16)));
    assert_eq!(ulid((1 << 48) - 1, u64::MAX), format!("7{}", "Z".repeat(25)));
    assert_eq!(ulid(-1, 0), "0".repeat(26));
}

/// The reference implementation's bounds and its example: 107608047 seconds with the payload
/// B5A1CD34B5F99D1154FB6853345C9735.
#[test]
fn a_ksuid_holds_time_and_randomness() {
    let ksuid = |now, bits| id(&mut Environment::new(Extreme(now, bits)), "util.autoKsuid");
    assert_eq!(ksuid(1_400_000_000_000, 0), "0".repeat(27));
    assert_eq!(
        ksuid((1_400_000_000 + 0xffff_ffff) * 1000, u64::MAX),
        "aWgEPTl1tmebfsQzFP4bxwgy80V"
    );

    struct Example(Vec<u64>);
    impl Host for Example {
        fn now_millis(&mut self) -> i64 {
            (1_400_000_000 + 107_608_047) * 1000
        }
        fn random_bits(&mut self) -> u64 {
            self.0.pop().unwrap()
        }
    }
    let payload = vec![0x54FB_6853_345C_9735, 0xB5A1_CD34_B5F9_9D11];
    let mut environment = Environment::new(Example(payload));
    assert_eq!(id(&mut environment, "util.autoKsuid"), "0ujtsYcgvSTl8PAuAdqWYSMnLOv");
}

#[test]
fn ids_are_strings() {
    let outcome = run(&mut Environment::fixed(NOW), &json!({}), &[("util.autoId", json!([]))]);
    assert!(matches!(outcome.result, Ok(Json::String(_))));
}
