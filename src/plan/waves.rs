//! Mails of a plan in waves: at most so many within 24 hours, at certain hours of certain days.
//!
//! A link to set a password lives three hours, and a site sends about 200 such mails a day (site
//! contract 2.1), so mails to many people go out over several days, at hours at which people read
//! them. When Wix begins a new day is not published: counting the last 24 hours keeps the limit
//! whatever a day is.

use jiff::civil::{Date, Weekday};
use jiff::fmt::temporal::{DateTimeParser, DateTimePrinter};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Mails are counted over this long.
const COUNTED: SignedDuration = SignedDuration::from_hours(24);
/// Days that are looked ahead for one on which mails may go out.
const AHEAD: usize = 9;
/// Most days of a forecast.
const FORECAST: usize = 366;
/// Most mails within 24 hours that can be asked for.
const MOST: u32 = 100_000;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WeekDay {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl WeekDay {
    /// All of them, from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// Its first three letters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mon => "Mon",
            Self::Tue => "Tue",
            Self::Wed => "Wed",
            Self::Thu => "Thu",
            Self::Fri => "Fri",
            Self::Sat => "Sat",
            Self::Sun => "Sun",
        }
    }

    /// From its name or the first three letters of it, in small or capital letters.
    pub fn from_word(word: &str) -> Option<Self> {
        let names = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ];
        let word = word.trim().to_lowercase();
        let at = names
            .iter()
            .position(|n| *n == word || n.get(..3) == Some(word.as_str()))?;
        Self::ALL.get(at).copied()
    }

    fn of(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

/// When mails of a plan may go out, and how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Waves {
    /// Most mails within 24 hours, with those of other plans of the profile, on whichever site: Wix
    /// publishes a quota of a site, but the name under which all of them go out is the owner's, and
    /// whether sites share the quota is not known.
    pub a_day: u32,
    /// The hour of the day from which on mails go out, 0 to 23.
    pub from: u8,
    /// The hour of the day at which they end, 1 to 24.
    pub to: u8,
    /// The days on which they go out.
    pub days: BTreeSet<WeekDay>,
    /// Whose hours these are: an IANA name such as `Asia/Jerusalem`, or a distance to UTC such as
    /// `+02:00`.
    pub zone: String,
}

/// Whether mails may go out at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// So many may go out now.
    Open(usize),
    /// None before this moment, because it is outside the hours.
    Closed(Timestamp),
    /// None before this moment, because as many as may went out within 24 hours.
    Full(Timestamp),
    /// None ever: no day is chosen, or its time zone is not known here.
    Never,
}

/// The mails of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaveDay {
    /// The day, in the time zone of the plan.
    pub date: Date,
    /// Mails on it.
    pub mails: usize,
}

/// What a plan in waves comes to, as far as can be told beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// Day by day; at most a year of them.
    pub days: Vec<WaveDay>,
    /// Mails that are for later days.
    pub later: usize,
}

impl Default for Waves {
    /// 200 mails, from 9 to 18 on any day, by the clock of this computer.
    fn default() -> Self {
        Self {
            a_day: 200,
            from: 9,
            to: 18,
            days: WeekDay::ALL.into(),
            zone: Self::here(),
        }
    }
}

impl Waves {
    /// The usual waves with so many mails within 24 hours.
    pub fn of(a_day: usize) -> Self {
        let most = u32::try_from(a_day).unwrap_or(MOST);
        Self {
            a_day: most.clamp(1, MOST),
            ..Self::default()
        }
    }

    /// The time zone of this computer, as it stands in plans.
    pub fn here() -> String {
        let here = TimeZone::system();
        let name = DateTimePrinter::new().time_zone_to_string(&here);
        // A zone without a name cannot be written down: UTC is said, never guessed in silence.
        name.unwrap_or_else(|_| "UTC".to_owned())
    }

    /// Its time zone, if it is known here.
    pub fn time_zone(&self) -> Option<TimeZone> {
        DateTimeParser::new().parse_time_zone(&self.zone).ok()
    }

