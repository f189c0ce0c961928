//! How fast calls go out.

use egui::Ui;

use super::draft::Draft;
use super::{help, is_loopback};
use crate::kit::{field, text, toggle};
use crate::model::{grouped, time_of_day};
use crate::panes::Cx;
use crate::worker::protocol::{Command, PaceSettings, Session};

/// Calls a minute that Wix takes for a key (contract 1); more only against this computer.
const WIX: u64 = 200;
/// Most that can be set against this computer, short of no limit.
const LOCAL: u64 = 10_000;
/// Fewest calls a minute.
const LEAST: u64 = 10;
/// Milliseconds that Wix wants between one created member of a site and the next (contract 9).
const WIX_GAP: u64 = 1_000;
/// Most milliseconds that can be set between created members.
const LONGEST_GAP: u64 = 60_000;

/// Label of the gap.
const GAP: &str = "Time between new members of a site";

/// Draws the section.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    draft: &mut Draft<PaceSettings>,
) {
    let card = &session.profile;
    draft.follow(&card.id, &card.pace);
    let local = card.practice.is_some() || is_loopback(&card.base_url);
    let most = if local { LOCAL } else { WIX };
    if draft.edit.unlimited {
        text::paragraph(ui, text::body("Calls go out as fast as they are answered"));
    } else {
        let mut calls = u64::from(draft.edit.per_minute);
        if field::stepper(ui, "Calls a minute", &mut calls, LEAST..=most, 10, "").changed() {
            draft.edit.per_minute = u32::try_from(calls).unwrap_or(u32::MAX);
        }
        help(
            ui,
            if local {
                "The server is on this computer, so any pace will do"
            } else {
                "Wix takes 200 calls a minute from a key. A faster pace is only for a server on \
                 this computer"
            },
        );
    }
    let why = "Only for a server on this computer; Wix would refuse calls";
    // A limit can always be set again, wherever the server is.
    let why = (!local && !draft.edit.unlimited).then_some(why);
    toggle::switch_or(ui, &mut draft.edit.unlimited, "No limit", why);
    let shortest = if local { 0 } else { WIX_GAP };
    let gap = &mut draft.edit.creation_gap_ms;
    field::stepper(ui, GAP, gap, shortest..=LONGEST_GAP, 100, " ms");
    help(
        ui,
        if local {
            "The server is on this computer, so there need not be any"
        } else {
            "Wix asks for at least 1,000 ms between one new member of a site and the next. Less is \
             only for a server on this computer"
        },
    );
    let pace = &cx.model.pace;
    let used = match pace.limit {
        Some(limit) => format!(
            "{} of {} calls in the last minute",
            pace.used,
            grouped(limit as usize)
        ),
        None => format!("{} calls in the last minute", pace.used),
    };
    help(ui, &used);
    if let Some(until) = pace.blocked_until.filter(|at| *at > cx.model.now) {
        help(
            ui,
            &format!("Wix asked to wait until {}", time_of_day(until)),
        );
    }
    let trouble = trouble(draft.edit, local);
    if let Some(pace) = draft.buttons(ui, "pace", trouble) {
        cx.ask(Command::SetPace(pace));
    }
}

/// Why this pace cannot be set.
fn trouble(pace: PaceSettings, local: bool) -> Option<&'static str> {
    if pace.creation_gap_ms < WIX_GAP && !local {
        return Some(
            "Less than 1,000 ms between new members only against a server on this computer",
        );
    }
    if pace.unlimited {
        return (!local).then_some("Without a limit only against a server on this computer");
    }
    let calls = u64::from(pace.per_minute);
    if calls < LEAST {
        Some("At least 10 calls a minute")
    } else if calls > WIX && !local {
        Some("More than 200 calls a minute only against a server on this computer")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faster_than_wix_allows_only_on_this_computer() {
        let pace = |per_minute, unlimited| PaceSettings {
            per_minute,
            unlimited,
            ..PaceSettings::default()
        };
        assert!(trouble(pace(200, false), false).is_none());
        assert!(trouble(pace(201, false), false).is_some());
        assert!(trouble(pace(201, false), true).is_none());
        assert!(trouble(pace(200, true), false).is_some());
        assert!(trouble(pace(200, true), true).is_none());
        assert!(trouble(pace(9, false), true).is_some());
        let close = |creation_gap_ms| PaceSettings {
            creation_gap_ms,
            ..PaceSettings::default()
        };
        assert!(trouble(close(999), false).is_some());
        assert!(trouble(close(1_000), false).is_none());
        assert!(trouble(close(0), true).is_none());
    }

    #[test]
    fn only_this_computer_is_this_computer() {
        for here in [
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:9",
        ] {
            assert!(is_loopback(here), "{here}");
        }
        for there in [
            "https://www.wixapis.com",
            "https://localhost.example",
            "http://10.0.0.1",
            "x",
        ] {
            assert!(!is_loopback(there), "{there}");
        }
    }
}
