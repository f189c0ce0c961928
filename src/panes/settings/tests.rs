//! Tests of the sections.

use egui::Ui;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::SettingsPane;
use crate::access::UserId;
use crate::model::{Ask, Dialog, Model, Route};
use crate::panes::Cx;
use crate::panes::overview::demo;
use crate::panes::overview::stage::{Stage, everywhere, play};
use crate::plan::BrakeLimits;
use crate::worker::protocol::{Command, PaceSettings, ProfileId, Session, Settings, ThemeWish};

fn draw(pane: &mut SettingsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    pane.ui(ui, cx);
}

fn pane(model: Model) -> Harness<'static, Stage<SettingsPane>> {
    play(model, SettingsPane::new("/home/ana/gatehouse"), draw)
}

fn described(h: &Harness<'_, Stage<SettingsPane>>, label: &str) -> Option<String> {
    h.get_by_label(label).accesskit_node().description()
}

fn click(h: &mut Harness<'_, Stage<SettingsPane>>, label: &str) {
    h.get_by_label(label).click();
    h.run();
}

fn local(session: &mut Session) {
    session.profile.base_url = "http://127.0.0.1:4010".to_owned();
}

#[test]
fn look_takes_effect_at_once() {
    let mut h = pane(demo::open());
    click(&mut h, "Dark");
    click(&mut h, "Larger text");
    let wanted = |edit: fn(&mut Settings)| {
        let mut settings = Settings::default();
        edit(&mut settings);
        Ask::Settings(Box::new(settings))
    };
    let asked = [
        wanted(|s| s.theme = ThemeWish::Dark),
        wanted(|s| s.zoom = 1.1),
    ];
    assert_eq!(h.state().asks, asked);
    assert_eq!(
        described(&h, "Back to 100 %").as_deref(),
        Some("This is the plain size")
    );
}

#[test]
fn the_profile_is_switched_edited_and_forgotten() {
    let mut h = pane(demo::open());
    let id = ProfileId("p-1".to_owned());
    click(&mut h, "Read only");
    click(&mut h, "Edit…");
    click(&mut h, "Forget this profile…");
    click(&mut h, "Give the key again…");
    click(&mut h, "Check what the key can do");
    click(
        &mut h,
        "Open Harbor Café and all the houses that belong to it",
    );
    let edited = Command::EditProfile {
        profile: id.clone(),
        name: "Northlight".to_owned(),
        colour: 2,
        read_only: true,
    };
    let asked = [
        edited.into(),
        Ask::Open(Dialog::EditProfile(id.clone())),
        Ask::Open(Dialog::Forget(id.clone())),
        Ask::Open(Dialog::GiveKey(id)),
        Command::CheckKey.into(),
        Command::OpenProfile(ProfileId("p-2".to_owned())).into(),
    ];
    assert_eq!(h.state().asks, asked);
}

#[test]
fn the_pace_stays_within_what_wix_takes() {
    let mut h = pane(demo::open());
    assert_eq!(
        described(&h, "Save pace").as_deref(),
        Some("Nothing was changed")
    );
    assert!(
        h.get_by_label("More: Calls a minute")
            .accesskit_node()
            .is_disabled()
    );
    assert!(h.get_by_label("No limit").accesskit_node().is_disabled());
    click(&mut h, "Less: Calls a minute");
    click(&mut h, "Save pace");
    let slower = PaceSettings {
        per_minute: 190,
        ..PaceSettings::default()
    };
    assert_eq!(h.state().commands(), [&Command::SetPace(slower)]);
    click(&mut h, "Undo changes of pace");
    assert_eq!(
        described(&h, "Save pace").as_deref(),
        Some("Nothing was changed")
    );
}

#[test]
fn a_server_on_this_computer_may_be_called_without_limit() {
    let mut h = pane(demo::with_session(local));
    click(&mut h, "More: Calls a minute");
    click(&mut h, "No limit");
    click(&mut h, "Save pace");
    let free = PaceSettings {
        per_minute: 210,
        unlimited: true,
        ..PaceSettings::default()
    };
    assert_eq!(h.state().commands(), [&Command::SetPace(free)]);
}

#[test]
fn new_members_come_a_second_apart_unless_the_server_is_here() {
    let less = "Less: Time between new members of a site";
    let mut h = pane(demo::open());
    assert!(h.get_by_label(less).accesskit_node().is_disabled());
    assert_eq!(
        described(&h, less).as_deref(),
        Some("Less: Time between new members of a site: 1000 is the least")
    );
    click(&mut h, "More: Time between new members of a site");
    click(&mut h, "Save pace");
    let slower = PaceSettings {
        creation_gap_ms: 1_100,
        ..PaceSettings::default()
    };
    assert_eq!(h.state().commands(), [&Command::SetPace(slower)]);
    let mut h = pane(demo::with_session(local));
    click(&mut h, less);
    click(&mut h, "Save pace");
    let closer = PaceSettings {
        creation_gap_ms: 900,
        ..PaceSettings::default()
    };
    assert_eq!(h.state().commands(), [&Command::SetPace(closer)]);
}

#[test]
fn brakes_are_saved_with_the_own_user_from_the_team() {
    let mut h = pane(demo::open());
    click(&mut h, "More: Co-owners that have to stay");
    let field = h.get_by_label("Find yourself by name or address");
    field.focus();
    field.type_text("dana.2@");
    h.run();
    click(&mut h, "Dana Levi, dana.2@northlight.example");
    assert!(
        h.query_by_label("Dana Levi").is_some(),
        "the choice is shown by name"
    );
    click(&mut h, "Save brakes");
    let limits = BrakeLimits {
        co_owners: 3,
        own_user: Some(UserId::new("user-02")),
        ..BrakeLimits::default()
    };
    assert_eq!(h.state().commands(), [&Command::SetBrakes(limits)]);
}

#[test]
fn few_people_are_offered_at_once() {
    let mut h = pane(demo::open());
    let field = h.get_by_label("Find yourself by name or address");
    field.focus();
    field.type_text("northlight.example");
    h.run();
    let offered = h
        .get_all_by_role(Role::Button)
        .filter(|n| {
            n.accesskit_node()
                .label()
                .is_some_and(|l| l.contains("@northlight"))
        })
        .count();
    assert_eq!(offered, super::own::OFFERED);
    assert!(
        h.query_by_label("There are more; type a little more")
            .is_some()
    );
}

#[test]
fn the_folder_is_copied_and_the_kit_opened() {
    let mut h = pane(demo::open());
    click(&mut h, "Copy the path");
    click(&mut h, "Show the design kit");
    let asked = [
        Ask::Copy("/home/ana/gatehouse".to_owned()),
        Ask::Go(Route::Kit),
    ];
    assert_eq!(h.state().asks, asked);
}

#[test]
fn every_state_is_drawn_everywhere() {
    let none: fn(&mut SettingsPane) = |_| {};
    let mut unknown = demo::open();
    unknown.settings = None;
    unknown.team = None;
    let unlimited = demo::with_session(|s| {
        local(s);
        s.profile.pace.unlimited = true;
        s.capabilities.clear();
        s.no_writing = Some("This profile is set to read only".to_owned());
    });
    for (name, model) in [
        ("open", demo::open()),
        ("closed", demo::closed()),
        ("not known", unknown),
        ("local", unlimited),
    ] {
        everywhere(name, &model, none, draw);
    }
}
