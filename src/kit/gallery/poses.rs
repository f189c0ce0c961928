//! Every control in each of its states, side by side.

use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Ui, vec2};

use super::{across, section};
use crate::kit::badge::toggle_chip;
use crate::kit::button::{Button, IconButton, link};
use crate::kit::choice::{Select, segmented, tabs};
use crate::kit::facets::{self, Entry, FacetState, Group};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::paint::{self, Pose};
use crate::kit::tokens::size;
use crate::kit::{rail, status, text, toggle};

const WHY: &str = "This profile is read only";

/// The states, in the words that stand below the samples. The last one is a control that cannot
/// be used now.
const STATES: [(&str, Option<Pose>, bool); 5] = [
    ("At rest", None, false),
    ("Under the pointer", Some(Pose::Hot), false),
    ("Pressed", Some(Pose::Down), false),
    ("With the keyboard", Some(Pose::Focus), false),
    ("Not now", None, true),
];

/// Draws one control; the second argument is why it cannot be used.
type Draw = fn(&mut Ui, Option<&'static str>);

/// Controls that can be blocked.
const BLOCKABLE: [(&str, Draw); 12] = [
    ("First button", |ui, why| {
        Button::primary("Invite…").enabled_or(why).show(ui);
    }),
    ("Other button", |ui, why| {
        let button = Button::secondary("Change roles…").icon(Icon::Edit);
        button.enabled_or(why).show(ui);
    }),
    ("Quiet button", |ui, why| {
        Button::quiet("Clear filters").enabled_or(why).show(ui);
    }),
    ("Last button", |ui, why| {
        let button = Button::danger("Remove at 23 places");
        button.enabled_or(why).show(ui);
    }),
    ("Icon button", |ui, why| {
        let button = IconButton::new(Icon::Columns, "Columns").framed();
        button.enabled_or(why).show(ui);
    }),
    ("Icon button that is on", |ui, why| {
        let button = IconButton::new(Icon::Inspector, "Inspector").on(true);
        button.enabled_or(why).show(ui);
    }),
    ("Check box, off", |ui, why| {
        toggle::checkbox_or(ui, &mut false, "Site members", why);
    }),
    ("Check box, on", |ui, why| {
        toggle::checkbox_or(ui, &mut true, "Contributors", why);
    }),
    ("Switch", |ui, why| {
        toggle::switch_or(ui, &mut true, "Read only", why);
    }),
    ("Radio button", |ui, why| {
        toggle::radio(ui, true, "260 people", why);
    }),
    ("Field", |ui, why| {
        let mut name = "Ana Díaz".to_owned();
        Field::text("Name", &mut name).enabled_or(why).show(ui);
    }),
    ("List of choices", |ui, why| {
        let roles = [(0, "Website manager"), (1, "Blog editor")];
        let select = Select::new("Role").enabled_or(why);
        select.show(ui, &mut 0, &roles);
    }),
];

/// Controls that go away where they could not be used.
const FREE: [(&str, Draw); 9] = [
    ("Link", |ui, _| {
        link(ui, "Show all 140");
    }),
    ("Chip, off", |ui, _| {
        toggle_chip(ui, "Outside domain", Some(21), false);
    }),
    ("Chip, on", |ui, _| {
        toggle_chip(ui, "Undecided", Some(1_204), true);
    }),
    ("Field with an error", |ui, _| {
        let mut address = "ana@".to_owned();
        let field = Field::text("Address", &mut address);
        field.error(Some("An address has a domain")).show(ui);
    }),
    ("One of few", |ui, _| {
        segmented(ui, "Rows", &mut 0, &[(0, "Low"), (1, "High")]);
    }),
    ("Tabs", |ui, _| {
        let all = [(0, "About", None), (1, "Roles", Some(3))];
        tabs(ui, "Parts", &mut 0, &all);
    }),
    ("Area in the rail", |ui, _| {
        let entry = rail::Entry {
            icon: Icon::Team,
            label: "Team",
            count: Some(260),
            alert: false,
            here: false,
        };
        entry.show(ui, false);
    }),
    ("Button in the status bar", |ui, _| {
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
        status::key_button(ui, "Commands", Some(&keys));
    }),
    ("Filter", |ui, _| {
        let mut chosen = Entry::new("Website manager", 96);
        chosen.on = true;
        let entries = [chosen, Entry::new("Blog editor", 4)];
        let group = Group {
            id: "role",
            title: "Role",
            entries: &entries,
        };
        facets::show(ui, &[group], &mut FacetState::default());
    }),
];

pub(super) fn show(ui: &mut Ui) {
    for (name, draw) in BLOCKABLE {
        row(ui, name, draw, &STATES);
    }
    for (name, draw) in FREE {
        row(ui, name, draw, &STATES[..4]);
    }
}

/// One control in these states, as many beside each other as there is room for.
fn row(ui: &mut Ui, name: &str, draw: Draw, states: &[(&str, Option<Pose>, bool)]) {
    section(ui, name, "", |ui| {
        let (n, width) = across(ui, 172.0, STATES.len());
        for states in states.chunks(n) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = size::GAP;
                for (state, pose, blocked) in states {
                    ui.push_id(state, |ui| {
                        let down = Layout::top_down(Align::Min);
                        ui.allocate_ui_with_layout(vec2(width, 0.0), down, |ui| {
                            ui.set_width(width);
                            paint::posed(*pose, || draw(ui, blocked.then_some(WHY)));
                            ui.label(text::caption(*state));
                        });
                    });
                }
            });
        }
    });
}
