//! What is known of an entry, in words.

use crate::access::review::{Context, Hand, LastChange, Login, Verdict};
use crate::kit::tone::Tone;
use crate::model::{age, count, day, grouped};
use crate::worker::protocol::{ReviewCard, ReviewRow, Stage};
use jiff::Timestamp;

/// What a place has where nothing is known.
pub(super) const UNKNOWN: &str = "Unknown";

/// How long it is there at least. Since when the person is in the team tells no more than that: the
/// role can be younger.
pub(in crate::panes) fn since(context: &Context, now: Timestamp) -> String {
    let Some(at) = context.since() else {
        return UNKNOWN.to_owned();
    };
    let age = age(at, now);
    let of_team = context.sent.is_none() && context.joined == Some(at);
    match age.strip_suffix(" ago") {
        Some(span) if of_team => format!("{span} in team"),
        _ => age,
    }
}

/// When it last changed, and whether we did it.
pub(in crate::panes) fn changed(context: &Context) -> String {
    match &context.changed {
        LastChange::Unknown => UNKNOWN.to_owned(),
        LastChange::NotSince(at) => format!("Not since {}", day(*at)),
        LastChange::Between {
            after,
            by,
            made,
            hand,
        } => {
            let what = if *made { "Made" } else { "Changed" };
            let whose = match hand {
                Hand::Us(_) => "by us",
                Hand::PerhapsUs(_) => "perhaps by us",
                Hand::Others => "by others",
            };
            let (from, to) = (day(*after), day(*by));
            if from == to {
                format!("{what} on {to}, {whose}")
            } else {
                format!("{what} between {from} and {to}, {whose}")
            }
        }
    }
}

/// Number of sites it reaches.
pub(in crate::panes) fn sites(context: &Context) -> String {
    match context.sites {
        Some(n) => count(usize::try_from(n).unwrap_or(usize::MAX), "site", "sites"),
        None => UNKNOWN.to_owned(),
    }
}

/// Last login of a member.
pub(in crate::panes) fn login(login: Login, now: Timestamp) -> String {
    match login {
        Login::Unknown => UNKNOWN.to_owned(),
        Login::Never => "Wix tells none".to_owned(),
        Login::At(at) => age(at, now),
    }
}

/// The colour of a decision.
pub(in crate::panes) fn tone(row: &ReviewRow) -> Tone {
    match row.made.as_ref().map(|m| &m.verdict) {
        None => Tone::Neutral,
        Some(Verdict::Keep) => Tone::Success,
        Some(Verdict::Reduce { .. }) => Tone::Warning,
        Some(Verdict::Revoke) => Tone::Danger,
        Some(Verdict::Unsure | Verdict::HandOver { .. }) => Tone::Info,
    }
}

/// A decision with what belongs to it.
pub(in crate::panes) fn decision(row: &ReviewRow) -> String {
    match row.made.as_ref().map(|m| &m.verdict) {
        Some(Verdict::Reduce { .. }) => format!("Reduce to {}", row.reduced_to.join(", ")),
        Some(Verdict::HandOver { to }) => format!("Hand over to {to}"),
        _ => row.decision().to_owned(),
    }
}

/// `1,204 of 1,900 decided`.
pub(in crate::panes) fn progress(card: &ReviewCard) -> String {
    let counts = &card.counts;
    format!(
        "{} of {} decided",
        grouped(counts.decided() as usize),
        grouped(counts.all as usize)
    )
}

/// `1,204 of 1,900`.
pub(in crate::panes) fn short_progress(card: &ReviewCard) -> String {
    let (done, all) = (card.counts.decided(), card.counts.all);
    format!("{} of {}", grouped(done as usize), grouped(all as usize))
}

/// When it is due, and whether that is past.
pub(in crate::panes) fn due(card: &ReviewCard, now: Timestamp) -> Option<(String, bool)> {
    let at = card.due()?;
    let again = matches!(card.stage, Stage::Closed | Stage::Applied);
    let words = match (again, at <= now) {
        (true, true) => format!("Due again since {}", day(at)),
        (true, false) => format!("Due again on {}", day(at)),
        (false, true) => format!("Due since {}", day(at)),
        (false, false) => format!("Due on {}", day(at)),
    };
    Some((words, at <= now))
}

/// The reading that it stands on.
pub(in crate::panes) fn stands_on(card: &ReviewCard) -> String {
    let campaign = &card.campaign;
    let whole = if campaign.is_complete() {
        "complete"
    } else {
        "incomplete"
    };
    format!(
        "from the reading of {}, {}, {whole}",
        day(campaign.snapshot_at),
        crate::model::time_of_day(campaign.snapshot_at)
    )
}
