//! Time zones, by the names of `java.time.ZoneId`.

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// Names of the database that Java leaves out.
const NOT_IN_JAVA: [&str; 4] = ["EST", "MST", "HST", "ROC"];

/// A time zone and what it is called.
#[derive(Debug, Clone)]
pub struct Zone {
    /// The name that the template wrote.
    pub id: String,
    /// Its rules, from the database that is compiled in: the same on every machine.
    pub rules: TimeZone,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self { id: "UTC".into(), rules: TimeZone::UTC }
    }

    /// A constant distance from UTC.
    pub fn fixed(seconds: i32) -> Option<Self> {
        let rules = TimeZone::fixed(Offset::from_seconds(seconds).ok()?);
        Some(Self { id: offset_id(seconds), rules })
    }

    /// The zone called `id`: a region (`Australia/Perth`), an offset (`+08:00`, `Z`), or an offset
    /// after `UTC`, `GMT` or `UT`.
    pub fn named(id: &str) -> Option<Self> {
        if id == "Z" {
            return Some(Self { id: id.into(), rules: TimeZone::UTC });
        }
        if let Some(seconds) = offset_seconds(id) {
            return Self::fixed(seconds);
        }
        for prefix in ["UTC", "GMT", "UT"] {
            match id.strip_prefix(prefix) {
                Some("") => {
                    return Some(Self { id: id.into(), rules: TimeZone::UTC });
                }
                Some(rest) => {
                    if let Some(zone) = offset_seconds(rest).and_then(Self::fixed) {
                        let id = if zone.id == "Z" {
                            prefix.into()
                        } else {
                            format!("{prefix}{}", zone.id)
                        };
                        return Some(Self { id, ..zone });
                    }
                }
                None => {}
            }
        }
        if NOT_IN_JAVA.contains(&id) {
            return None;
        }
        let rules = TimeZoneDatabase::bundled().get(id).ok()?;
        (rules.iana_name() == Some(id)).then(|| Self { id: id.into(), rules })
    }
}

/// The seconds of `+h`, `+hh`, `+hh:mm`, `+hhmm`, `+hh:mm:ss` or `+hhmmss`: at most 18 hours.
fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let parts: Vec<&str> = match (digits.contains(':'), digits.len()) {
        (true, 5 | 8) => digits.split(':').collect(),
        (false, 1 | 2 | 4 | 6) if digits.is_ascii() => digits
            .as_bytes()
            .chunks(2)
            .map(|c| std::str::from_utf8(c).unwrap_or_default())
            .collect(),
        _ => return None,
    };
    let mut seconds = 0;
    for (part, unit) in parts.iter().zip([3600, 60, 1]) {
        let fits = matches!(part.len(), 2) || (digits.len() == 1 && unit == 3600);
        if !fits || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let value: i32 = part.parse().ok()?;
        if unit < 3600 && value > 59 {
            return None;
        }
        seconds += value * unit;
    }
    (seconds <= 18 * 3600).then_some(sign * seconds)
}

/// `+08:00`, `-07:00:30`, or `Z` for UTC itself.
fn offset_id(seconds: i32) -> String {
    if seconds == 0 {
        return "Z".into();
    }
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let minutes = format!("{sign}{:02}:{:02}", size / 3600, size / 60 % 60);
    match size % 60 {
        0 => minutes,
        seconds => format!("{minutes}:{seconds:02}"),
    }
}
