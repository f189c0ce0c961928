//! Dialogs, the palette, notices.

use egui::accesskit::Role;
use egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gatehouse::kit::button::Button;
use gatehouse::kit::choice::Select;
use gatehouse::kit::field::Field;
use gatehouse::kit::modal::{Dialog, Did};
use gatehouse::kit::notice::{Notices, toasts};
use gatehouse::kit::palette;
use gatehouse::kit::tone::Tone;

use crate::{description, window};

#[derive(Default)]
struct Page {
    open: bool,
    red: bool,
    blocked: bool,
    lines: usize,
    name: String,
    did: Vec<Did>,
}

fn page(ui: &mut Ui, page: &mut Page) {
    if Button::secondary("Open…").show(ui).clicked() {
        page.open = true;
    }
    Button::secondary("Behind").show(ui);
    if !page.open {
        return;
    }
    let first = if page.red {
        Button::danger("Remove 3")
    } else {
        Button::primary("Save")
    };
    let why = page.blocked.then_some("Type a name first");
    let shown = Dialog::new("test", "Give a name")
        .subtitle("Only here")
        .other(Button::secondary("Save plan…"))
        .primary(first.enabled_or(why))
        .show(ui.ctx(), |ui| {
            Field::text("Name", &mut page.name).show(ui);
            for n in 0..page.lines {
                ui.label(format!("Line {n}"));
            }
        });
    if shown.did != Did::Nothing {
        page.did.push(shown.did);
        page.open = matches!(shown.did, Did::Other(_));
    }
}

fn opened(state: Page) -> Harness<'static, Page> {
    let mut harness = window(state, page);
    harness.get_by_label("Open…").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Dialog, "Give a name");
    harness
}

#[test]
fn escape_cross_and_cancel_go_out_and_give_the_focus_back() {
    for way in ["Esc", "Close", "Cancel"] {
        let mut harness = opened(Page::default());
        if way == "Esc" {
            harness.key_press(Key::Escape);
        } else {
            harness.get_by_label(way).click();
        }
        harness.run();
        assert_eq!(harness.state().did, [Did::Cancel], "{way}");
        assert!(harness.query_by_label("Give a name").is_none());
        assert!(harness.get_by_label("Open…").is_focused(), "{way}");
    }
}

#[test]
fn enter_goes_forward_unless_the_button_is_red_or_blocked() {
    let plain = Page::default();
    let red = Page {
        red: true,
        ..Page::default()
    };
    let blocked = Page {
        blocked: true,
        ..Page::default()
    };
    for (state, expected) in [
        (plain, vec![Did::Primary]),
        (red, vec![]),
        (blocked, vec![]),
    ] {
        let mut harness = opened(state);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().did, expected);
    }
}

#[test]
fn a_dialog_takes_the_focus_and_keeps_it() {
    let mut harness = opened(Page::default());
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run();
        assert!(!harness.get_by_label("Open…").is_focused());
        assert!(!harness.get_by_label("Behind").is_focused());
    }
}

#[test]
fn enter_in_a_field_goes_forward_too() {
    let mut harness = opened(Page::default());
    harness.get_by_label("Name").click();
    harness.run();
    harness.get_by_label("Name").type_text("Dana");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().name, "Dana");
    assert_eq!(harness.state().did, [Did::Primary]);
}

#[test]
fn other_buttons_are_told_apart_and_the_dialog_stays() {
    let mut harness = opened(Page::default());
    harness.get_by_label("Save plan…").click();
    harness.run();
    assert_eq!(harness.state().did, [Did::Other(0)]);
    harness.get_by_role_and_label(Role::Dialog, "Give a name");
}

#[test]
fn a_dialog_grows_with_its_content_and_stays_in_the_window() {
    let mut harness = opened(Page::default());
    // From the cross on top to the button at the bottom.
    let span = |harness: &Harness<'_, Page>| {
        let close = harness.get_by_label("Close").rect();
        close.union(harness.get_by_label("Cancel").rect())
    };
    let before = span(&harness);
    harness.state_mut().lines = 200;
    harness.run();
    let after = span(&harness);
    assert!(
        after.height() > before.height() + 300.0,
        "{before:?} {after:?}"
    );
    assert!(after.top() > 16.0 && after.bottom() < 984.0, "{after:?}");
    let middle = after.center().y - 500.0;
    assert!(middle.abs() < 12.0, "not in the middle: {after:?}");
}

struct Commands {
    state: palette::State,
    did: palette::Did,
}

fn entries() -> Vec<palette::Entry> {
    let entry = |title: &str, blocked: Option<&str>| palette::Entry {
        title: title.to_owned(),
        group: "Team".to_owned(),
        keys: None,
        blocked: blocked.map(str::to_owned),
    };
    vec![
        entry("Read again", None),
        entry("Remove 3 people…", Some("This profile is read only")),
        entry("Rename the profile…", None),
        entry("Go to activity", None),
    ]
}

fn commands() -> Harness<'static, Commands> {
    let state = Commands {
        state: palette::State::default(),
        did: palette::Did::Nothing,
    };
    window(state, |ui, own: &mut Commands| {
        if own.did == palette::Did::Nothing {
            own.did = palette::show(ui.ctx(), &entries(), &mut own.state);
        }
    })
}

