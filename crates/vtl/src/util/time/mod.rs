//! `$util.time`: the clock, and times in and out of text.

mod field;
mod format;
mod parse;
mod pattern;
mod resolve;
mod zone;

use jiff::Timestamp;

use self::pattern::Item;
use self::zone::Zone;
use super::arguments::{millis, text};
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.time`.
pub static TIME: Namespace = Namespace {
    name: "util.time",
    page: Some("time-helpers-in-util-time"),
    functions: &[
        Function::new("nowISO8601", 0..=0, "the time in UTC, in ISO 8601", now_iso),
        Function::new("nowEpochSeconds", 0..=0, "the seconds since 1970", now_seconds),
        Function::new("nowEpochMilliSeconds", 0..=0, "the milliseconds since 1970", now_millis),
        Function::new(
            "nowFormatted",
            1..=2,
            "the time in a pattern, in UTC or a time zone",
            now_formatted,
        ),
        Function::new(
            "parseFormattedToEpochMilliSeconds",
            2..=3,
            "milliseconds since 1970 of a text in a pattern, in a time zone",
            parse_formatted,
        ),
        Function::new(
            "parseISO8601ToEpochMilliSeconds",
            1..=1,
            "milliseconds since 1970 of a text in ISO 8601",
            parse_iso,
        ),
        Function::new(
            "epochMilliSecondsToSeconds",
            1..=1,
            "seconds of milliseconds since 1970",
            to_seconds,
        ),
        Function::new(
            "epochMilliSecondsToISO8601",
            1..=1,
            "milliseconds since 1970 as ISO 8601, in UTC",
            to_iso,
        ),
        Function::new(
            "epochMilliSecondsToFormatted",
            2..=3,
            "milliseconds since 1970 in a pattern, in UTC or a time zone",
            to_formatted,
        ),
    ],
    children: &[],
};

const ISO: &str = "uuuu-MM-dd'T'HH:mm:ss.SSSX";

fn now_iso(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let now = state.host.now_millis();
    print(state, now, ISO, Zone::utc())
}

fn now_seconds(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Ok(state.host.now_millis().div_euclid(1000).into())
}

fn now_millis(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    Ok(state.host.now_millis().into())
}

fn now_formatted(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let now = state.host.now_millis();
    let zone = zone(args, 1)?.unwrap_or_else(Zone::utc);
    print(state, now, text(args, 0)?, zone)
}

fn to_seconds(_: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    Ok(millis(args, 0)?.div_euclid(1000).into())
}

fn to_iso(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    print(state, millis(args, 0)?, ISO, Zone::utc())
}

fn to_formatted(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let zone = zone(args, 2)?.unwrap_or_else(Zone::utc);
    print(state, millis(args, 0)?, text(args, 1)?, zone)
}

fn parse_iso(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    // Java accepts offsets without minutes, and lower case letters.
    let mut items = compile(state, "uuuu-MM-dd'T'HH:mm[:ss][XXXXX][X]")?;
    if let Some(Item::Optional(seconds)) = items.iter_mut().find(|i| matches!(i, Item::Optional(_)))
    {
        seconds.push(Item::Fraction { min: 0, max: 9, point: true });
    }
    let text = text(args, 0)?;
    state.allocate(text.len())?;
    read(state, &text.to_ascii_uppercase(), &items, None)
}

fn parse_formatted(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let items = compile(state, text(args, 1)?)?;
    read(state, text(args, 0)?, &items, zone(args, 2)?)
}

/// The time zone that an argument names; None if it is not there.
fn zone(args: &[Value], index: usize) -> Result<Option<Zone>, Interrupt> {
    if index >= args.len() {
        return Ok(None);
    }
    let id = text(args, index)?;
    match Zone::named(id) {
        Some(zone) => Ok(Some(zone)),
        None => Err(Interrupt::exception(format!("unknown time zone `{id}`"))),
    }
}

fn compile(state: &mut State<'_>, pattern: &str) -> Result<Vec<Item>, Interrupt> {
    // Each letter may be an index of a list of names.
    state.step(pattern.len().saturating_mul(16))?;
    state.allocate(pattern.len() * size_of::<Item>())?;
    pattern::compile(pattern)
        .map_err(|e| Interrupt::exception(format!("`{pattern}` is not a date-time pattern: {e}")))
}

fn print(
    state: &mut State<'_>,
    millis: i64,
    pattern: &str,
    zone: Zone,
) -> Result<Value, Interrupt> {
    let items = compile(state, pattern)?;
    let at = Timestamp::from_millisecond(millis)
        .map_err(|_| Interrupt::exception(format!("{millis} milliseconds are out of range")))?;
    let mut out = String::new();
    format::format(&items, &at.to_zoned(zone.rules), &zone.id, &mut out)
        .map_err(Interrupt::exception)?;
    state.string(&out)
}

fn read(
    state: &mut State<'_>,
    text: &str,
    items: &[Item],
    zone: Option<Zone>,
) -> Result<Value, Interrupt> {
    // Each optional section may go through the same text once more.
    state.step(items.len() + text.len())?;
    let parsed = parse::parse(items, text)
        .ok_or_else(|| Interrupt::exception(format!("`{text}` does not match the pattern")))?;
    let millis = resolve::epoch_millis(&parsed, zone)
        .map_err(|e| Interrupt::exception(format!("`{text}` is not a point in time: {e}")))?;
    Ok(millis.into())
}
