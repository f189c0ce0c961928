//! Badges, chips, progress, charts, heads, tiles, rows.

use egui::Ui;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gatehouse::kit::badge::{badge, filter_chip, toggle_chip};
use gatehouse::kit::button::Button;
use gatehouse::kit::chart::{Bar, Part, bars, stacked};
use gatehouse::kit::layout::{Head, Tile, buttons, key_value, key_value_copy, split, tiles};
use gatehouse::kit::progress::Progress;
use gatehouse::kit::tokens;
use gatehouse::kit::tone::Tone;

use crate::window;

#[derive(Default)]
struct Seen {
    log: Vec<String>,
}

impl Seen {
    fn pressed(&mut self, what: &str, which: Option<usize>) {
        if let Some(n) = which {
            self.log.push(format!("{what} {n}"));
        }
    }
}

fn page(ui: &mut Ui, seen: &mut Seen) {
    let t = tokens::of(ui.ctx());
    let head = Head::new("Team").line("260 people");
    let all = [Button::secondary("Export 260…"), Button::primary("Invite…")];
    seen.pressed("head", head.buttons(ui, &all));
    badge(ui, "Account admin", Tone::Warning);
    if filter_chip(ui, "Role: Editor", Some(28)) {
        seen.log.push("off".to_owned());
    }
    if toggle_chip(ui, "Outside", None, true).clicked() {
        seen.log.push("toggle".to_owned());
    }
    let reading = Progress::new("Reading").step("Team").done(120, Some(260));
    reading.per_minute(Some(180)).end("done in 1 min").show(ui);
    Progress::new("Counting").done(12, None).show(ui);
    let bar = |label, count, leads| Bar {
        label,
        count,
        spoken: "",
        leads,
    };
    let list = [
        bar("Editor", 28, Some("Show them")),
        bar("4 others", 3, None),
    ];
    seen.pressed("bar", bars(ui, "People by role", &list));
    let part = |label, count, leads| Part {
        label,
        count,
        color: t.accent,
        leads,
    };
    let parts = [
        part("Open", 58, Some("")),
        part("Expired", 1_037, None),
        part("Declined", 0, None),
    ];
    seen.pressed("part", stacked(ui, "Invites", &parts));
    let tile = |name: &'static str, number, leads: Option<&'static str>| Tile {
        name: name.into(),
        number,
        leads: leads.map(Into::into),
    };
    let all = [
        tile("People", Some(50_000), Some("Show them")),
        tile("Roles", None, None),
    ];
    seen.pressed("tile", tiles(ui, &all));
    key_value(ui, "Reach", "Whole account");
    if key_value_copy(ui, "Address", "dana@northlight.example") {
        seen.log.push("copy".to_owned());
    }
    key_value_copy(ui, "Member id", "");
    let again = [Button::secondary("Receipt…")];
    seen.pressed(
        "split",
        split(ui, &again, |ui| {
            ui.label("Roles changed");
        }),
    );
    seen.pressed(
        "row",
        buttons(ui, vec![Button::quiet("One"), Button::quiet("Two")]),
    );
}

#[test]
fn figures_are_told_in_words() {
    let harness = window(Seen::default(), page);
    for (role, name) in [
        (Role::Heading, "Team"),
        (Role::Label, "Account admin"),
        (Role::Button, "Remove filter Role: Editor, 28"),
        (Role::Button, "Outside"),
        (
            Role::ProgressIndicator,
            "Reading: Team · 120 of 260 · 180 a minute · done in 1 min",
        ),
        (Role::ProgressIndicator, "Counting: 12 so far"),
        (Role::List, "People by role"),
        (Role::Button, "Editor: 28"),
        (Role::Label, "4 others: 3"),
        (Role::Image, "Invites: Open 58, Expired 1,037, Declined 0"),
        (Role::Button, "Open 58"),
        (Role::Label, "Expired 1,037"),
        (Role::Button, "People: 50,000"),
        (Role::Label, "Roles: not read yet"),
        (Role::Button, "Copy address"),
    ] {
        harness.get_by_role_and_label(role, name);
    }
    let bar = harness.get_by_label_contains("Reading: Team");
    assert_eq!(bar.accesskit_node().numeric_value(), Some(120.0));
    assert_eq!(bar.accesskit_node().max_numeric_value(), Some(260.0));
    let still = harness.get_by_label("Counting: 12 so far");
    assert_eq!(still.accesskit_node().numeric_value(), None);
    assert!(harness.query_by_label("Copy member id").is_none());
}

#[test]
fn what_leads_somewhere_is_pressed_by_its_number() {
    let mut harness = window(Seen::default(), page);
    for name in [
        "Invite…",
        "Remove filter Role: Editor, 28",
        "Outside",
        "Editor: 28",
        "Open 58",
        "People: 50,000",
        "Copy address",
        "Receipt…",
        "Two",
    ] {
        harness.get_by_label(name).click();
        harness.run();
    }
    harness.get_by_label("4 others: 3").click();
    harness.run();
    assert_eq!(
        harness.state().log,
        [
            "head 1", "off", "toggle", "bar 0", "part 0", "tile 0", "copy", "split 0", "row 1"
        ]
    );
}

#[test]
fn slots_of_a_head_stand_beside_the_title_or_below_it() {
    for (width, beside) in [(800.0, true), (300.0, false)] {
        let mut harness = window(Seen::default(), page);
        harness.set_size(egui::vec2(width, 1_200.0));
        harness.run();
        let title = harness.get_by_role_and_label(Role::Label, "Team").rect();
        let invite = harness.get_by_label("Invite…").rect();
        assert_eq!(
            title.y_range().contains(invite.center().y),
            beside,
            "{width}"
        );
        assert!(invite.right() <= width, "{invite:?} at {width}");
    }
}
