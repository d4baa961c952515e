use serde_json::json;

use crate::util::tests::{call, check};

/// Compared with `ZonedDateTime.parse` of Java 17, locale en_US.
#[test]
fn reads_what_patterns_say() {
    for (text, pattern, zone, expected) in [
        ("20180202011922Z", "yyyyMMddHHmmssX", None, 1_517_534_362_000_i64),
        ("20180202011922123Z", "yyyyMMddHHmmssSSSX", None, 1_517_534_362_123),
        ("2 Feb 2018 1:19:22 AM GMT+8", "d MMM yyyy h:mm:ss a O", None, 1_517_505_562_000),
        ("Friday 2 February 18, 01:19 +08", "EEEE d MMMM yy, HH:mm x", None, 1_517_505_540_000),
        ("2018-02-02T24:00Z", "yyyy-MM-dd'T'HH:mmX", None, 1_517_616_000_000),
        ("2018-033 13", "yyyy-DDD HH", Some("UTC"), 1_517_576_400_000),
        ("2018-02-02 01:19 America/New_York", "yyyy-MM-dd HH:mm VV", None, 1_517_552_340_000),
        ("2018-02-02 01:19 EST", "yyyy-MM-dd HH:mm z", None, 1_517_552_340_000),
        ("2018-02-02 01:19", "yyyy-MM-dd HH:mm[ XXX]", Some("UTC"), 1_517_534_340_000),
        ("2018-02-31 00:00", "yyyy-MM-dd HH:mm", Some("UTC"), 1_519_776_000_000),
        (" 7/ 2/2018 0", "ppd/ppM/yyyy H", Some("UTC"), 1_517_961_600_000),
        // A time that clocks skip is moved by what they skip, of one twice the first is taken.
        ("2018-03-11 02:30", "yyyy-MM-dd HH:mm", Some("America/New_York"), 1_520_753_400_000),
        ("2018-11-04 01:30", "yyyy-MM-dd HH:mm", Some("America/New_York"), 1_541_309_400_000),
    ] {
        let args = match zone {
            Some(zone) => json!([text, pattern, zone]),
            None => json!([text, pattern]),
        };
        check("util.time.parseFormattedToEpochMilliSeconds", &[(args, json!(expected))]);
    }
}

#[test]
fn reads_iso_8601() {
    for (text, expected) in [
        ("2018-02-01T17:21:05.180+08:00", Some(1_517_476_865_180_i64)),
        ("2018-02-01T09:21:05Z", Some(1_517_476_865_000)),
        ("2018-02-01T09:21Z", Some(1_517_476_860_000)),
        ("2018-02-01T09:21:05.123456789-00:00", Some(1_517_476_865_123)),
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
        ("2018-02-30T", "yyyy-MM-dd", "`2018-02-30T` does not match the pattern"),
        ("2018-2-3", "yyyy-MM-dd", "`2018-2-3` does not match the pattern"),
        ("12018-02-03", "yyyy-MM-dd", "`12018-02-03` does not match the pattern"),
        (
            "2018-02-03",
            "yyyy-MM-dd",
            "`2018-02-03` is not a point in time: it has no hour of the day",
        ),
        ("01:19", "HH:mm", "`01:19` is not a point in time: it has no year"),
        (
            "2018-13-01 00",
            "yyyy-MM-dd HH",
            "`2018-13-01 00` is not a point in time: month 13 is out of range",
        ),
        (
            "2018-01-01 25",
            "yyyy-MM-dd HH",
            "`2018-01-01 25` is not a point in time: hour 25 is out of range",
        ),
        (
            "2018-01-01 00",
            "yyyy-MM-dd HH",
            "`2018-01-01 00` is not a point in time: it has no time zone",
        ),
        (
            "Mon 2018-02-02 00Z",
            "E yyyy-MM-dd HHX",
            "`Mon 2018-02-02 00Z` is not a point in time: 2018-02-02 is on another day of the week",
        ),
        ("2018 2019", "yyyy yyyy", "`2018 2019` does not match the pattern"),
        ("2018", "yyyy{", "`yyyy{` is not a date-time pattern: `{` is reserved"),
        ("2018", "bbb", "`bbb` is not a date-time pattern: letter `b` has no meaning"),
        ("2018", "HHH", "`HHH` is not a date-time pattern: 3 letters `H` have no meaning"),
        ("2018", "'a", "`'a` is not a date-time pattern: a quote is not closed"),
        ("2018", "yyyy]", "`yyyy]` is not a date-time pattern: `]` without `[`"),
        (
            "2018",
            "ppp",
            "`ppp` is not a date-time pattern: pad letter `p` is followed by no other letter",
        ),
    ] {
        let answer = call("util.time.parseFormattedToEpochMilliSeconds", json!([text, pattern]));
        assert_eq!(answer, Err(expected.into()));
    }
    let answer = call("util.time.epochMilliSecondsToISO8601", json!([i64::MAX]));
    assert_eq!(answer, Err("9223372036854775807 milliseconds are out of range".into()));
    let answer = call("util.time.epochMilliSecondsToISO8601", json!([1.5]));
    assert_eq!(answer, Err("argument 1 has to be a Long, and is Double".into()));
}
