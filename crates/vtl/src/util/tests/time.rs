mod print;
mod read;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{NOW, call, check, run};
use crate::environment::Environment;

/// Documented: the developer guide's examples.
#[test]
fn answers_as_documented() {
    for (function, args, expected) in [
        ("nowISO8601", json!([]), json!("2018-02-06T19:01:35.750Z")),
        ("nowEpochSeconds", json!([]), json!(1_517_943_695)),
        ("nowEpochMilliSeconds", json!([]), json!(NOW)),
        ("nowFormatted", json!(["yyyy-MM-dd HH:mm:ssZ"]), json!("2018-02-06 19:01:35+0000")),
        (
            "nowFormatted",
            json!(["yyyy-MM-dd HH:mm:ssZ", "+08:00"]),
            json!("2018-02-07 03:01:35+0800"),
        ),
        (
            "nowFormatted",
            json!(["yyyy-MM-dd HH:mm:ssZ", "Australia/Perth"]),
            json!("2018-02-07 03:01:35+0800"),
        ),
        ("epochMilliSecondsToSeconds", json!([1_517_943_695_758_i64]), json!(1_517_943_695)),
        (
            "epochMilliSecondsToISO8601",
            json!([1_517_943_695_758_i64]),
            json!("2018-02-06T19:01:35.758Z"),
        ),
        (
            "epochMilliSecondsToFormatted",
            json!([1_517_943_695_758_i64, "yyyy-MM-dd HH:mm:ssZ"]),
            json!("2018-02-06 19:01:35+0000"),
        ),
        (
            "epochMilliSecondsToFormatted",
            json!([1_517_943_695_758_i64, "yyyy-MM-dd HH:mm:ssZ", "+08:00"]),
            json!("2018-02-07 03:01:35+0800"),
        ),
        (
            "parseISO8601ToEpochMilliSeconds",
            json!(["2018-02-01T17:21:05.180+08:00"]),
            json!(1_517_476_865_180_i64),
        ),
        (
            "parseFormattedToEpochMilliSeconds",
            json!(["2018-02-02 01:19:22+0800", "yyyy-MM-dd HH:mm:ssZ"]),
            json!(1_517_505_562_000_i64),
        ),
        (
            "parseFormattedToEpochMilliSeconds",
            json!(["2018-02-02 01:19:22", "yyyy-MM-dd HH:mm:ss", "+08:00"]),
            json!(1_517_505_562_000_i64),
        ),
    ] {
        check(&format!("util.time.{function}"), &[(args, expected)]);
    }
}

/// Documented: the formats of AppSync's scalars.
#[test]
fn formats_appsync_scalars() {
    let mut environment = Environment::fixed(1_531_347_225_000);
    for (pattern, expected) in [
        ("yyyy-MM-dd[XXX]", "2018-07-11-07:00"),
        ("yyyy-MM-dd'T'HH:mm:ss[XXXXX]", "2018-07-11T15:13:15-07:00:30"),
    ] {
        let calls = [("util.time.nowFormatted", json!([pattern, "-07:00:30"]))];
        let outcome = run(&mut environment, &json!({}), &calls);
        assert_eq!(outcome.result, Ok(json!(expected)), "{pattern}");
    }
}

proptest! {
    #[test]
    fn reading_undoes_printing(
        millis in -62_135_596_800_000_i64..253_402_300_799_999,
        zone in prop::sample::select(vec!["UTC", "+08:00", "-07:00:30", "America/New_York"]),
        pattern in prop::sample::select(vec![
            "uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX",
            "yyyyMMddHHmmssSSSXXXX",
            "EEEE, d MMMM y G h:mm:ss.SSS a xxxxx",
            "yyyy-DDD A ZZZZZ",
            "MMM d, uuuu K:mm:ss a n OOOO",
        ]),
    ) {
        let printed = call("util.time.epochMilliSecondsToFormatted", json!([millis, pattern, zone]));
        let text = printed.unwrap();
        let read = call("util.time.parseFormattedToEpochMilliSeconds", json!([text, pattern]));
        prop_assert_eq!(read, Ok(json!(millis)), "{}", text);
    }

    #[test]
    fn any_pattern_is_answered(
        pattern in r"([a-zA-Z]{1,5}|[\[\]' :.p-]|[a-z0-9]){0,12}",
        text in "[-+0-9a-zA-Z: ]{0,16}",
        millis: i64,
        zone in "UTC|[+-][0-9:]{0,8}|[A-Z/]{0,6}",
    ) {
        let formatted: Result<Json, String> =
            call("util.time.epochMilliSecondsToFormatted", json!([millis, pattern, zone]));
        if let Ok(Json::String(text)) = formatted {
            let _ = call("util.time.parseFormattedToEpochMilliSeconds", json!([text, pattern, zone]));
        }
        let _ = call("util.time.parseFormattedToEpochMilliSeconds", json!([text, pattern, zone]));
        let _ = call("util.time.parseISO8601ToEpochMilliSeconds", json!([text]));
    }
}