#[test]
fn the_palette_is_worked_by_keys() {
    let mut harness = commands();
    harness.get_by_role_and_label(Role::Dialog, "Commands");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().did, palette::Did::Chose(2));

    let mut harness = commands();
    harness.key_press(Key::ArrowUp);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(
        harness.state().did,
        palette::Did::Chose(3),
        "up from the top is the end"
    );

    let mut harness = commands();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().did, palette::Did::Closed);
}

#[test]
fn the_palette_narrows_while_typing_and_says_when_nothing_is_left() {
    let mut harness = commands();
    harness
        .get_by_role_and_label(Role::TextInput, "Commands")
        .type_text("act");
    harness.run();
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 1);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().did, palette::Did::Chose(3));

    let mut harness = commands();
    harness
        .get_by_role_and_label(Role::TextInput, "Commands")
        .type_text("zzz");
    harness.run();
    harness.get_by_label("No command has these words");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().did, palette::Did::Nothing);
}

#[test]
fn the_palette_grows_again_when_more_is_found() {
    let mut harness = commands();
    // From the field to the end of the last row that is drawn.
    let shown = |harness: &Harness<'_, Commands>| {
        let shapes = harness.output().shapes.iter();
        let has = |words: &str| {
            { shapes.clone() }.any(|s| match &s.shape {
                egui::Shape::Text(t) => {
                    let place = egui::Rect::from_min_size(t.pos, t.galley.size());
                    t.galley.text() == words && s.clip_rect.contains_rect(place)
                }
                _ => false,
            })
        };
        has("Go to activity") && has("Read again")
    };
    harness.run();
    assert!(shown(&harness), "all of four commands");
    harness
        .get_by_role_and_label(Role::TextInput, "Commands")
        .type_text("act");
    harness.run();
    assert!(!shown(&harness), "one of them");
    for _ in 0..3 {
        harness.key_press(Key::Backspace);
        harness.run();
    }
    assert!(shown(&harness), "all of them again");
}

#[test]
fn a_blocked_command_says_why_and_is_not_chosen() {
    let mut harness = commands();
    let blocked = harness.get_by_label("Remove 3 people…, Team");
    assert_eq!(description(&blocked), "This profile is read only");
    blocked.click();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().did, palette::Did::Nothing);
    harness.get_by_label("Read again, Team").click();
    harness.run();
    assert_eq!(harness.state().did, palette::Did::Chose(0));
}

struct Told {
    notices: Notices,
    now: f64,
}

fn told(notices: Notices) -> Harness<'static, Told> {
    window(
        Told {
            notices,
            now: 100.0,
        },
        |ui, own: &mut Told| {
            toasts(ui.ctx(), &mut own.notices, own.now, 5.0, 28.0);
        },
    )
}

#[test]
fn good_news_fades_and_errors_stay_until_they_are_read() {
    let mut notices = Notices::default();
    notices.push(Tone::Success, "Roles changed", "3 people", "");
    notices.push(
        Tone::Danger,
        "The key was refused",
        "Make a new key",
        "HTTP 403",
    );
    let mut harness = told(notices);
    harness.get_by_role_and_label(Role::Log, "Notices");
    harness.get_by_role_and_label(Role::Note, "Done: Roles changed");
    harness.get_by_role_and_label(Role::Alert, "Error: The key was refused");
    harness.state_mut().now = 106.0;
    harness.run();
    assert!(harness.query_by_label("Done: Roles changed").is_none());
    harness.state_mut().now = 100_000.0;
    harness.run();
    harness.get_by_label("Error: The key was refused");
    harness.get_by_label("Dismiss").click();
    harness.run();
    assert!(
        harness
            .query_by_label("Error: The key was refused")
            .is_none()
    );
    assert_eq!(harness.state().notices.unread(), 0);
}

#[test]
fn at_most_three_notices_stand_in_the_way() {
    let mut notices = Notices::default();
    for n in 0..5 {
        notices.push(Tone::Danger, format!("Error {n}"), "", "");
    }
    let mut harness = told(notices);
    assert_eq!(harness.query_all_by_label("Dismiss").count(), 3);
    harness.get_by_label("Mark all 5 as read").click();
    harness.run();
    assert_eq!(harness.state().notices.unread(), 0);
}

/// Presses and lets go in one frame, as a quick tap on a slow frame does.
fn tap(harness: &mut Harness<'_, usize>, role: Role, name: &str) {
    let pos = harness.get_by_role_and_label(role, name).rect().center();
    harness.event(egui::Event::PointerMoved(pos));
    harness.run();
    let taps = [true, false].map(|pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    });
    harness.input_mut().events.extend(taps);
    harness.run();
}

#[test]
fn a_list_in_a_dialog_opens_above_it_again_and_again() {
    let mut harness = window(0, |ui, role: &mut usize| {
        Dialog::new("test", "Give a role").show(ui.ctx(), |ui| {
            let choices = [(0, "Editor"), (1, "Designer"), (2, "Owner")];
            Select::new("Role").show(ui, role, &choices);
        });
    });
    for (n, name) in [(1, "Designer"), (2, "Owner"), (0, "Editor")] {
        tap(&mut harness, Role::ComboBox, "Role");
        tap(&mut harness, Role::ListBoxOption, name);
        assert_eq!(*harness.state(), n, "{name}");
        // The dialog comes to the front.
        tap(&mut harness, Role::Label, "Give a role");
    }
}
