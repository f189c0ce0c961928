//! The frame around panes, and lists: rail, status bar, commands, facets, table.

use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Ui, UiBuilder, vec2};

use super::{commands, section};
use crate::kit::badge::badge;
use crate::kit::button::{Button, IconButton};
use crate::kit::facets::{self, Entry, FacetEvent, FacetState, Group};
use crate::kit::icons::Icon;
use crate::kit::layout::Head;
use crate::kit::palette;
use crate::kit::shortcut::{self, keycap};
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;
use crate::kit::{rail, status, table};

/// What is chosen on this page.
#[derive(Default)]
pub(super) struct State {
    here: usize,
    entries: Vec<Entry>,
    many: Vec<Entry>,
    facets: FacetState,
}

impl State {
    fn fill(&mut self) {
        if !self.entries.is_empty() {
            return;
        }
        self.entries = [
            ("Account admin", 6),
            ("Website manager", 96),
            ("Back office manager", 33),
            ("Blog editor", 0),
        ]
        .map(|(label, n)| Entry::new(label, n))
        .into();
        if let Some(first) = self.entries.first_mut() {
            first.on = true;
        }
        self.many = (1..=40)
            .map(|n| Entry::new(format!("Site {n}"), 41 - n))
            .collect();
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State) {
    state.fill();
    section(ui, "Head of a pane", "Title, age, slots at the right", head);
    section(ui, "Rail", "Open, and folded below 1,100 points", |ui| {
        rails(ui, state);
    });
    section(ui, "Status bar", "", bar);
    section(ui, "Commands", "", |ui| {
        let all = commands();
        let found: Vec<usize> = (0..all.len()).collect();
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(536.0));
            palette::list(ui, &all, &found, 1, false, 240.0);
        });
    });
    section(ui, "Keys", "", keys);
    section(ui, "Facets", "What a list can be narrowed to", |ui| {
        groups(ui, state);
    });
    section(
        ui,
        "Table",
        "A million rows cost what those in sight cost",
        table::gallery,
    );
}

fn head(ui: &mut Ui) {
    let buttons = [Button::secondary("Export 260…"), Button::primary("Invite…")];
    let line = "260 people, 140 invites · read 2 min ago, complete";
    Head::new("Team")
        .line(line)
        .exact("Read on 20 Nov 2026 at 14:02:11")
        .buttons(ui, &buttons);
}

fn rails(ui: &mut Ui, state: &mut State) {
    let t = tokens::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = size::GAP;
        for (width, folded) in [(size::RAIL, false), (size::RAIL_FOLDED, true)] {
            let (_, rect) = ui.allocate_space(vec2(width, 236.0));
            ui.painter().rect_filled(rect, 0.0, t.app);
            let builder = UiBuilder::new()
                .id_salt(folded)
                .max_rect(rect.shrink(8.0))
                .layout(Layout::top_down(Align::Min));
            let mut child = ui.new_child(builder);
            child.spacing_mut().item_spacing.y = 2.0;
            rail::profile(
                &mut child,
                folded,
                2,
                "Northlight Studio",
                "Practice account",
            );
            child.add_space(size::GAP_SMALL);
            let areas = [
                (Icon::Overview, "Overview", None, false),
                (Icon::Team, "Team", Some(260), false),
                (Icon::Invites, "Invites", Some(140), true),
            ];
            for (at, (icon, label, count, alert)) in areas.into_iter().enumerate() {
                entry(&mut child, folded, state, (at, icon, label, count, alert));
            }
            rail::caption(&mut child, folded, "Work");
            entry(
                &mut child,
                folded,
                state,
                (3, Icon::Activity, "Activity", Some(25), false),
            );
        }
    });
}

fn entry(
    ui: &mut Ui,
    folded: bool,
    state: &mut State,
    (at, icon, label, count, alert): (usize, Icon, &str, Option<usize>, bool),
) {
    let entry = rail::Entry {
        icon,
        label,
        count,
        alert,
        here: state.here == at,
    };
    if entry.show(ui, folded).clicked() {
        state.here = at;
    }
}

fn bar(ui: &mut Ui) {
    let t = tokens::of(ui.ctx());
    for (tone, word, age) in [
        (Tone::Success, "Online", "Read 2 min ago, complete"),
        (
            Tone::Warning,
            "Read only",
            "Read 3 days ago, 2 sites missing",
        ),
        (Tone::Danger, "Offline", "Read at 14:02, complete"),
    ] {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), size::STATUS));
        ui.painter().rect_filled(rect, 0.0, t.app);
        let inner = rect.shrink2(vec2(12.0, 2.0));
        let builder = UiBuilder::new()
            .id_salt(word)
            .max_rect(inner)
            .layout(Layout::top_down(Align::Min));
        let mut child = ui.new_child(builder);
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
        status::bar(
            &mut child,
            |ui| {
                status::dot(ui, tone, word, "How the connection stands");
                status::fact(ui, age, "20 Nov 2026, 14:02:11");
                status::fact(ui, "42 of 200 calls this minute", "");
            },
            |ui| {
                status::key_button(ui, "Commands", Some(&keys));
                status::key_button(ui, "No job running", None);
            },
        );
    }
}

fn keys(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for (words, does) in [
            ("K", "keep"),
            ("E", "reduce"),
            ("R", "revoke"),
            ("↓", "next"),
        ] {
            keycap(ui, words, does);
        }
        let keys = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        let words = shortcut::words(ui.ctx(), &keys);
        keycap(ui, &words, "search everywhere");
    });
}

fn groups(ui: &mut Ui, state: &mut State) {
    let event = {
        let all = [
            Group {
                id: "role",
                title: "Role",
                entries: &state.entries,
            },
            Group {
                id: "site",
                title: "Site",
                entries: &state.many,
            },
        ];
        ui.scope(|ui| {
            ui.set_max_width(size::FACETS);
            facets::show(ui, &all, &mut state.facets)
        })
        .inner
    };
    let lists = [&mut state.entries, &mut state.many];
    match event {
        Some(FacetEvent::Toggle { group, entry }) => {
            let hit = lists.into_iter().nth(group).and_then(|l| l.get_mut(entry));
            if let Some(entry) = hit {
                entry.on = !entry.on;
            }
        }
        Some(FacetEvent::Clear { group }) => {
            for entry in lists.into_iter().nth(group).into_iter().flatten() {
                entry.on = false;
            }
        }
        None => {}
    }
    let chosen = state.entries.iter().chain(&state.many).filter(|e| e.on);
    let chosen = format!("{} chosen", chosen.count());
    ui.horizontal(|ui| {
        IconButton::new(Icon::Filter, "Filters").framed().show(ui);
        badge(ui, &chosen, Tone::Accent);
    });
}
