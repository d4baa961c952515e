//! From what was read to a point in time, as `java.time` resolves it.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::field::Field;
use super::parse::Parsed;
use super::zone::Zone;

/// Milliseconds since the Unix epoch of what was read, in `zone` unless it names its own.
///
/// # Errors
/// A missing value, or one out of its range.
pub fn epoch_millis(parsed: &Parsed, zone: Option<Zone>) -> Result<i64, String> {
    let (days, time) = time(parsed)?;
    let date = date(parsed)?;
    let date = date.checked_add(jiff::Span::new().days(days)).map_err(|e| e.to_string())?;
    let zone = match parsed.offset {
        Some(seconds) => Zone::fixed(seconds),
        None => parsed.zone.clone().or(zone),
    };
    let zone: TimeZone = zone.ok_or("it has no time zone")?.rules;
    let at = DateTime::from_parts(date, time).to_zoned(zone).map_err(|e| e.to_string())?;
    Ok(at.timestamp().as_millisecond())
}

fn year(parsed: &Parsed) -> Result<i64, String> {
    match (parsed.get(Field::Year), parsed.get(Field::YearOfEra), parsed.get(Field::Era)) {
        (Some(year), _, _) => Ok(year),
        (None, Some(year), Some(0)) => Ok(1 - year),
        (None, Some(year), _) if year < 1 => Err(format!("{year} is not a year of an era")),
        (None, Some(year), _) => Ok(year),
        (None, None, _) => Err("it has no year".into()),
    }
}

fn date(parsed: &Parsed) -> Result<Date, String> {
    let year = year(parsed)?;
    let year = i16::try_from(year).map_err(|_| format!("year {year} is out of range"))?;
    let date = match (parsed.get(Field::Month), parsed.get(Field::Day)) {
        (Some(month), Some(day)) => {
            let first = Date::new(year, small("month", month, 1, 12)?, 1);
            let first = first.map_err(|e| e.to_string())?;
            // Java reads the 31st of any month as its last day.
            let day = small("day", day, 1, 31)?.min(first.days_in_month());
            Date::new(year, first.month(), day).map_err(|e| e.to_string())?
        }
        _ => {
            let day = parsed.get(Field::DayOfYear).ok_or("it has no month and day")?;
            let first = Date::new(year, 1, 1).map_err(|e| e.to_string())?;
            if !(1..=i64::from(first.days_in_year())).contains(&day) {
                return Err(format!("{day} is not a day of {year}"));
            }
            first.checked_add(jiff::Span::new().days(day - 1)).map_err(|e| e.to_string())?
        }
    };
    match parsed.get(Field::DayOfWeek) {
        Some(day) if day != i64::from(date.weekday().to_monday_one_offset()) => {
            Err(format!("{date} is on another day of the week"))
        }
        _ => Ok(date),
    }
}

/// The time of day, and how many days after the date it is: 24:00 is the next day's midnight.
fn time(parsed: &Parsed) -> Result<(i64, Time), String> {
    let of_day = match (parsed.get(Field::NanoOfDay), parsed.get(Field::MilliOfDay)) {
        (Some(nanos), _) => Some(nanos),
        (None, Some(millis)) => Some(millis.saturating_mul(1_000_000)),
        (None, None) => None,
    };
    let (hour, minute, second, nano) = match of_day {
        Some(nanos) => {
            let seconds = nanos / 1_000_000_000;
            (seconds / 3600, seconds / 60 % 60, seconds % 60, nanos % 1_000_000_000)
        }
        None => (
            hour(parsed)?,
            parsed.get(Field::Minute).unwrap_or(0),
            parsed.get(Field::Second).unwrap_or(0),
            parsed.get(Field::NanoOfSecond).unwrap_or(0),
        ),
    };
    let midnight = (hour, minute, second, nano) == (24, 0, 0, 0);
    let nano = i32::try_from(nano).map_err(|_| format!("{nano} nanoseconds are too many"))?;
    let time = Time::new(
        small("hour", if midnight { 0 } else { hour }, 0, 23)?,
        small("minute", minute, 0, 59)?,
        small("second", second, 0, 59)?,
        nano,
    );
    Ok((i64::from(midnight), time.map_err(|e| e.to_string())?))
}

fn hour(parsed: &Parsed) -> Result<i64, String> {
    if let Some(hour) = parsed.get(Field::HourOfDay) {
        return match parsed.get(Field::AmPm) {
            Some(half) if half != hour / 12 => {
                Err(format!("hour {hour} is in the other half of the day"))
            }
            _ => Ok(hour),
        };
    }
    if let Some(hour) = parsed.get(Field::ClockHourOfDay) {
        return Ok(i64::from(small("hour", hour, 1, 24)?) % 24);
    }
    let half = parsed.get(Field::AmPm).ok_or("it has no hour of the day")? * 12;
    match (parsed.get(Field::ClockHourOfAmPm), parsed.get(Field::HourOfAmPm)) {
        (Some(hour), _) => Ok(half + i64::from(small("hour", hour, 1, 12)?) % 12),
        (None, Some(hour)) => Ok(half + i64::from(small("hour", hour, 0, 11)?)),
        (None, None) => Err("it has no hour".into()),
    }
}

fn small(what: &str, value: i64, min: i8, max: i8) -> Result<i8, String> {
    i8::try_from(value)
        .ok()
        .filter(|v| (min..=max).contains(v))
        .ok_or_else(|| format!("{what} {value} is out of range"))
}
