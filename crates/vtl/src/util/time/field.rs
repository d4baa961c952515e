//! The parts of a date and time that a pattern can name.

use jiff::Zoned;

/// A part of a date and time, as `java.time` names them. Weeks are those of the United States:
/// they begin on Sunday, and the first one holds the first of January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Era,
    Year,
    YearOfEra,
    DayOfYear,
    Month,
    Day,
    Quarter,
    WeekBasedYear,
    WeekOfWeekBasedYear,
    WeekOfMonth,
    /// Monday is 1.
    DayOfWeek,
    /// Sunday is 1.
    LocalDayOfWeek,
    AlignedDayOfWeekInMonth,
    AmPm,
    ClockHourOfAmPm,
    HourOfAmPm,
    ClockHourOfDay,
    HourOfDay,
    Minute,
    Second,
    MilliOfDay,
    NanoOfSecond,
    NanoOfDay,
}

/// The length of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Short,
    Full,
    Narrow,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Field {
    /// The value that the field has at a time.
    pub fn of(self, time: &Zoned) -> i64 {
        let (date, clock) = (time.date(), time.time());
        let year = i64::from(date.year());
        let hour = i64::from(clock.hour());
        let second_of_day =
            (hour * 60 + i64::from(clock.minute())) * 60 + i64::from(clock.second());
        let nano = i64::from(clock.subsec_nanosecond());
        let sunday_based = i64::from(date.weekday().to_sunday_zero_offset());
        match self {
            Self::Era => i64::from(year > 0),
            Self::Year => year,
            Self::YearOfEra => {
                if year > 0 {
                    year
                } else {
                    1 - year
                }
            }
            Self::DayOfYear => i64::from(date.day_of_year()),
            Self::Month => i64::from(date.month()),
            Self::Day => i64::from(date.day()),
            Self::Quarter => (i64::from(date.month()) + 2) / 3,
            Self::WeekBasedYear => week_of_year(&date).0,
            Self::WeekOfWeekBasedYear => week_of_year(&date).1,
            Self::WeekOfMonth => week(i64::from(date.day()), sunday_based),
            Self::DayOfWeek => i64::from(date.weekday().to_monday_one_offset()),
            Self::LocalDayOfWeek => sunday_based + 1,
            Self::AlignedDayOfWeekInMonth => (i64::from(date.day()) - 1) % 7 + 1,
            Self::AmPm => hour / 12,
            Self::ClockHourOfAmPm => (hour + 11) % 12 + 1,
            Self::HourOfAmPm => hour % 12,
            Self::ClockHourOfDay => (hour + 23) % 24 + 1,
            Self::HourOfDay => hour,
            Self::Minute => i64::from(clock.minute()),
            Self::Second => i64::from(clock.second()),
            Self::MilliOfDay => second_of_day * 1000 + nano / 1_000_000,
            Self::NanoOfSecond => nano,
            Self::NanoOfDay => second_of_day * 1_000_000_000 + nano,
        }
    }

    /// The texts of the field's values, each with its value.
    pub fn texts(self, style: Style) -> Vec<(String, i64)> {
        let cut = |name: &str| match style {
            Style::Short => name.chars().take(3).collect(),
            Style::Full => name.to_owned(),
            Style::Narrow => name.chars().take(1).collect(),
        };
        let numbered = |names: &[&str]| (1..).zip(names).map(|(i, name)| (cut(name), i)).collect();
        match self {
            Self::Month => numbered(&MONTHS),
            Self::DayOfWeek => numbered(&DAYS),
            Self::AmPm => vec![("AM".into(), 0), ("PM".into(), 1)],
            Self::Era => match style {
                Style::Short => vec![("BC".into(), 0), ("AD".into(), 1)],
                Style::Full => vec![("Before Christ".into(), 0), ("Anno Domini".into(), 1)],
                Style::Narrow => vec![("B".into(), 0), ("A".into(), 1)],
            },
            Self::Quarter => (1..=4)
                .zip(["1st", "2nd", "3rd", "4th"])
                .map(|(n, ordinal)| match style {
                    Style::Short => (format!("Q{n}"), n),
                    Style::Full => (format!("{ordinal} quarter"), n),
                    Style::Narrow => (n.to_string(), n),
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The number of the week that holds day `day` (from 1) of a period, where that day is
/// `sunday_based` days after a Sunday.
fn week(day: i64, sunday_based: i64) -> i64 {
    (day + 12 - sunday_based) / 7
}

/// The week-based year of a date, and the number of its week in it.
fn week_of_year(date: &jiff::civil::Date) -> (i64, i64) {
    let (year, sunday_based) = (i64::from(date.year()), date.weekday().to_sunday_zero_offset());
    let days_left = i64::from(date.days_in_year()) - i64::from(date.day_of_year());
    if days_left < 6 - i64::from(sunday_based) {
        return (year + 1, 1);
    }
    (year, week(i64::from(date.day_of_year()), sunday_based.into()))
}
