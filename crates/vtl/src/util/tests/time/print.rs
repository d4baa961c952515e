use serde_json::json;

use crate::util::tests::{call, check};

/// Compared with `java.time` of Java 17, locale en_US.
#[test]
fn prints_every_letter() {
    // Sunday, 2019-12-29T14:05:09.007Z: in the first week of 2020.
    let at = 1_577_628_309_007_i64;
    for (pattern, zone, expected) in [
        ("G GGGG GGGGG", "UTC", "AD Anno Domini A"),
        ("u uu uuuu y yy yyyy yyyyy", "UTC", "2019 19 2019 2019 19 2019 02019"),
        ("Y YY YYYY 'W'ww w W", "UTC", "2020 20 2020 W01 1 5"),
        ("D DDD M MM MMM MMMM MMMMM L LLLL", "UTC", "363 363 12 12 Dec December D 12 December"),
        ("Q QQ QQQ QQQQ q", "UTC", "4 04 Q4 4th quarter 4"),
        ("d dd E EEEE EEEEE e ee eee c F", "UTC", "29 29 Sun Sunday S 1 01 Sun 1 1"),
        ("a h hh K KK k kk H HH", "UTC", "PM 2 02 2 02 14 14 14 14"),
        ("m mm s ss S SSS SSSSSSSSS", "UTC", "5 05 9 09 0 007 007000000"),
        ("A n N", "UTC", "50709007 7000000 50709007000000"),
        ("VV z", "America/New_York", "America/New_York EST"),
        ("VV z O OOOO", "+05:30", "+05:30 +05:30 GMT+5:30 GMT+05:30"),
        ("O OOOO ZZZZ", "UTC", "GMT GMT GMT"),
        ("Z ZZZZ ZZZZZ", "-07:00:30", "-0700 GMT-07:00:30 -07:00:30"),
        ("X XX XXX XXXX XXXXX", "-07:00:30", "-07 -0700 -07:00 -070030 -07:00:30"),
        ("X XX XXX XXXX XXXXX", "UTC", "Z Z Z Z Z"),
        ("x xx xxx xxxx xxxxx", "UTC", "+00 +0000 +00:00 +0000 +00:00"),
        ("X x", "+05:30", "+0530 +0530"),
        ("pppH|ppd", "UTC", " 14|29"),
        ("'o''clock' '' HH[:mm[:ss]]", "UTC", "o'clock ' 14:05:09"),
        ("HH'h'", "UTC", "14h"),
    ] {
        let args = json!([at, pattern, zone]);
        check("util.time.epochMilliSecondsToFormatted", &[(args, json!(expected))]);
    }
}

#[test]
fn prints_years_before_the_common_era() {
    let at = -62_198_755_200_000_i64; // -0001-01-01T00:00Z
    let args = json!([at, "u uuuu y G"]);
    check("util.time.epochMilliSecondsToFormatted", &[(args, json!("-1 -0001 2 BC"))]);
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
            None => assert_eq!(answer, Err(format!("unknown time zone `{zone}`"))),
        }
    }
}
