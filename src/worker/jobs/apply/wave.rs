//! Waves: mails wait for their hour, and for their share of the day.

use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, Waiting};
use crate::plan::{Gate, LineResult, Outcome, Waves};
use jiff::{SignedDuration, Timestamp};

/// Mails that may count are looked up over this long: more than a day, whatever the fractions of a
/// second.
const LOOKED_UP: SignedDuration = SignedDuration::from_hours(25);

/// Lets calls of a plan through, as its waves say.
#[derive(Debug)]
pub(super) struct Lock {
    waves: Waves,
    /// When mails went out, of any run of this profile, in order of time.
    sent: Vec<Timestamp>,
}

/// When mails of this profile went out that may count today, in order of time.
pub(in crate::worker) async fn sent(open: &Open) -> Result<Vec<Timestamp>, ErrorCard> {
    let since = open.shared.now().checked_sub(LOOKED_UP);
    let since = since.unwrap_or(Timestamp::UNIX_EPOCH);
    open.files
        .run(move |s| s.ledger.mail_times(since))
        .await
        .map_err(ending)?
        .map_err(|e| super::super::super::cards::store_card(&e))
}

impl Lock {
    /// For these waves. What went out before is read from the ledger, so that a run that goes on
    /// after a restart keeps to the same limit.
    pub(super) async fn of(open: &Open, waves: &Waves) -> Result<Self, ErrorCard> {
        Ok(Self {
            waves: waves.clone(),
            sent: sent(open).await?,
        })
    }

    /// How many calls may be under way at once, and until when none may. Calls that are under way
    /// count as sent.
    pub(super) fn room(&self, now: Timestamp) -> Result<usize, Gate> {
        match self.waves.gate(now, &self.sent) {
            Gate::Open(left) => Ok(left),
            shut => Err(shut),
        }
    }

    /// A line of the plan came to this. Whether a lost answer sent its mail is not known, so it
    /// counts.
    pub(super) fn came(&mut self, result: &LineResult, now: Timestamp) {
        if !matches!(result.outcome, Outcome::Done | Outcome::Unknown) {
            return;
        }
        let at = result.at.unwrap_or(now);
        let place = self.sent.partition_point(|before| *before <= at);
        self.sent.insert(place, at);
    }

    /// What the run waits for, in words.
    pub(super) fn waiting(&self, shut: Gate, now: Timestamp) -> Waiting {
        let (why, until) = match shut {
            Gate::Full(at) => (
                format!(
                    "{} mails went out within 24 hours, as many as this plan sends",
                    self.sent_within_a_day(now)
                ),
                Some(at),
            ),
            Gate::Closed(at) => (
                format!(
                    "Mails of this plan go out {}, {}",
                    self.waves.days_words(),
                    self.waves.hours_words()
                ),
                Some(at),
            ),
            _ => (
                "The time zone of this plan is not known here".to_owned(),
                None,
            ),
        };
        let sentence = match until {
            Some(at) => format!("Goes on {}", self.waves.moment_words(at, now)),
            None => "Does not go on by itself".to_owned(),
        };
        Waiting {
            why: ErrorCard::new(sentence, why),
            until,
            planned: true,
        }
    }

    fn sent_within_a_day(&self, now: Timestamp) -> usize {
        let day = SignedDuration::from_hours(24);
        let counts = |at: &&Timestamp| now.duration_since(**at) < day;
        self.sent.iter().filter(counts).count()
    }
}
