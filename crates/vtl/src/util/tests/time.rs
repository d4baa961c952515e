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
        (
            "nowFormatted",
            json!(["yyyy-MM-dd HH:mm:ssZ"]),
            json!("2018-02-06 19:01:35+0000"),
        ),
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
        (
            "epochMilliSecondsToSeconds",
            json!([1_517_943_695_758_i64]),
            json!(1_517_943_695),
        ),
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
        (
            "yyyy-MM-dd'T'HH:mm:ss[XXXXX]",
            "2018-07-11T15:13:15-07:00:30",
        ),
    ] {
        let calls = [("util.time.nowFormatted", json!([pattern, "-07:00:30"]))];
        let outcome = run(&mut environment, &json!({}), &calls);
        assert_eq!(outcome.result, Ok(json!(expected)), "{pattern}");
    }
}

/// Compared with `java.time` of Java 17, locale en_US.
#[test]
fn prints_every_letter() {
    // Sunday, 2019-12-29T14:05:09.007Z: in the first week of 2020.
    let at = 1_577_628_309_007_i64;
    for (pattern, zone, expected) in [
        ("G GGGG GGGGG", "UTC", "AD Anno Domini A"),
        (
            "u uu uuuu y yy yyyy yyyyy",
            "UTC",
            "2019 19 2019 2019 19 2019 02019",
        ),
        ("Y YY YYYY 'W'ww w W", "UTC", "2020 20 2020 W01 1 5"),
        (
            "D DDD M MM MMM MMMM MMMMM L LLLL",
            "UTC",
            "363 363 12 12 Dec December D 12 December",
        ),
        ("Q QQ QQQ QQQQ q", "UTC", "4 04 Q4 4th quarter 4"),
        (
            "d dd E EEEE EEEEE e ee eee c F",
            "UTC",
            "29 29 Sun Sunday S 1 01 Sun 1 1",
        ),
        ("a h hh K KK k kk H HH", "UTC", "PM 2 02 2 02 14 14 14 14"),
        (
            "m mm s ss S SSS SSSSSSSSS",
            "UTC",
            "5 05 9 09 0 007 007000000",
        ),
        ("A n N", "UTC", "50709007 7000000 50709007000000"),
        ("VV z", "America/New_York", "America/New_York EST"),
        ("VV z O OOOO", "+05:30", "+05:30 +05:30 GMT+5:30 GMT+05:30"),
        ("O OOOO ZZZZ", "UTC", "GMT GMT GMT"),
        ("Z ZZZZ ZZZZZ", "-07:00:30", "-0700 GMT-07:00:30 -07:00:30"),
        (
            "X XX XXX XXXX XXXXX",
            "-07:00:30",
            "-07 -0700 -07:00 -070030 -07:00:30",
        ),
        ("X XX XXX XXXX XXXXX", "UTC", "Z Z Z Z Z"),
        (
            "x xx xxx xxxx xxxxx",
            "UTC",
            "+00 +0000 +00:00 +0000 +00:00",
        ),
        ("X x", "+05:30", "+0530 +0530"),
        ("pppH|ppd", "UTC", " 14|29"),
        ("'o''clock' '' HH[:mm[:ss]]", "UTC", "o'clock ' 14:05:09"),
        ("HH'h'", "UTC", "14h"),
    ] {
        let args = json!([at, pattern, zone]);
        check(
            "util.time.epochMilliSecondsToFormatted",
            &[(args, json!(expected))],
        );
    }
}

#[test]
fn prints_years_before_the_common_era() {
    let at = -62_198_755_200_000_i64; // -0001-01-01T00:00Z
    let args = json!([at, "u uuuu y G"]);
    check(
        "util.time.epochMilliSecondsToFormatted",
        &[(args, json!("-1 -0001 2 BC"))],
    );
}

#[test]
fn knows_zones() {
    for (zone, expected) in [
        ("Europe/Berlin", Some("+01:00")),
        ("UTC", Some("Z")),
        ("Z", Some("Z")),
        ("GMT+2", Some("+02:00")),
        ("UTC-03:30", Some("-03:30")),
        ("+8", Some("+08:00")),
        ("+0815", Some("+08:15")),
        ("-18:00", Some("-18:00")),
        ("+18:01", None),
        ("+08:60", None),
        ("+8:00", None),
        ("europe/berlin", None),
        ("EST", None),
        ("UTCZ", None),
        ("Mars/Olympus", None),
        ("", None),
        ("+é", None),
    ] {
        let answer = call("util.time.nowFormatted", json!(["XXX", zone]));
        match expected {
            Some(offset) => assert_eq!(answer, Ok(json!(offset)), "{zone}"),
            None => assert_eq!(answer, Err(format!("there is no time zone `{zone}`"))),
        }
    }
}

