//! What stands where content cannot, and notes.

use egui::{Ui, vec2};

use super::{across, section, stage};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{self, Kind, skeleton};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;

/// Nothing to keep yet but what was closed.
#[derive(Default)]
pub(super) struct State {
    closed: bool,
}

/// Sentence, detail and next step of a state.
fn words(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Empty => (
            "Nobody has these roles",
            "Take a filter off to see more people",
            "Clear filters",
        ),
        Kind::Loading => (
            "Reading the account",
            "The first reading takes about a minute",
            "Stop",
        ),
        Kind::Stale => (
            "Read 3 days ago",
            "Changes since then are not shown",
            "Read again",
        ),
        Kind::Offline => (
            "No connection",
            "You see what was read at 14:02",
            "Try again",
        ),
        Kind::Incomplete => (
            "2 of 40 sites could not be read",
            "Harbor Café and Rosewood Hotel refused",
            "Read again",
        ),
        Kind::Refused => (
            "The key may not read invites",
            "An owner can make a key with the right “Team”",
            "How to make a key",
        ),
        Kind::Error => (
            "This could not be read",
            "Wix answered with something unknown",
            "Try again",
        ),
    }
}

fn sample(kind: Kind) -> state::State<'static> {
    let (sentence, detail, step) = words(kind);
    let sample = state::State::new(kind, sentence)
        .detail(detail)
        .action(Button::secondary(step));
    if kind == Kind::Error {
        sample.technical("HTTP 500 at POST /site-list/v2/sites/query\nrequest 7c1e-04a9")
    } else {
        sample
    }
}

pub(super) fn show(ui: &mut Ui, own: &mut State) {
    section(
        ui,
        "Instead of content",
        "A sentence, a detail, a next step",
        |ui| {
            let (n, width) = across(ui, 300.0, 3);
            ui.spacing_mut().item_spacing.y = size::GAP;
            for row in Kind::ALL.chunks(n) {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = size::GAP;
                    for kind in row {
                        stage(ui, vec2(width, 264.0), |ui| {
                            sample(*kind).show(ui);
                        });
                    }
                });
            }
        },
    );
    section(ui, "Above content", "", |ui| {
        for kind in Kind::ALL {
            ui.push_id(words(kind).0, |ui| sample(kind).banner(ui));
        }
    });
    section(ui, "While content comes", "Rows that do not move", |ui| {
        skeleton(ui, "Reading the team", 4);
    });
    section(ui, "Notes", "", |ui| notes(ui, own));
}

fn notes(ui: &mut Ui, own: &mut State) {
    for tone in Tone::ALL {
        Note::new(tone, "Can get in at 23 places under two addresses").show(ui);
    }
    let detailed = Note::new(
        Tone::Danger,
        "The answer was not one that is known. Try again in a minute",
    )
    .title("Sites could not be read")
    .details("HTTP 502\nrequest 7c1e-04a9")
    .action(Button::secondary("Try again").icon(Icon::Refresh))
    .action(Button::quiet("Copy for support"));
    detailed.show(ui);
    if own.closed {
        if Button::quiet("Show the closed note again")
            .show(ui)
            .clicked()
        {
            own.closed = false;
        }
        return;
    }
    let words = "A note that can be closed, with words that are long enough to break into a second \
                 line in every window that is not very wide indeed";
    own.closed = Note::new(Tone::Info, words).closable().show(ui).closed;
}
