//! `gatehouse plan members set-password`: mails with links, at once or in waves.

use super::end::{Failure, bad};
use super::members::Chosen;
use super::text::clean;
use crate::plan::{Waves, WeekDay};
use clap::Args;
use std::collections::BTreeSet;

/// `plan members set-password`.
#[derive(Debug, Args)]
pub struct PasswordMail {
    /// Most mails within 24 hours, with those of other plans and for other sites of the profile;
    /// where only hours or days are given the limit in its settings, 200 unless changed
    #[arg(long, value_name = "NUMBER")]
    cap: Option<u32>,
    /// Hours of the day in which they go out, such as 9-18
    #[arg(long, value_name = "FROM-TO")]
    hours: Option<String>,
    /// Days on which they go out, such as mon-fri or mon,wed; every day otherwise
    #[arg(long, value_name = "DAYS")]
    days: Option<String>,
    /// Whose hours these are, such as Asia/Jerusalem or +02:00; this computer's otherwise
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    #[command(flatten)]
    pub(super) some: Chosen,
}

impl PasswordMail {
    /// The waves; `None` where nothing of them is said. `a_day`: as the settings of the profile
    /// have it.
    pub(super) fn waves(&self, a_day: usize) -> Result<Option<Waves>, Failure> {
        let none = self.cap.is_none() && self.hours.is_none();
        if none && self.days.is_none() && self.zone.is_none() {
            return Ok(None);
        }
        let mut waves = Waves::of(a_day);
        if let Some(cap) = self.cap {
            waves.a_day = cap;
        }
        if let Some(text) = &self.hours {
            (waves.from, waves.to) = hours(text)?;
        } else if none {
            let what = "Days or a time zone alone are not enough";
            return Err(bad(what, "Give --hours or --cap too"));
        } else {
            // A number a day alone does not wait for an hour.
            (waves.from, waves.to) = (0, 24);
        }
        if let Some(text) = &self.days {
            waves.days = days(text)?;
        }
        if let Some(zone) = &self.zone {
            zone.trim().clone_into(&mut waves.zone);
        }
        waves.check().map_err(|why| {
            bad(
                format!("These waves cannot be kept: {}", clean(&why)),
                "Give for example --cap 200 --hours 9-18 --days mon-fri",
            )
        })?;
        Ok(Some(waves))
    }
}

fn hours(text: &str) -> Result<(u8, u8), Failure> {
    let hour = |text: &str| {
        let text = text.trim();
        text.strip_suffix(":00").unwrap_or(text).parse::<u8>().ok()
    };
    let both = text
        .split_once(['-', '–'])
        .and_then(|(from, to)| Some((hour(from)?, hour(to)?)));
    both.ok_or_else(|| {
        let what = format!("“{}” are no hours", clean(text));
        bad(what, "Write whole hours of one day, such as 9-18")
    })
}

fn days(text: &str) -> Result<BTreeSet<WeekDay>, Failure> {
    let unknown = |word: &str| {
        let what = format!("“{}” is no day of the week", clean(word.trim()));
        bad(what, "Write days such as mon-fri or mon,wed,sat")
    };
    let day = |word: &str| WeekDay::from_word(word).ok_or_else(|| unknown(word));
    let mut all = BTreeSet::new();
    for part in text.split(',') {
        let Some((first, last)) = part.split_once(['-', '–']) else {
            all.insert(day(part)?);
            continue;
        };
        let (first, last) = (day(first)?, day(last)?);
        // `sat-mon` goes over the end of the week.
        let from = WeekDay::ALL.iter().cycle().skip_while(|d| **d != first);
        for one in from.take(WeekDay::ALL.len()) {
            all.insert(*one);
            if *one == last {
                break;
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Words {
        #[command(flatten)]
        mail: PasswordMail,
    }

    fn a_day(words: &[&str], settings: usize) -> Option<u32> {
        let all = [&["gatehouse", "--site", "s", "--id", "m"], words].concat();
        let waves = Words::try_parse_from(all).unwrap().mail.waves(settings);
        waves.ok().unwrap().map(|w| w.a_day)
    }

    #[test]
    fn the_number_of_a_day_is_that_of_the_settings_unless_it_is_said() {
        assert_eq!(a_day(&[], 50), None);
        assert_eq!(a_day(&["--hours", "9-18"], 200), Some(200));
        assert_eq!(a_day(&["--hours", "9-18"], 50), Some(50));
        assert_eq!(a_day(&["--hours", "9-18", "--cap", "70"], 50), Some(70));
        assert_eq!(a_day(&["--cap", "70"], 50), Some(70));
    }
}