    /// Whether it can be kept at all.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self) -> Result<(), String> {
        if self.a_day == 0 || self.a_day > MOST {
            return Err(format!("mails a day are 1 to {MOST}, not {}", self.a_day));
        }
        if self.from >= self.to || self.to > 24 {
            let (from, to) = (self.from, self.to);
            return Err(format!(
                "the hours {from} to {to} are none: they are within one day, such as 9 to 18"
            ));
        }
        if self.days.is_empty() {
            return Err("no day of the week is chosen".to_owned());
        }
        match self.time_zone() {
            Some(_) => Ok(()),
            None => Err(format!("the time zone “{}” is not known here", self.zone)),
        }
    }

    /// Whether mails may go out now, when these went out before. `sent` stands in order of time;
    /// what is older than a day does not count.
    pub fn gate(&self, now: Timestamp, sent: &[Timestamp]) -> Gate {
        let Some(opens) = self.next(now) else {
            return Gate::Never;
        };
        if opens > now {
            return Gate::Closed(opens);
        }
        let mut counted = sent.iter().filter(|at| now.duration_since(**at) < COUNTED);
        let left = (self.a_day as usize).saturating_sub(counted.clone().count());
        match (left, counted.next_back()) {
            (0, Some(last)) => {
                // A whole wave at once, and not one mail whenever one of yesterday counts no more.
                let free = last.checked_add(COUNTED).unwrap_or(Timestamp::MAX);
                self.next(free).map_or(Gate::Never, Gate::Full)
            }
            (left, _) => Gate::Open(left),
        }
    }

    /// The first moment from then on that lies within the hours.
    fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = self.time_zone()?;
        let today = now.to_zoned(zone.clone()).date();
        let mut days = today.series(jiff::Span::new().days(1)).take(AHEAD);
        days.find_map(|date| {
            let (from, to) = self.hours(date, &zone)?;
            (now < to).then(|| from.max(now))
        })
    }

    /// Beginning and end of the hours on this day; `None` if mails go out on other days.
    fn hours(&self, date: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        if !self.days.contains(&WeekDay::of(date.weekday())) {
            return None;
        }
        let at = |hour: u8| -> Option<Timestamp> {
            let (date, hour) = match hour {
                24 => (date.tomorrow().ok()?, 0),
                hour => (date, i8::try_from(hour).ok()?),
            };
            let at: Zoned = date.at(hour, 0, 0, 0).to_zoned(zone.clone()).ok()?;
            Some(at.timestamp())
        };
        Some((at(self.from)?, at(self.to)?))
    }

    /// How many mails go out on which day, if sending begins now and `per_minute` calls go out in a
    /// minute.
    pub fn forecast(
        &self,
        now: Timestamp,
        sent: &[Timestamp],
        mails: usize,
        per_minute: Option<u32>,
    ) -> Forecast {
        let mut told = Forecast {
            days: Vec::new(),
            later: mails,
        };
        let Some(zone) = self.time_zone() else {
            return told;
        };
        let (mut at, mut sent) = (now, sent.to_vec());
        while told.later > 0 && told.days.len() <= FORECAST {
            match self.gate(at, &sent) {
                Gate::Closed(then) | Gate::Full(then) if then > at => at = then,
                Gate::Open(left) => {
                    let date = at.to_zoned(zone.clone()).date();
                    let end = self.hours(date, &zone).map_or(at, |(_, to)| to);
                    let fit = fits(end.duration_since(at), per_minute);
                    let wave = left.min(told.later).min(fit.max(1));
                    let lasts = lasts(wave, per_minute).min(end.duration_since(at));
                    told.later -= wave;
                    match told.days.last_mut().filter(|day| day.date == date) {
                        Some(day) => day.mails += wave,
                        None => told.days.push(WaveDay { date, mails: wave }),
                    }
                    at = at.checked_add(lasts).unwrap_or(at);
                    sent.resize(sent.len() + wave, at);
                }
                _ => break,
            }
        }
        if told.days.len() > FORECAST {
            let over = told.days.pop().map_or(0, |day| day.mails);
            told.later += over;
        }
        told
    }

    /// `9:00–18:00`.
    pub fn hours_words(&self) -> String {
        format!("{}:00–{}:00", self.from, self.to)
    }

    /// `every day`, `Mon–Fri`, `Mon, Wed`.
    pub fn days_words(&self) -> String {
        let all: Vec<WeekDay> = self.days.iter().copied().collect();
        if all.len() == WeekDay::ALL.len() {
            return "every day".to_owned();
        }
        let row = |days: &[WeekDay]| WeekDay::ALL.windows(days.len()).any(|w| w == days);
        match all.as_slice() {
            [first, .., last] if all.len() > 2 && row(&all) => {
                format!("{}–{}", first.label(), last.label())
            }
            some => {
                let names: Vec<&str> = some.iter().map(|d| d.label()).collect();
                names.join(", ")
            }
        }
    }

    /// When it goes on, as the owner says it: `today at 14:00`, `tomorrow at 09:00`, `on Mon 30 Nov
    /// at 09:00`; in the time zone of the plan.
    pub fn moment_words(&self, at: Timestamp, now: Timestamp) -> String {
        let Some(zone) = self.time_zone() else {
            return format!("at {}", at.strftime("%Y-%m-%d %H:%M UTC"));
        };
        let (at, today) = (
            at.to_zoned(zone.clone()),
            now.to_zoned(zone).datetime().date(),
        );
        let time = at.strftime("%H:%M");
        match at.date() {
            date if date == today => format!("today at {time}"),
            date if today.tomorrow().ok() == Some(date) => format!("tomorrow at {time}"),
            _ => format!("on {} at {time}", at.strftime("%a %-d %b")),
        }
    }
}

/// Calls that go out in so long.
fn fits(time: SignedDuration, per_minute: Option<u32>) -> usize {
    let Some(pace) = per_minute else {
        return usize::MAX;
    };
    let calls = i128::from(time.as_secs().max(0)) * i128::from(pace) / 60;
    usize::try_from(calls).unwrap_or(usize::MAX)
}

/// How long so many calls take.
fn lasts(calls: usize, per_minute: Option<u32>) -> SignedDuration {
    let Some(pace) = per_minute.filter(|pace| *pace > 0) else {
        return SignedDuration::ZERO;
    };
    let seconds = (calls as u64).saturating_mul(60) / u64::from(pace);
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
}
