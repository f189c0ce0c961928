//! Times and counts in words: short here, exact on hover.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The first moment of a day that is typed as `2026-11-21`, in the time zone of this computer.
pub fn day_start(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let date: jiff::civil::Date = text.parse().ok().filter(|_| text.len() == 10)?;
    let start = date.to_zoned(TimeZone::system()).ok()?;
    Some(start.timestamp())
}

/// A day as it is typed: `2026-11-21`, in the time zone of this computer.
pub fn typed_day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).date().to_string()
}

/// How long ago: `just now`, `2 min ago`, `3 h ago`, `5 days ago`.
pub fn age(at: Timestamp, now: Timestamp) -> String {
    let past = now.duration_since(at);
    if past < SignedDuration::from_secs(60) {
        // A clock that was set back must not make things look as if they came from the future.
        "just now".to_owned()
    } else {
        format!("{} ago", span(past))
    }
}

/// How long until then: `in 9 days`, `in 3 h`; `now` once it is over.
pub fn until(at: Timestamp, now: Timestamp) -> String {
    let left = at.duration_since(now);
    if left <= SignedDuration::ZERO {
        "now".to_owned()
    } else {
        format!("in {}", span(left.max(SignedDuration::from_secs(60))))
    }
}

/// How long until then, to the second while it is short: `in 12 s`, `in 3 min`; `now` once it is
/// over.
pub fn countdown(at: Timestamp, now: Timestamp) -> String {
    let left = at.duration_since(now);
    if left <= SignedDuration::ZERO {
        return "now".to_owned();
    }
    // A part of a second still is to come.
    let seconds = (left.as_millis() + 999) / 1000;
    match seconds {
        0..=119 => format!("in {seconds} s"),
        _ => format!("in {}", span(left)),
    }
}

fn span(d: SignedDuration) -> String {
    let minutes = d.as_mins();
    let hours = d.as_hours();
    let days = hours / 24;
    match (days, hours, minutes) {
        (0, 0, m) => format!("{m} min"),
        (0, h, _) => format!("{h} h"),
        (1, _, _) => "1 day".to_owned(),
        (d, _, _) if d < 60 => format!("{d} days"),
        (d, _, _) if d < 730 => format!("{} months", d / 30),
        (d, _, _) => format!("{} years", d / 365),
    }
}

/// The day, short: `3 May 2026`.
pub fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%-d %b %Y")
        .to_string()
}

/// The time of day: `14:02`.
pub fn time_of_day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%H:%M")
        .to_string()
}

/// A moment as short as it can be said between the two ends of an axis: the time on one day
/// (`14:02`), the day in one year (`3 May`), else the month (`May 2026`).
pub fn short_in(at: Timestamp, (from, to): (Timestamp, Timestamp)) -> String {
    let zoned = |at: Timestamp| at.to_zoned(TimeZone::system());
    let (from, to) = (zoned(from), zoned(to));
    let form = if from.date() == to.date() {
        "%H:%M"
    } else if from.year() == to.year() {
        "%-d %b"
    } else {
        "%b %Y"
    };
    zoned(at).strftime(form).to_string()
}

/// Everything: `Sunday, 3 May 2026, 14:02:31`.
pub fn exact(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%A, %-d %b %Y, %H:%M:%S")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_short_and_never_from_the_future() {
        let at = |s: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(s);
        assert_eq!(age(at(0), at(59)), "just now");
        assert_eq!(age(at(500), at(0)), "just now");
        assert_eq!(age(at(0), at(121)), "2 min ago");
        assert_eq!(age(at(0), at(3600 * 5)), "5 h ago");
        assert_eq!(age(at(0), at(86400)), "1 day ago");
        assert_eq!(until(at(86400 * 9), at(0)), "in 9 days");
        assert_eq!(until(at(0), at(1)), "now");
        assert_eq!(countdown(at(12), at(0)), "in 12 s");
        assert_eq!(countdown(at(300), at(0)), "in 5 min");
        assert_eq!(countdown(at(0), at(0)), "now");
    }

    #[test]
    fn an_axis_says_no_more_of_a_moment_than_tells_its_ends_apart() {
        let at = |days: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days + 12);
        assert_eq!(short_in(at(0), (at(0), at(0))).len(), 5);
        assert_eq!(short_in(at(40), (at(1), at(40))), "10 Feb");
        assert_eq!(short_in(at(40), (at(1), at(400))), "Feb 1970");
    }
}
