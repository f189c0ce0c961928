//! Brakes: from when on a plan is held back.

use std::ops::RangeInclusive;

use egui::Ui;

use super::draft::Draft;
use super::help;
use super::own::Finder;
use crate::kit::field;
use crate::panes::Cx;
use crate::plan::BrakeLimits;
use crate::worker::protocol::{Command, Session};

/// Most people any of the limits can name.
const MOST: u64 = 100_000;

/// Draws the section.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    draft: &mut Draft<BrakeLimits>,
    own: &mut Finder,
) {
    let card = &session.profile;
    draft.follow(&card.id, &card.brakes);
    let limits = &mut draft.edit;

    let mut share = u64::from(limits.share_percent);
    if field::stepper(
        ui,
        "Share of a team or of a site’s members that loses all access",
        &mut share,
        1..=100,
        5,
        " %",
    )
    .changed()
    {
        limits.share_percent = share as u32;
    }
    people(
        ui,
        "The share counts from so many people on",
        &mut limits.share_from,
        1..=MOST,
        1,
    );
    people(
        ui,
        "People who lose all access in one plan",
        &mut limits.number,
        1..=MOST,
        5,
    );
    help(
        ui,
        "A plan that goes beyond one of these is held, and so is one whose filter leaves nobody out",
    );
    ui.add_space(4.0);
    people(
        ui,
        "Mails within 24 hours",
        &mut limits.mails_per_day,
        1..=MOST,
        50,
    );
    help(
        ui,
        "Invites and links to set a password that Wix mails because of plans of this profile, on all \
         sites together. A plan that goes beyond is held; in waves it sends so many, and waits",
    );
    ui.add_space(4.0);
    people(
        ui,
        "Co-owners that have to stay",
        &mut limits.co_owners,
        1..=50,
        1,
    );
    help(ui, "People who hold the whole account, with the owner");
    ui.add_space(4.0);
    own.show(ui, cx, &mut limits.own_user);
    ui.add_space(4.0);
    let trouble = trouble(limits);
    if let Some(limits) = draft.buttons(ui, "brakes", trouble) {
        cx.ask(Command::SetBrakes(limits));
    }
}

/// A limit that counts people.
fn people(ui: &mut Ui, label: &str, limit: &mut usize, range: RangeInclusive<u64>, step: u64) {
    let mut edit = *limit as u64;
    if field::stepper(ui, label, &mut edit, range, step, "").changed() {
        *limit = edit as usize;
    }
}

/// Why these limits cannot be set.
fn trouble(limits: &BrakeLimits) -> Option<&'static str> {
    if !(1..=100).contains(&limits.share_percent) {
        Some("The share is between 1 % and 100 %")
    } else if limits.share_from == 0 || limits.number == 0 {
        Some("At least one person")
    } else if limits.co_owners == 0 {
        Some("At least one co-owner has to stay")
    } else if limits.mails_per_day == 0 {
        Some("At least one mail")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_brake_nothing_or_everything_are_not_taken() {
        let good = BrakeLimits::default();
        assert_eq!(trouble(&good), None);
        let bad = [
            BrakeLimits {
                share_percent: 0,
                ..good.clone()
            },
            BrakeLimits {
                share_percent: 101,
                ..good.clone()
            },
            BrakeLimits {
                number: 0,
                ..good.clone()
            },
            BrakeLimits {
                share_from: 0,
                ..good.clone()
            },
            BrakeLimits {
                co_owners: 0,
                ..good.clone()
            },
            BrakeLimits {
                mails_per_day: 0,
                ..good
            },
        ];
        for limits in bad {
            assert!(trouble(&limits).is_some(), "{limits:?}");
        }
    }
}
