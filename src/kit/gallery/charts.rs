//! Badges, chips, avatars, progress, charts, figures.

use egui::Ui;

use super::section;
use crate::kit::avatar::{self, Kind};
use crate::kit::badge::{badge, filter_chip, state_word, toggle_chip};
use crate::kit::chart::{Bar, Part, bars, stacked};
use crate::kit::icons::Icon;
use crate::kit::layout::{Tile, card, figure, key_value, key_value_copy, split, tiles};
use crate::kit::progress::Progress;
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;
use crate::kit::trend::{Moment, Trend, trends};
use crate::kit::{button::Button, text};

/// Filters that were taken off or switched on.
#[derive(Default)]
pub(super) struct State {
    off: [bool; 3],
    on: bool,
    table: bool,
}

pub(super) fn show(ui: &mut Ui, state: &mut State) {
    section(ui, "Badges and chips", "Badges tell, chips filter", |ui| {
        badges(ui, state);
    });
    section(ui, "Avatars", "The hue comes from the id", avatars);
    section(
        ui,
        "Progress",
        "Without a known end it stands still",
        progress,
    );
    section(ui, "Charts", "", |ui| charts(ui, &mut state.table));
    section(ui, "Figures", "", figures);
    section(ui, "Rows and cards", "", rows);
}

fn badges(ui: &mut Ui, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        for (tone, words) in Tone::ALL.into_iter().zip([
            "Website manager",
            "Chosen",
            "Local name",
            "Keep",
            "Account admin",
            "Revoke",
        ]) {
            badge(ui, words, tone);
        }
    });
    ui.horizontal_wrapped(|ui| {
        let chips = [
            ("Reach: Whole account", None),
            ("Role: Website manager", Some(96)),
            (
                "Site: A site whose name is so long that it does not fit on a chip at all",
                Some(3),
            ),
        ];
        for (off, (words, count)) in state.off.iter_mut().zip(chips) {
            if !*off && filter_chip(ui, words, count) {
                *off = true;
            }
        }
        if toggle_chip(ui, "Outside domain", Some(21), state.on).clicked() {
            state.on = !state.on;
        }
        toggle_chip(ui, "Undecided", Some(1_204), true);
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        state_word(ui, Icon::Success, "Done", Tone::Success);
        state_word(ui, Icon::Clock, "9 days left", Tone::Neutral);
        state_word(ui, Icon::Warning, "Expired", Tone::Warning);
        state_word(ui, Icon::Error, "Refused", Tone::Danger);
    });
}

fn avatars(ui: &mut Ui) {
    let names = [
        "Ana Díaz",
        "Bartosz Kowalski",
        "Emeka Okoro",
        "Greta Müller",
        "Hiro Tanaka",
        "Катя Иванова",
        "Inês",
        "4th floor",
        "",
    ];
    for side in [avatar::ROW, avatar::LARGE] {
        ui.horizontal_wrapped(|ui| {
            for name in names {
                avatar::show(ui, Kind::Person, name, name, side);
            }
            for kind in [Kind::App, Kind::Account, Kind::Envelope, Kind::Unknown] {
                avatar::show(ui, kind, "id", "Kiosk", side);
            }
        });
    }
}

fn progress(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = size::GAP;
    let reading = Progress::new("Reading the account").step("Contributors");
    reading
        .done(1_204, Some(1_900))
        .per_minute(Some(180))
        .end("done in 4 min")
        .show(ui);
    Progress::new("Counting")
        .step("Members")
        .done(12, None)
        .show(ui);
    Progress::new("Applying").done(0, Some(23)).show(ui);
    Progress::new("Applied").done(23, Some(23)).show(ui);
}

/// How figures went, one of them not known at first.
fn over_time(ui: &mut Ui, table: &mut bool) {
    let moments: Vec<Moment> = (1..8)
        .map(|n| Moment {
            at: f64::from(n),
            words: format!("{n} Nov 2026"),
            short: format!("{n} Nov"),
        })
        .collect();
    let trend = |label: &str, values: [u64; 7], from: usize| Trend {
        label: label.to_owned(),
        values: (0..7).map(|n| (n >= from).then(|| values[n])).collect(),
    };
    let all = [
        trend("In the team", [398, 398, 401, 401, 400, 400, 402], 0),
        trend("Co-owners", [3, 3, 3, 4, 4, 3, 3], 2),
    ];
    trends(ui, "Access over time", &moments, &all, table);
}

fn charts(ui: &mut Ui, table: &mut bool) {
    over_time(ui, table);
    ui.add_space(size::GAP);
    let t = tokens::of(ui.ctx());
    let leads = Some("Show them in the team");
    let entry = |label, count, leads| Bar {
        label,
        count,
        spoken: "",
        leads,
    };
    bars(
        ui,
        "People by role",
        &[
            entry("Website manager", 96, leads),
            entry("Website designer", 71, leads),
            entry("Back office manager", 33, leads),
            entry(
                "A role with a name that does not fit into its column",
                28,
                leads,
            ),
            entry("Billing manager", 1, leads),
            entry("4 other roles", 19, None),
        ],
    );
    ui.add_space(size::GAP);
    let part = |label, count, color| Part {
        label,
        count,
        color,
        leads,
    };
    stacked(
        ui,
        "Invites by state",
        &[
            part("Open", 58, t.accent),
            part("Accepted", 33, t.success),
            part("Expired", 37, t.warning),
            part("Declined", 12, t.muted),
        ],
    );
}

fn figures(ui: &mut Ui) {
    let tile = |name, number, leads: Option<&'static str>| Tile {
        name: std::borrow::Cow::Borrowed(name),
        number,
        leads: leads.map(Into::into),
    };
    let leads = Some("Show them in the team");
    tiles(
        ui,
        &[
            tile("People", Some(260), leads),
            tile("Open invites", Some(140), leads),
            tile("Roles", Some(12), None),
            tile("Sites", Some(40), None),
            tile("Members", Some(50_000), None),
            tile("Child accounts", None, None),
        ],
    );
    ui.add_space(size::STEP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(24.0, 6.0);
        figure(ui, "23", "places");
        figure(ui, "about 7 s", "at today’s pace");
        figure(ui, "3 → 2", "owners and co-owners");
    });
}

fn rows(ui: &mut Ui) {
    ui.scope(|ui| {
        ui.set_max_width(size::INSPECTOR);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(text::caption("Known about this account"));
        key_value(ui, "First seen", "14 Mar 2023");
        key_value(
            ui,
            "Reach",
            "Dashboard of Rosewood Hotel and Spa, all locations and folders",
        );
        key_value_copy(ui, "Address", "dana.levi@northlight.example");
        key_value_copy(ui, "Account id", "7c1e04a9-2b77-4a51-9a0e-52f3a16c04a9");
        key_value_copy(ui, "Member id", "");
    });
    ui.add_space(size::GAP_SMALL);
    card(ui, |ui| {
        let buttons = [
            Button::secondary("Open the receipt…"),
            Button::quiet("Take back…").enabled_or(Some("Nothing of it can be taken back")),
        ];
        split(ui, &buttons, |ui| {
            text::paragraph(ui, text::strong("Roles of 3 people changed"));
            text::paragraph(ui, text::muted("Today at 14:02, 3 of 3 lines done"));
        });
    });
}
