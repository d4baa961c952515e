//! Times in RFC 3339.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimeParser;

/// Parses a time as milliseconds since 1970. `T` and `Z` must be capitals, and the offset is required.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let shape = |index: usize| text.as_bytes().get(index).copied();
    if text.len() < 20 || shape(10) != Some(b'T') || text.contains(['z', '[', ' ', ',']) {
        return None;
    }
    let time: Timestamp = DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(time.as_millisecond())
}

/// The time of milliseconds since 1970, with milliseconds and in UTC.
pub(crate) fn format(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