#[test]
fn reads_what_patterns_say() {
    for (text, pattern, zone, expected) in [
        (
            "20180202011922Z",
            "yyyyMMddHHmmssX",
            None,
            1_517_534_362_000_i64,
        ),
        (
            "20180202011922123Z",
            "yyyyMMddHHmmssSSSX",
            None,
            1_517_534_362_123,
        ),
        (
            "2 Feb 2018 1:19:22 AM GMT+8",
            "d MMM yyyy h:mm:ss a O",
            None,
            1_517_505_562_000,
        ),
        (
            "Friday 2 February 18, 01:19 +08",
            "EEEE d MMMM yy, HH:mm x",
            None,
            1_517_505_540_000,
        ),
        (
            "2018-02-02T24:00Z",
            "yyyy-MM-dd'T'HH:mmX",
            None,
            1_517_616_000_000,
        ),
        ("2018-033 13", "yyyy-DDD HH", Some("UTC"), 1_517_576_400_000),
        (
            "2018-02-02 01:19 America/New_York",
            "yyyy-MM-dd HH:mm VV",
            None,
            1_517_552_340_000,
        ),
        (
            "2018-02-02 01:19 EST",
            "yyyy-MM-dd HH:mm z",
            None,
            1_517_552_340_000,
        ),
        (
            "2018-02-02 01:19",
            "yyyy-MM-dd HH:mm[ XXX]",
            Some("UTC"),
            1_517_534_340_000,
        ),
        (
            "2018-02-31 00:00",
            "yyyy-MM-dd HH:mm",
            Some("UTC"),
            1_519_776_000_000,
        ),
        (
            " 7/ 2/2018 0",
            "ppd/ppM/yyyy H",
            Some("UTC"),
            1_517_961_600_000,
        ),
        // A time that clocks skip is moved by what they skip, of one twice the first is taken.
        (
            "2018-03-11 02:30",
            "yyyy-MM-dd HH:mm",
            Some("America/New_York"),
            1_520_753_400_000,
        ),
        (
            "2018-11-04 01:30",
            "yyyy-MM-dd HH:mm",
            Some("America/New_York"),
            1_541_309_400_000,
        ),
    ] {
        let args = match zone {
            Some(zone) => json!([text, pattern, zone]),
            None => json!([text, pattern]),
        };
        check(
            "util.time.parseFormattedToEpochMilliSeconds",
            &[(args, json!(expected))],
        );
    }
}

#[test]
fn reads_iso_8601() {
    for (text, expected) in [
        ("2018-02-01T17:21:05.180+08:00", Some(1_517_476_865_180_i64)),
        ("2018-02-01T09:21:05Z", Some(1_517_476_865_000)),
        ("2018-02-01T09:21Z", Some(1_517_476_860_000)),
        (
            "2018-02-01T09:21:05.123456789-00:00",
            Some(1_517_476_865_123),
        ),
        ("2018-02-01T09:21:05.123456789Z", Some(1_517_476_865_123)),
        ("2018-02-01t09:21:05.z", Some(1_517_476_865_000)),
        ("2018-02-01T17:21:05+08", Some(1_517_476_865_000)),
        ("2018-02-01T09:21:60Z", None),
        ("2018-02-01T09:21:05", None),
        ("2018-02-01 09:21:05Z", None),
        ("2018-02-01", None),
        ("", None),
    ] {
        let answer = call("util.time.parseISO8601ToEpochMilliSeconds", json!([text]));
        match expected {
            Some(millis) => assert_eq!(answer, Ok(json!(millis)), "{text}"),
            None => assert!(answer.is_err(), "{text}: {answer:?}"),
        }
    }
}

#[test]
fn what_cannot_be_read_is_an_error() {
    for (text, pattern, expected) in [
        (
            "2018-02-30T",
            "yyyy-MM-dd",
            "`2018-02-30T` is not what the pattern says",
        ),
        (
            "2018-2-3",
            "yyyy-MM-dd",
            "`2018-2-3` is not what the pattern says",
        ),
        (
            "12018-02-03",
            "yyyy-MM-dd",
            "`12018-02-03` is not what the pattern says",
        ),
        (
            "2018-02-03",
            "yyyy-MM-dd",
            "`2018-02-03` is no point in time: it has no hour of the day",
        ),
        (
            "01:19",
            "HH:mm",
            "`01:19` is no point in time: it has no year",
        ),
        (
            "2018-13-01 00",
            "yyyy-MM-dd HH",
            "`2018-13-01 00` is no point in time: month 13 is out of range",
        ),
        (
            "2018-01-01 25",
            "yyyy-MM-dd HH",
            "`2018-01-01 25` is no point in time: hour 25 is out of range",
        ),
        (
            "2018-01-01 00",
            "yyyy-MM-dd HH",
            "`2018-01-01 00` is no point in time: it has no time zone",
        ),
        (
            "Mon 2018-02-02 00Z",
            "E yyyy-MM-dd HHX",
            "`Mon 2018-02-02 00Z` is no point in time: 2018-02-02 is on another day of the week",
        ),
        (
            "2018 2019",
            "yyyy yyyy",
            "`2018 2019` is not what the pattern says",
        ),
        (
            "2018",
            "yyyy{",
            "`yyyy{` is no date-time pattern: `{` is reserved",
        ),
        (
            "2018",
            "bbb",
            "`bbb` is no date-time pattern: letter `b` has no meaning",
        ),
        (
            "2018",
            "HHH",
            "`HHH` is no date-time pattern: 3 letters `H` have no meaning",
        ),
        (
            "2018",
            "'a",
            "`'a` is no date-time pattern: a quote is not closed",
        ),
        (
            "2018",
            "yyyy]",
            "`yyyy]` is no date-time pattern: `]` without `[`",
        ),
        (
            "2018",
            "ppp",
            "`ppp` is no date-time pattern: pad letter `p` is followed by no other letter",
        ),
    ] {
        let answer = call(
            "util.time.parseFormattedToEpochMilliSeconds",
            json!([text, pattern]),
        );
        assert_eq!(answer, Err(expected.into()));
    }
    let answer = call("util.time.epochMilliSecondsToISO8601", json!([i64::MAX]));
    assert_eq!(
        answer,
        Err("9223372036854775807 milliseconds are out of range".into())
    );
    let answer = call("util.time.epochMilliSecondsToISO8601", json!([1.5]));
    assert_eq!(
        answer,
        Err("argument 1 has to be a Long, and is Double".into())
    );
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
